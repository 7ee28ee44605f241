import type { Finding } from "../dialect.ts";
import type { CallNode, LiteralNode, MemberNode, MethodNode, Node, OperationNode } from "../tree.ts";
import { info, type Rule, type Scope, warning } from "./finding.ts";
import { isUser } from "./language.ts";
import { typeOfNode } from "./node-type.ts";
import { operatorOf } from "./operators.ts";

const ODDITY = "EXPRESSION_ODDITY";
const NOT_DOCUMENTED = "EXPRESSION_NOT_DOCUMENTED";

/** How Okta behaves, where somebody might expect something else; and what is taken so because nothing is documented. */
export const checkOddities: Rule = (node, scope) => {
  switch (node.kind) {
    case "literal":
      return checkBackslashes(node, scope);
    case "operation":
      return [
        ...checkOperator(node),
        ...checkNullInText(node, scope),
        ...checkNullInOrder(node),
        ...checkEmptyOnly(node),
      ];
    case "call":
      return checkFunction(node, scope);
    case "method":
      return checkMethod(node, scope);
    case "member":
      return checkMaybeNull(node, scope);
    case "projection":
      return checkProjection(node.of, scope);
    case "template":
      return checkTemplate(node.parts);
    default:
      return [];
  }
};

function checkBackslashes(node: LiteralNode, { language }: Scope): readonly Finding[] {
  if (language.id === "okta-template" || typeof node.value !== "string" || !node.value.includes("\\\\")) return [];
  return [info(ODDITY, node, "A backslash escapes nothing here: two of them are two, also in a pattern.")];
}

function checkOperator(node: OperationNode): readonly Finding[] {
  if (node.operator === "matches") {
    const message = "`matches` is deprecated, and the whole text has to match, not a part of it.";
    return [info("EXPRESSION_LEGACY_FUNCTION", node, message)];
  }
  if (operatorOf(node.written)?.documented !== false) return [];
  const rest = node.operator === "/" ? " Whole numbers divide to a whole one there." : "";
  return [info(NOT_DOCUMENTED, node, `\`${node.written}\` is SpEL's; Okta's pages do not show it.${rest}`)];
}

/** `user.a + " "`: an attribute beside something that makes a text of it. */
function checkNullInText(node: OperationNode, { language }: Scope): readonly Finding[] {
  if (node.operator !== "+" || typeOfNode(node, language) !== "text") return [];
  return [node.left, node.right].filter(isAttribute).map((attribute) => {
    const message =
      "Where there is no value, SpEL adds the word `null`. Okta does not say what it does: the setting for null in texts decides here.";
    return info("EXPRESSION_NULL_IN_TEXT", attribute, message);
  });
}

function isAttribute(node: Node): boolean {
  return node.kind === "member" || node.kind === "reference";
}

function checkNullInOrder(node: OperationNode): readonly Finding[] {
  if (!["<", "<=", ">", ">="].includes(node.operator)) return [];
  return [node.left, node.right].filter(isAttribute).map((attribute) => {
    const message = "Where there is no value, SpEL takes it as smaller than everything; Okta does not say.";
    return info(NOT_DOCUMENTED, attribute, message);
  });
}

/** Okta's own samples ask `x != ""` and forget what was never populated (section 4). */
function checkEmptyOnly(node: OperationNode): readonly Finding[] {
  const { operator, left, right } = node;
  if ((operator !== "<>" && operator !== "=") || right.kind !== "literal" || right.value !== "" || !isAttribute(left))
    return [];
  const message = "An attribute that never had a value is null, not an empty text: ask for both, or write `a ?: b`.";
  return [info("EXPRESSION_NULL_OR_EMPTY", node, message)];
}

/** By function, classic, template or method: what is odd about it. */
const ODDITIES: Readonly<Record<string, string>> = {
  "String.stringSwitch":
    "Keys are looked for anywhere in the text, and the first one in the list wins, not the first one in the text.",
  "String.substring":
    "Positions count from 0, and the end is not included. Beyond the text it is an error, as in Java.",
  substring: "Positions count from 0, and the end is not included. Beyond the text it is an error, as in Java.",
  "Iso3166Convert.toName": "Names of countries are taken from a public list; Okta's may be spelt in another way.",
  toName: "Names of countries are taken from a public list; Okta's may be spelt in another way.",
  toInteger: "The result has 32 bits: larger numbers overflow to others.",
  "Convert.toInt": "The result has 32 bits: larger numbers overflow to others.",
  isMemberOfGroupNameRegex: "The whole name has to match.",
};

/** By function: what is not documented, and how it is taken. */
const UNCERTAIN: Readonly<Record<string, string>> = {
  substringBefore: "Where the search text is not found, the whole text is given; Okta does not say.",
  substringAfter: "Where the search text is not found, an empty text is given; Okta does not say.",
  withinDays: "Times before and after now are taken alike; Okta does not say.",
  withinHours: "Times before and after now are taken alike; Okta does not say.",
  withinMinutes: "Times before and after now are taken alike; Okta does not say.",
  withinSeconds: "Times before and after now are taken alike; Okta does not say.",
};

function checkFunction(node: CallNode, scope: Scope): readonly Finding[] {
  return [
    ...labels(node),
    ...checkReplaceFirst(node, node.args[1]),
    ...checkEmptyTime(node, scope),
    ...checkTemplateFunction(node, scope),
  ];
}

function labels({ name, nameSpan }: CallNode | MethodNode): readonly Finding[] {
  const short = name.replace(/^(?:String\.|fn:)/, "");
  const odd = Object.hasOwn(ODDITIES, name) ? ODDITIES[name] : undefined;
  const uncertain = Object.hasOwn(UNCERTAIN, short) ? UNCERTAIN[short] : undefined;
  return [
    ...(odd === undefined ? [] : [info(ODDITY, nameSpan, odd)]),
    ...(uncertain === undefined ? [] : [info(NOT_DOCUMENTED, nameSpan, uncertain)]),
  ];
}

const REGEX_CHARACTERS = /[\\^$.|?*+()[\]{}]/;

/** Java's own function of that name takes a pattern. */
function checkReplaceFirst({ name, nameSpan }: CallNode | MethodNode, match: CallNode["args"][number] | undefined) {
  if (!name.endsWith("replaceFirst") || match === undefined) return [];
  if (match.kind === "literal" && !REGEX_CHARACTERS.test(String(match.value))) return [];
  const message = "Okta's samples replace literally, and so does this; Java's function of this name takes a pattern.";
  return [info(NOT_DOCUMENTED, nameSpan, message)];
}

/** Okta warns of empty texts in times; a condition before helps. */
function checkEmptyTime(node: CallNode, { guarded, language }: Scope): readonly Finding[] {
  const [first] = node.args;
  if (language.id !== "okta" || !node.name.startsWith("Time.from") || guarded) return [];
  if (first === undefined || first.kind === "notGiven" || !isAttribute(first)) return [];
  const message =
    "Ask before whether there is a value: Okta warns that an empty text gives unexpected times; here it is an error.";
  return [info(ODDITY, first, message)];
}

function checkTemplateFunction({ name, nameSpan }: CallNode, { language }: Scope): readonly Finding[] {
  const certainty = language.id === "okta-template" ? language.functions.get(name)?.signature.certainty : undefined;
  if (certainty !== "inferred") return [];
  return [
    info(
      NOT_DOCUMENTED,
      nameSpan,
      `None of Okta's built-in templates has \`${name}\`; it is inferred from its counterpart.`,
    ),
  ];
}

function checkMethod(node: MethodNode, scope: Scope): readonly Finding[] {
  if (isUser(node.of, scope.language)) return [];
  return [...labels(node), ...checkReplaceFirst(node, node.args[0])];
}

const MAY_GIVE_NULL = /^(?:find(?:Directory|Workday)User|get(?:Manager|Assistant)(?:App)?User|getLinkedObject)$/;

/** Okta's own samples ask `hasDirectoryUser()` before they read `findDirectoryUser().managerUpn`. */
function checkMaybeNull({ of, nameSpan }: MemberNode, { guarded }: Scope): readonly Finding[] {
  if (guarded || (of.kind !== "call" && of.kind !== "method") || !MAY_GIVE_NULL.test(of.name)) return [];
  const message = `\`${of.name}\` may give null, and null has no members: ask before, or the evaluation fails.`;
  return [info("EXPRESSION_MAY_BE_NULL", nameSpan, message)];
}

/** Projections are documented of groups only. */
function checkProjection(of: Node, { language }: Scope): readonly Finding[] {
  if (of.kind === "method" && of.name === "getGroups" && isUser(of.of, language)) return [];
  return [warning(NOT_DOCUMENTED, of, "Okta documents `.![…]` behind `user.getGroups(…)` only.")];
}

/** An expression without `${…}` is text to a template; Okta takes it as one with the type CUSTOM. */
function checkTemplate(parts: readonly Node[]): readonly Finding[] {
  const [only] = parts;
  if (only?.kind !== "literal" || parts.length > 1 || !/^\w+(?:\.\w+)+(?:\(|$)/.test(String(only.value))) {
    return parts.filter(isAttribute).map((part) => {
      const message = "Where there is no value, nothing stands here; Okta does not say.";
      return info("EXPRESSION_NULL_IN_TEXT", part, message);
    });
  }
  const message =
    "This is text, the same for everybody: an expression stands between `${` and `}`, or belongs to a template of the type CUSTOM.";
  return [warning("EXPRESSION_PLAIN_TEXT", only, message)];
}
