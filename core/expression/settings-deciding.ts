import type { DialectId, ExpressionSettings } from "./dialect.ts";
import { type Node, nodesOf } from "./tree.ts";

type SettingName = keyof ExpressionSettings;

/** Which nodes a setting makes a difference to, by the languages that have it. */
const RULES: Readonly<Record<SettingName, { readonly languages: readonly DialectId[]; decides(node: Node): boolean }>> =
  {
    entraSwitchDelta: { languages: ["entra"], decides: (node) => calls(node, /^switch$/i) },
    entraSingleRole: { languages: ["entra"], decides: (node) => calls(node, /^SingleAppRoleAssignment$/i) },
    entraRoleName: {
      languages: ["entra"],
      decides: (node) => calls(node, /^(SingleAppRoleAssignment|AppRoleAssignments)$/i),
    },
    oktaNullInText: {
      languages: ["okta", "okta-ie"],
      decides: (node) => (isOperation(node, ["+"]) && hasSide(node, isAttribute)) || calls(node, /^String\.append$/),
    },
    // A text beside a number: whether an attribute holds the one or the other is not known before anybody is seen.
    oktaMixedEquality: {
      languages: ["okta", "okta-ie"],
      decides: (node) => isOperation(node, ["=", "<>"]) && hasSide(node, isNumber),
    },
    oktaSubstring: { languages: ["okta", "okta-ie"], decides: (node) => calls(node, /^(String\.)?substring$/) },
  };

const NAMES = Object.keys(RULES) as readonly SettingName[];

/** The settings that make a difference to what an expression gives, where its product's documentation leaves that open. */
export function settingsDeciding(tree: Node, dialect: DialectId): readonly SettingName[] {
  const nodes = [...nodesOf(tree)];
  return NAMES.filter((name) => RULES[name].languages.includes(dialect) && nodes.some(RULES[name].decides));
}

function calls(node: Node, name: RegExp): boolean {
  return (node.kind === "call" || node.kind === "method") && name.test(node.name);
}

function isOperation(node: Node, operators: readonly string[]): boolean {
  return node.kind === "operation" && operators.includes(node.operator);
}

function hasSide(node: Node, is: (side: Node) => boolean): boolean {
  return node.kind === "operation" && (is(node.left) || is(node.right));
}

function isAttribute({ kind }: Node): boolean {
  return kind === "member" || kind === "reference";
}

function isNumber(node: Node): boolean {
  return node.kind === "literal" && typeof node.value === "number";
}
