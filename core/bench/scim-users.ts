import type { DirectoryUser } from "../directory/directory.ts";
import { awkwardKindOf } from "../generate/awkward-kinds.ts";
import { generateDirectory } from "../generate/directory.ts";
import { ENTERPRISE_USER_SCHEMA } from "../scim/enterprise-user-schema.ts";
import type { ScimObject } from "../scim/resource.ts";
import { USER_SCHEMA } from "../scim/user-schema.ts";

/** The SCIM users that the benchmarks are about: made-up people about whom nothing is awkward. */

/** What a client proves itself with. */
export const BENCH_TOKEN = "a-token-for-benchmarks";

/** So many users, as a client posts them. */
export function buildBenchUsers(count: number): readonly ScimObject[] {
  // A few in a hundred are awkward.
  const { users } = generateDirectory({ people: Math.ceil(count * 1.05) + 100, seed: "bench" });
  const ordinary = users.filter((user) => awkwardKindOf(user) === undefined);
  return ordinary.slice(0, count).map(toScimUser);
}

/** Somebody like this user, with a name and a number that nobody else has. */
export function renameBenchUser(user: ScimObject, name: string): ScimObject {
  return {
    ...user,
    userName: `${name}@meridian.test`,
    externalId: name,
    [ENTERPRISE_USER_SCHEMA.id]: { department: "Sales", employeeNumber: name },
  };
}

function toScimUser({ id, userName, active, attributes }: DirectoryUser): ScimObject {
  const text = (name: string): string => String(attributes[name] ?? "");
  return {
    schemas: [USER_SCHEMA.id, ENTERPRISE_USER_SCHEMA.id],
    externalId: id,
    userName,
    name: { givenName: text("givenName"), familyName: text("surname") },
    displayName: text("displayName"),
    emails: [{ value: text("mail"), type: "work", primary: true }],
    title: text("jobTitle"),
    active,
    [ENTERPRISE_USER_SCHEMA.id]: { department: text("department"), employeeNumber: text("employeeId") },
  };
}
