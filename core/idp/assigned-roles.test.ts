import { describe, expect, it } from "vitest";
import type { DirectoryUser } from "../directory/directory.ts";
import type { AppRole } from "./app-role.ts";
import { appRolesOf, keepAssignees, nameOfRole, withAssignee, withoutAssignee, withRoles } from "./assigned-roles.ts";
import type { Connection } from "./identity-provider.ts";

const ADMIN: AppRole = { id: "r-admin", value: "Admin", displayName: "Administrator" };
const READER: AppRole = { id: "r-reader", value: "Reader", displayName: "Reader" };
const OFF: AppRole = { id: "r-off", displayName: "Old", enabled: false };
const appRoles = [ADMIN, READER, OFF];

type Assignment = Connection["assignment"];

const ada: DirectoryUser = { id: "u-ada", userName: "ada", active: true, attributes: {}, groups: ["g-sales"] };

function assignment(roles: Assignment["roles"], more: Partial<Assignment> = {}): Assignment {
  return { required: true, users: ["u-ada"], groups: ["g-sales"], ...more, ...(roles === undefined ? {} : { roles }) };
}

describe("the app roles of a person", () => {
  it.each<[what: string, assigned: Assignment, ids: readonly string[]]>([
    ["none in particular", assignment(undefined), []],
    ["their own", assignment({ users: { "u-ada": ["r-reader"] } }), ["r-reader"]],
    ["those of their groups", assignment({ groups: { "g-sales": ["r-admin"] } }), ["r-admin"]],
    [
      "both, each once, in the order in which they are published",
      assignment({ users: { "u-ada": ["r-reader", "r-admin"] }, groups: { "g-sales": ["r-admin"] } }),
      ["r-admin", "r-reader"],
    ],
    ["not those that are switched off", assignment({ users: { "u-ada": ["r-off"] } }), []],
    ["not those that nobody published", assignment({ users: { "u-ada": ["r-gone"] } }), []],
    ["not those of whoever is not assigned", assignment({ users: { "u-ada": ["r-admin"] } }, { users: [] }), []],
    ["not those of others", assignment({ users: { "u-bea": ["r-admin"] }, groups: { "g-x": ["r-admin"] } }), []],
    [
      "also where everybody is assigned",
      assignment({ users: { "u-ada": ["r-admin"] } }, { required: false }),
      ["r-admin"],
    ],
  ])("are %s", (_, assigned, ids) => {
    expect(appRolesOf({ appRoles, assignment: assigned }, ada)?.map(({ id }) => id)).toEqual(ids);
  });

  it("are not known where nobody said which there are", () => {
    expect(appRolesOf({ assignment: assignment({ users: { "u-ada": ["r-admin"] } }) }, ada)).toBeUndefined();
  });
});

describe("an assignment with a role", () => {
  const somebody = { kind: "users", id: "u-bea" } as const;

  it("names whom it is about, and leaves the roles of others alone", () => {
    const before = assignment({ groups: { "g-sales": ["r-admin"] } });
    const one = withAssignee(before, somebody, "r-reader");
    expect(one).toEqual({
      ...before,
      users: ["u-ada", "u-bea"],
      roles: { groups: { "g-sales": ["r-admin"] }, users: { "u-bea": ["r-reader"] } },
    });
    expect(withAssignee(one, somebody, "r-admin").roles?.users).toEqual({ "u-bea": ["r-reader", "r-admin"] });
    expect(withAssignee(one, somebody, "r-reader")).toEqual(one);
    expect(withAssignee(one, somebody)).toEqual(one);
  });

  it("ends with its last role, as in Entra", () => {
    const both = withAssignee(withAssignee(assignment(undefined), somebody, "r-reader"), somebody, "r-admin");
    const one = withoutAssignee(both, somebody, "r-admin");
    expect(one).toEqual({ ...both, roles: { users: { "u-bea": ["r-reader"] } } });
    expect(withoutAssignee(one, somebody, "r-reader")).toEqual(assignment(undefined));
    expect(withoutAssignee(both, somebody)).toEqual(assignment(undefined));
  });

  it("may be left without any, which is another thing than not being assigned", () => {
    const one = withAssignee(assignment(undefined), somebody, "r-reader");
    expect(withRoles(one, somebody, [])).toEqual(assignment(undefined, { users: ["u-ada", "u-bea"] }));
  });

  it("goes with those who go", () => {
    const before = assignment({ users: { "u-ada": ["r-admin"] }, groups: { "g-sales": ["r-admin"] } });
    expect(keepAssignees(before, "users", () => false)).toEqual({
      ...before,
      users: [],
      roles: { groups: { "g-sales": ["r-admin"] } },
    });
    expect(keepAssignees(before, "users", () => true)).toEqual(before);
  });

  it("calls a role by its name, and one that nobody published by its id", () => {
    expect([nameOfRole({ appRoles }, "r-admin"), nameOfRole({}, "r-admin")]).toEqual(["Administrator", "r-admin"]);
  });
});
