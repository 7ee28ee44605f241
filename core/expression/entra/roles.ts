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
 * - `SingleAppRoleAssignment` gives the name of one role as a text, for `roles[primary eq "True"].value`; in a POST
 *   `"roles": [{"primary": true, "type": "WindowsAzureActiveDirectoryRole", "value": "Admin"}]`. Of several roles one is
 *   drawn: Microsoft guarantees none (F19).
 * - The complex ones give a list of objects; as an attribute's value each is a JSON text with `id`, `value` and
 *   `displayName`. Roles are sent with `primary` false. A PATCH without the compliance flag carries that very text
 *   within the value: `{"value": "{\"id\":…,\"value\":…,\"displayName\":…}"}`; with it, the object.
 * - Which PATCH operation, says {@link rolesFormIn}.
 */
export const ROLE_FUNCTIONS: FunctionTable = {
  SingleAppRoleAssignment: (call) => {
    const [choose, name] = [chooseBy(call), nameBy(call)];
    return buildRoles(call, (roles, session) => name(choose(roles, session)));
  },
  AppRoleAssignmentsComplex: (call) => buildRoles(call, (roles) => roles),
  AssertiveAppRoleAssignmentsComplex: (call) => buildRoles(call, (roles) => roles),
  AppRoleAssignments: (call) => {
    const name = nameBy(call);
    return buildRoles(call, (roles) => roles.map(name));
  },
};

type ChooseRole = (roles: readonly ExpressionObject[], session: Session) => ExpressionObject | undefined;

/** Which of several roles is taken. Without randomness nothing can be drawn: then it is the first. */
function chooseBy({ settings: { entraSingleRole } }: Call): ChooseRole {
  if (entraSingleRole !== undefined) return (roles) => roles.at(entraSingleRole === "first" ? 0 : -1);
  return (roles, { input: { random } }) => {
    if (roles.length < 2 || random === undefined) return roles[0];
    return roles[random.bytes(4).readUInt32BE() % roles.length];
  };
}

function nameBy({ settings }: Call): (role: ExpressionObject | undefined) => ExpressionValue {
  const member = settings.entraRoleName ?? "value";
  return (role) => role?.member(member);
}

/** How the roles of an expression are sent: one alone; all of them, only ever added; all of them, in the place of what is there. */
export type RolesForm = "single" | "add" | "replace";

/**
 * How the roles of an expression are sent. `AppRoleAssignmentsComplex` only ever adds, its `Assertive` sister replaces, so
 * that foreign roles disappear. Undefined for every other expression.
 */
export function rolesFormIn(node: Node): RolesForm | undefined {
  if (node.kind !== "call") return undefined;
  switch (findFunction(node.name)?.name) {
    case "SingleAppRoleAssignment":
      return "single";
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
  if (input.appRoles === undefined) throw new NotKnown(ROLES_ATTRIBUTE, UNKNOWN_ROLES);
  return input.appRoles.map(roleObject);
}

const UNKNOWN_ROLES =
  "nobody told which app roles there are, and who is assigned them. List them at the application's assignment, or import Entra's app-role assignments.";

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

function buildRoles(call: Call, give: (roles: readonly ExpressionObject[], session: Session) => ExpressionValue): Run {
  const { node } = call;
  const source = slot(call, 0);
  return (session) => {
    const value = source(session);
    if (isNothing(value)) return undefined;
    if (isList(value) && value.every(isObject)) return give(value, session);
    const message = `\`${node.name}\` takes \`[${ROLES_ATTRIBUTE}]\` and nothing else.`;
    throw callError("EXPRESSION_TYPE_CLASH", message, node);
  };
}

function isObject(value: ExpressionValue): value is ExpressionObject {
  return typeof value === "object" && value !== null && !isList(value) && value.kind === "object";
}
