import type { ProvisioningMapping } from "../../provisioning/settings.ts";
import type { ScimObject } from "../../scim/resource.ts";
import type { AttributeChange, ClientRequest, UserUpdate } from "./dialect.ts";
import { buildUserResource, readTargets, type SentValue } from "./targets.ts";

/** What the tables of requests are about: one user with a value of every kind. */

export const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
export const WORK_EMAIL = 'emails[type eq "work"].value';
export const MANAGER = `${ENTERPRISE}:manager`;
export const DEPARTMENT = `${ENTERPRISE}:department`;

const TARGETS = ["userName", "active", "name.givenName", WORK_EMAIL, DEPARTMENT, "roles.value", MANAGER];

/** Rows for these targets. */
export function rowsFor(targets: readonly string[]): ProvisioningMapping[] {
  return targets.map((target, index) => {
    return { id: `r${index}`, target, source: { kind: "attribute", attribute: "a" }, apply: "always" };
  });
}

const targets = readTargets(rowsFor(TARGETS));

/** A change of the value at a target. */
export function change(text: string, before: SentValue | undefined, value: SentValue | undefined): AttributeChange {
  const target = [...targets.plain, targets.reference].find((each) => each?.text === text);
  if (target === undefined) throw new TypeError(`There is no target ${text}.`);
  return { target, ...(before === undefined ? {} : { before }), ...(value === undefined ? {} : { value }) };
}

/** An update of the user `u1`, who is Ada of Sales. */
export function update(changes: readonly AttributeChange[], active?: boolean): UserUpdate {
  const values = new Map<string, SentValue>([
    ["userName", "ada"],
    ["name.givenName", "Ada"],
    [DEPARTMENT, "Sales"],
  ]);
  const full = () => buildUserResource(targets, values, active ?? true);
  return { id: "u1", changes, ...(active === undefined ? {} : { active }), full };
}

/** The user of {@link update} as a whole. */
export function wholeUser(active: boolean): ScimObject {
  return {
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:User", ENTERPRISE],
    userName: "ada",
    name: { givenName: "Ada" },
    [ENTERPRISE]: { department: "Sales" },
    active,
  };
}

/** Requests as text: method, path, and the very body. */
export function written(requests: readonly ClientRequest[]): readonly string[] {
  return requests.map(({ method, path, body }) => `${method} ${path} ${JSON.stringify(body)}`);
}

/** A PATCH as text. */
export function patch(path: string, ...operations: readonly unknown[]): string {
  const schemas = ["urn:ietf:params:scim:api:messages:2.0:PatchOp"];
  return `PATCH ${path} ${JSON.stringify({ schemas, Operations: operations })}`;
}
