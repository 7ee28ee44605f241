import type { Run, Session } from "../compile.ts";
import { type InputAppRole, NotKnown } from "../input.ts";
import type { Node } from "../tree.ts";
import { type ExpressionObject, type ExpressionValue, isList } from "../value.ts";
import { type Call, callError, type FunctionTable, slot } from "./call.ts";
import { isNothing } from "./coerce.ts";
import { findFunction } from "./signatures.ts";

/** The attribute that holds a person's roles of the application. */
export const ROLES_ATTRIBUTE = "appRoleAssignments";

/**
 * Functions on application roles (entra-expressions.md, section 2, "roles"). How a SCIM client sends what they give:
 *
 * - `SingleAppRoleAssignment` gives the role's name as a text, for `roles[primary eq "True"].value`; in a POST
 *   `"roles": [{"primary": true, "type": "WindowsAzureActiveDirectoryRole", "value": "Admin"}]`.
 * - The complex ones give a list of objects; as an attribute's value each is a JSON text with `id`, `value` and
 *   `displayName`. Roles are sent with `primary` false. A PATCH without the compliance flag carries that very text
 *   within the value: `{"value": "{\"id\":…,\"value\":…,\"displayName\":…}"}`; with it, the object.
 * - Which PATCH operation, says {@link rolesOperationOf}.
 */
export const ROLE_FUNCTIONS: FunctionTable = {
  SingleAppRoleAssignment: (call) => buildRoles(call, ([first]) => first?.member("value")),
  AppRoleAssignmentsComplex: (call) => buildRoles(call, (roles) => roles),
  AssertiveAppRoleAssignmentsComplex: (call) => buildRoles(call, (roles) => roles),
  AppRoleAssignments: (call) => buildRoles(call, (roles) => roles.map((role) => role.member("value"))),
};

/**
 * How the roles of an expression are written in a PATCH: `AppRoleAssignmentsComplex` only ever adds, its `Assertive`
 * sister replaces, so that foreign roles disappear. Undefined for every other expression.
 */
export function rolesOperationOf(node: Node): "add" | "replace" | undefined {
  if (node.kind !== "call") return undefined;
  switch (findFunction(node.name)?.name) {
    case "AppRoleAssignmentsComplex":
      return "add";
    case "AssertiveAppRoleAssignmentsComplex":
      return "replace";
    default:
      return undefined;
  }
}

/** The roles as `[appRoleAssignments]` gives them. NotKnown where nobody told which roles the person has. */
export function readAppRoles({ input }: Session): readonly ExpressionObject[] {
  if (input.appRoles === undefined) throw new NotKnown(ROLES_ATTRIBUTE);
  return input.appRoles.map(roleObject);
}

const ROLE_MEMBERS = ["id", "value", "displayName"] as const;

function roleObject(role: InputAppRole): ExpressionObject {
  return {
    kind: "object",
    what: "appRole",
    names: ROLE_MEMBERS,
    member(name) {
      const member = ROLE_MEMBERS.find((each) => each === name);
      return member === undefined ? undefined : role[member];
    },
  };
}

function buildRoles(call: Call, give: (roles: readonly ExpressionObject[]) => ExpressionValue): Run {
  const { node } = call;
  const source = slot(call, 0);
  return (session) => {
    const value = source(session);
    if (isNothing(value)) return undefined;
    if (isList(value) && value.every(isObject)) return give(value);
    const message = `\`${node.name}\` takes \`[${ROLES_ATTRIBUTE}]\` and nothing else.`;
    throw callError("EXPRESSION_TYPE_CLASH", message, node);
  };
}

function isObject(value: ExpressionValue): value is ExpressionObject {
  return typeof value === "object" && value !== null && !isList(value) && value.kind === "object";
}
