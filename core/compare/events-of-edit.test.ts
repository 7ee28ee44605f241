import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DirectoryUser } from "../directory/directory.ts";
import { applyDirectoryChange } from "../directory/directory-change.ts";
import { readAcme } from "../simulation/test-lifecycle.ts";
import type { Workspace } from "../store/workspace.ts";
import { eventsOfEdit } from "./events-of-edit.ts";

const acme = readAcme();
const { users, groups } = acme.directory;
const AT = "2026-03-02T09:00:00.000Z";

/** Acme with one person changed. */
function edited(person: string, change: (user: DirectoryUser) => DirectoryUser): Workspace {
  const changed = users.map((user) => (user.id === person ? change(user) : user));
  return { ...acme, directory: { ...acme.directory, users: changed } };
}

const ADA = "ada.lovelace@acme.test";

describe("an edit of the directory", () => {
  it.each<[string, (user: DirectoryUser) => DirectoryUser, readonly object[]]>([
    [
      "an attribute",
      (user) => ({ ...user, attributes: { ...user.attributes, department: "Legal" } }),
      [{ type: "changeAttributes", user: ADA, attributes: { department: "Legal" } }],
    ],
    [
      "a name and an attribute that is taken away",
      ({ attributes: { jobTitle: _, ...rest }, ...user }) => ({ ...user, userName: "ada@acme.test", attributes: rest }),
      [
        { type: "rename", user: ADA, userName: "ada@acme.test" },
        { type: "changeAttributes", user: "ada@acme.test", attributes: { jobTitle: null } },
      ],
    ],
    [
      "groups",
      (user) => ({ ...user, groups: ["g-app-admins"] }),
      [
        {
          type: "changeGroups",
          user: ADA,
          join: ["g-app-admins"],
          leave: users.find(({ id }) => id === "u-ada")?.groups,
        },
      ],
    ],
    ["the last day", (user) => ({ ...user, active: false }), [{ type: "leave", user: ADA }]],
    ["a while away", (user) => ({ ...user, suspended: true }), [{ type: "suspend", user: ADA }]],
  ])("happens again as it was: %s", (_, change, events) => {
    expect(eventsOfEdit(acme, edited("u-ada", change))).toEqual({ events, whole: true });
  });

  it("begins with whoever is new, and ends with whoever is gone", () => {
    const gina = {
      id: "u-g",
      userName: "g@acme.test",
      active: true,
      suspended: true,
      attributes: {},
      groups: ["g-none"],
    };
    const [gone, ...others] = users;
    const after = { ...acme, directory: { ...acme.directory, users: [...others, gina] } };
    expect(eventsOfEdit(acme, after)).toEqual({
      events: [
        { type: "hire", id: "u-g", userName: "g@acme.test", attributes: {}, groups: [] },
        { type: "suspend", user: "g@acme.test" },
        { type: "delete", user: gone?.userName },
      ],
      whole: false,
    });
  });

  it("assigns, and takes assignments away", () => {
    const [provider] = acme.identityProviders;
    const [connection] = provider?.connections ?? [];
    if (provider === undefined || connection === undefined) throw new Error("Nothing is connected.");
    const assign = (users: string[], groups: string[], more: object = {}): Workspace => {
      const next = { ...connection, ...more, assignment: { required: true, users, groups } };
      return { ...acme, identityProviders: [{ ...provider, connections: [next] }] };
    };
    const { application } = connection;
    expect(eventsOfEdit(assign(["u-mara"], []), assign(["u-ada"], ["g-finance"]))).toEqual({
      events: [
        { type: "assign", application, user: ADA },
        { type: "assign", application, group: "g-finance" },
        { type: "unassign", application, user: users.find(({ id }) => id === "u-mara")?.userName },
      ],
      whole: true,
    });
    const withMore = assign(["u-ada"], [], { requireSecondFactor: true });
    expect(eventsOfEdit(assign([], []), withMore)?.whole).toBe(false);
  });

  it("assigns app roles, and takes them away; a role that is new is nobody's event", () => {
    const [provider] = acme.identityProviders;
    const [connection] = provider?.connections ?? [];
    if (provider === undefined || connection === undefined) throw new Error("Nothing is connected.");
    const appRoles = ["admin", "reader"].map((id) => ({ id, displayName: id }));
    const assign = (roles: Record<string, string[]>, more: object = {}): Workspace => {
      const people = Object.keys(roles).length === 0 ? {} : { roles: { users: roles } };
      const assignment = { required: true, users: ["u-ada"], groups: [], ...people };
      const next = { ...connection, appRoles, ...more, assignment };
      return { ...acme, identityProviders: [{ ...provider, connections: [next] }] };
    };
    const { application } = connection;
    const [admin, reader] = [assign({ "u-ada": ["admin"] }), assign({ "u-ada": ["reader"] })];
    expect(eventsOfEdit(admin, reader)).toEqual({
      events: [
        { type: "assign", application, user: ADA, appRole: "reader" },
        { type: "unassign", application, user: ADA, appRole: "admin" },
      ],
      whole: true,
    });
    expect(eventsOfEdit(admin, assign({}))).toEqual({
      events: [
        { type: "unassign", application, user: ADA, appRole: "admin" },
        { type: "assign", application, user: ADA },
      ],
      whole: true,
    });
    const added = assign({ "u-ada": ["admin", "new"] }, { appRoles: [...appRoles, { id: "new", displayName: "New" }] });
    expect(eventsOfEdit(admin, added)).toBeUndefined();
  });

  it.each<[string, Workspace]>([
    ["a setting", { ...acme, hr: { delayMinutes: 30 } }],
    ["a second factor", edited("u-ada", (user) => ({ ...user, secondFactors: ["hwk"] }))],
    ["a group", { ...acme, directory: { ...acme.directory, groups: groups.slice(1) } }],
    ["nothing", acme],
  ])("is no event where it changed %s", (_, after) => {
    expect(eventsOfEdit(acme, after)).toBeUndefined();
  });
});

/** How a person may be edited on screens, in every combination. */
const personEdit = fc.record({
  userName: fc.constantFrom(ADA, "ada@acme.test"),
  active: fc.boolean(),
  suspended: fc.boolean(),
  department: fc.option(fc.string()),
  groups: fc.subarray(groups.slice(0, 4).map(({ id }) => id)),
});

it("leads from any state of a person to any other", () => {
  const apply = (edit: typeof personEdit extends fc.Arbitrary<infer Edit> ? Edit : never) =>
    edited("u-ada", ({ suspended: _, attributes: { department: __, ...attributes }, ...user }) => ({
      ...user,
      userName: edit.userName,
      active: edit.active,
      ...(edit.suspended ? { suspended: true } : {}),
      attributes: edit.department === null ? attributes : { ...attributes, department: edit.department },
      groups: edit.groups,
    }));
  fc.assert(
    fc.property(personEdit, personEdit, (from, to) => {
      const [before, after] = [apply(from), apply(to)];
      let { directory } = before;
      for (const event of eventsOfEdit(before, after)?.events ?? []) {
        if (event.type !== "assign" && event.type !== "unassign")
          directory = applyDirectoryChange(directory, event, AT).directory;
      }
      const inOrder = (list: readonly DirectoryUser[]) =>
        list.map((user) => ({ ...user, groups: user.groups.toSorted() }));
      expect(inOrder(directory.users)).toEqual(inOrder(after.directory.users));
    }),
  );
});
