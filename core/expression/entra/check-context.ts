import type { CheckContext, Finding } from "../dialect.ts";
import type { CallNode, KeywordNode, Node } from "../tree.ts";
import { callOf, finding, givenAt, type Rule, type Standing } from "./findings.ts";
import { spellKeyword } from "./keywords.ts";
import { ROLES_ATTRIBUTE } from "./roles.ts";
import { findFunction, spellFunction } from "./signatures.ts";

const WRONG_CONTEXT = "EXPRESSION_WRONG_CONTEXT";

/** What may not stand everywhere. */
export const checkContext: Rule = (standing, context) => {
  const { node } = standing;
  if (node.kind === "keyword") return checkKeywordPlace(standing, node, context);
  if (node.kind !== "call") return [];
  switch (spellFunction(node.name)) {
    case "SelectUniqueValue":
      return checkUnique(standing, node, context);
    case "IgnoreFlowIfNullOrEmpty":
      return checkFlowPlace(standing, `\`${node.name}\``);
    case "RandomString":
    case "Guid":
    case "Now":
      return checkStable(node, context);
    case "SingleAppRoleAssignment":
    case "AppRoleAssignmentsComplex":
    case "AssertiveAppRoleAssignmentsComplex":
    case "AppRoleAssignments":
      return checkRoles(node);
    default:
      return [];
  }
};

function checkUnique({ parent }: Standing, node: CallNode, { place }: CheckContext): readonly Finding[] {
  if (parent !== undefined)
    return [
      finding("error", WRONG_CONTEXT, node.nameSpan, "`SelectUniqueValue` stands at the top of an expression only."),
    ];
  if (place === "mapping") return [finding("info", "EXPRESSION_UNIQUE_AT_CREATION", node.nameSpan, AT_CREATION)];
  const message = `\`SelectUniqueValue\` is for mappings only${place === "matching" ? ", and never for a matching attribute" : ""}.`;
  return [finding("error", WRONG_CONTEXT, node.nameSpan, message)];
}

const AT_CREATION =
  '`SelectUniqueValue` belongs into a mapping that is applied "Only during object creation"; Microsoft supports it into Active Directory only, from Workday, SuccessFactors and API-driven sources.';

function checkKeywordPlace(standing: Standing, node: KeywordNode, { place }: CheckContext): readonly Finding[] {
  switch (spellKeyword(node.name)) {
    case "IgnoreObjectFlow":
      return place === "objectFilter" ? checkFlowPlace(standing, "`IgnoreObjectFlow`") : [outsideObjectFilter(node)];
    case "IgnoreAttributeFlow":
      return checkFlowPlace(standing, "`IgnoreAttributeFlow`");
    default:
      return checkComparisonWord(standing, node);
  }
}

function outsideObjectFilter(node: KeywordNode): Finding {
  const message = "`IgnoreObjectFlow` belongs into a mapping to `objectFilter`, which mappings from HR have.";
  return finding("error", WRONG_CONTEXT, node, message);
}

function checkComparisonWord({ parent, slot }: Standing, node: KeywordNode): readonly Finding[] {
  if (callOf(parent, "InStr") !== undefined && slot === 3) return [];
  const message = `\`${node.name}\` says how \`InStr\` compares; it stands in its fourth slot only.`;
  return [finding("error", WRONG_CONTEXT, node, message)];
}

/** An effect is no value: it stands at the top, or where a value is only chosen. */
function checkFlowPlace({ parent, slot, node }: Standing, what: string): readonly Finding[] {
  if (parent === undefined || isChosen(parent, slot ?? 0)) return [];
  const message = `${what} stands at the top, or in a branch of \`IIF\`, \`Switch\` or \`Coalesce\`; \`${parent.name}\` cannot work with it.`;
  return [finding("error", WRONG_CONTEXT, node, message)];
}

function isChosen(parent: CallNode, slot: number): boolean {
  switch (spellFunction(parent.name)) {
    case "IIF":
      return slot > 0;
    case "Switch":
      return slot % 2 === 1;
    case "Coalesce":
    case "Redact":
    case "IgnoreFlowIfNullOrEmpty":
      return true;
    default:
      return false;
  }
}

/** What is new each time finds nobody again. */
function checkStable(node: CallNode, { place }: CheckContext): readonly Finding[] {
  if (place !== "matching") return [];
  const message = `\`${node.name}\` gives another value each time; nobody will be found by it.`;
  return [finding("warning", WRONG_CONTEXT, node, message)];
}

function checkRoles(node: CallNode): readonly Finding[] {
  const source = givenAt(node, 0);
  if (source?.kind === "reference" && source.name !== ROLES_ATTRIBUTE) {
    const message = `\`${node.name}\` takes \`[${ROLES_ATTRIBUTE}]\`, not \`[${source.name}]\`.`;
    return [finding("error", "EXPRESSION_TYPE_CLASH", source, message, `[${ROLES_ATTRIBUTE}]`)];
  }
  const message = `\`${node.name}\` does not go together with the scope "Sync all users and groups".`;
  return [finding("info", "EXPRESSION_ROLES_SCOPE", node.nameSpan, message)];
}

/** What stands at the top: whether it fits its kind of mapping and its target. */
export function checkRoot(root: Node, { place, targetHoldsMany }: CheckContext): readonly Finding[] {
  const found: Finding[] = [];
  if (place === "mapping" && root.kind !== "call")
    found.push(finding("info", "EXPRESSION_NO_CALL", root, describeBare(root)));
  if (targetHoldsMany === false) {
    const many = branchesOf(root).filter((node) => node.kind === "call" && findFunction(node.name)?.result === "list");
    for (const node of many) found.push(finding("error", "EXPRESSION_MANY_VALUES", node, describeMany(node)));
  }
  return found;
}

function describeBare(root: Node): string {
  const kind = root.kind === "reference" ? "Direct" : "Constant";
  return `Entra's portal takes only a function's call as an Expression; this would be a mapping of type ${kind}.`;
}

function describeMany(node: Node): string {
  const name = node.kind === "call" ? `\`${node.name}\`` : "This";
  return `${name} gives many values, and the target takes one: Entra fails with SchemaPropertyCanOnlyAcceptValue. \`Item\` takes one of many, \`Join\` puts them together.`;
}

/** What can come out of an expression: through whatever only chooses. */
function branchesOf(node: Node): readonly Node[] {
  const chooser = callOf(node, "IIF", "Switch", "Coalesce", "Redact", "IgnoreFlowIfNullOrEmpty");
  if (chooser === undefined) return [node];
  return chooser.args.flatMap((_, slot) => {
    const branch = isChosen(chooser, slot) ? givenAt(chooser, slot) : undefined;
    return branch === undefined ? [] : branchesOf(branch);
  });
}
