import { didYouMean, nearestName } from "../../errors.ts";
import { unknownFunction } from "../check-calls.ts";
import type { CheckContext, Finding } from "../dialect.ts";
import type { KeywordNode, ReferenceNode } from "../tree.ts";
import { finding, type Rule } from "./findings.ts";
import { foreignName } from "./foreign-names.ts";
import { spellKeyword } from "./keywords.ts";
import { ROLES_ATTRIBUTE } from "./roles.ts";
import { ENTRA_FUNCTIONS, findFunction } from "./signatures.ts";

/** Names of functions, bare words and attributes: unknown, spelt in the wrong case, no longer in use. */
export const checkNames: Rule = ({ node }, context) => {
  switch (node.kind) {
    case "call":
      return checkFunctionName(node);
    case "keyword":
      return checkKeyword(node);
    case "reference":
      return [...checkAttribute(node, context), ...checkSource(node)];
    default:
      return [];
  }
};

function checkFunctionName(node: Parameters<typeof unknownFunction>[0]): readonly Finding[] {
  const signature = findFunction(node.name);
  if (signature === undefined) return [noSuchFunction(node)];
  const found: Finding[] = [];
  if (signature.name !== node.name) found.push(wrongCase(node.name, signature.name, node.nameSpan));
  if (signature.legacy === true)
    found.push(
      finding(
        "info",
        "EXPRESSION_LEGACY_FUNCTION",
        node.nameSpan,
        `\`${signature.name}\` is an old name that today's documentation no longer has; what it does is taken from its name.`,
      ),
    );
  return found;
}

function noSuchFunction(node: Parameters<typeof unknownFunction>[0]): Finding {
  const instead = foreignName(node.name);
  if (instead === undefined)
    return unknownFunction(
      node,
      ENTRA_FUNCTIONS.map(({ name }) => name),
    );
  const message = `There is no function \`${node.name}\` in Entra's expressions; use \`${instead}\`.`;
  return finding("error", "EXPRESSION_UNKNOWN_FUNCTION", node.nameSpan, message, instead);
}

function checkKeyword(node: KeywordNode): readonly Finding[] {
  const right = spellKeyword(node.name);
  return right === undefined || right === node.name ? [] : [wrongCase(node.name, right, node)];
}

function wrongCase(written: string, right: string, span: { readonly from: number; readonly to: number }): Finding {
  const message = `Case counts in Entra's expressions: \`${written}\` is spelt \`${right}\`.`;
  return finding("warning", "EXPRESSION_WRONG_CASE", span, message, right);
}

/** Attributes that Entra works out itself; no file carries them. */
const WORKED_OUT: readonly string[] = ["IsSoftDeleted", ROLES_ATTRIBUTE];

function checkAttribute(node: ReferenceNode, context: CheckContext): readonly Finding[] {
  const { attributes } = context;
  const { name } = node;
  if (attributes === undefined || attributes.includes(name) || WORKED_OUT.includes(name)) return [];
  const known = [...attributes, ...WORKED_OUT];
  const near = nearestName(name, known);
  if (near === undefined && context.attributesMayBeMore === true) {
    const message = `Nobody here has an attribute \`${name}\`: it counts as absent.`;
    return [finding("warning", "EXPRESSION_UNKNOWN_ATTRIBUTE", node, message)];
  }
  const isCaseOnly = near !== undefined && near.toLowerCase() === name.toLowerCase();
  const extension =
    isCaseOnly && name.startsWith("extension_") ? " Names of directory extensions are case-sensitive." : "";
  const message = `The source has no attribute \`${name}\`.${didYouMean(name, known)}${extension}`;
  return [
    finding("error", "EXPRESSION_UNKNOWN_ATTRIBUTE", node, message, near === undefined ? undefined : `[${near}]`),
  ];
}

/** Attributes that Entra ID does not hand out as a source (section 3). */
const NOT_A_SOURCE: readonly string[] = ["samAccountName", "userType"];

function checkSource(node: ReferenceNode): readonly Finding[] {
  if (!NOT_A_SOURCE.includes(node.name)) return [];
  const message = `Entra ID does not offer \`${node.name}\` as a source of a mapping.`;
  return [finding("warning", "EXPRESSION_NOT_A_SOURCE", node, message)];
}
