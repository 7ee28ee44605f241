import { describe, expect, it } from "vitest";
import { readSample } from "../store/preset.ts";
import type { Workspace } from "../store/workspace.ts";
import { applyEdit } from "./edit.ts";
import { replacementsBetween } from "./import-edit.ts";

const acme = await readSample("acme");
const [provider] = acme.identityProviders;
const [person] = acme.directory.users;
const [application] = acme.applications;
const withAccounts = acme.applications.find(({ accounts }) => accounts.length > 0);
if (provider === undefined || person === undefined || application === undefined || withAccounts === undefined) {
  throw new Error("The sample has all of these.");
}

const source = { id: "import-hr", name: "hr.csv", importedAt: "2026-03-02T10:00:00Z", attributes: [], groups: false };

/** What an import may change, each on its own. */
const changes: readonly { readonly what: string; readonly next: Workspace }[] = [
  { what: "nothing", next: acme },
  { what: "where the people come from", next: { ...acme, people: "imported" } },
  { what: "a list of imports", next: { ...acme, directory: { ...acme.directory, sources: [source] } } },
  { what: "somebody new", next: withUsers([...acme.directory.users, { ...person, id: "new", userName: "new" }]) },
  {
    what: "somebody changed",
    next: withUsers(acme.directory.users.map((user) => (user === person ? { ...user, active: false } : user))),
  },
  { what: "somebody gone", next: withUsers(acme.directory.users.slice(1)) },
  {
    what: "a new group",
    next: { ...acme, directory: { ...acme.directory, groups: [...acme.directory.groups, { id: "g", name: "G" }] } },
  },
  {
    what: "the settings of an application",
    next: { ...acme, applications: [{ ...application, name: "Another" }, ...acme.applications.slice(1)] },
  },
  {
    what: "accounts",
    next: {
      ...acme,
      applications: acme.applications.map((each) => (each === withAccounts ? { ...each, accounts: [] } : each)),
    },
  },
  {
    what: "an application more",
    next: { ...acme, applications: [...acme.applications, { ...application, id: "more" }] },
  },
  {
    what: "an identity provider",
    next: { ...acme, identityProviders: [{ ...provider, name: "Another" }, ...acme.identityProviders.slice(1)] },
  },
  {
    what: "a connection",
    next: {
      ...acme,
      identityProviders: [
        { ...provider, connections: provider.connections.map((each) => ({ ...each, requireSecondFactor: true })) },
        ...acme.identityProviders.slice(1),
      ],
    },
  },
];

function withUsers(users: Workspace["directory"]["users"]): Workspace {
  return { ...acme, directory: { ...acme.directory, users } };
}

describe("an import as an edit", () => {
  it.each(changes)("makes $what, and takes it back", ({ next }) => {
    const { workspace, inverse } = applyEdit(acme, replacementsBetween(acme, next));
    expect(workspace).toEqual(next);
    expect(applyEdit(workspace, inverse).workspace).toEqual(acme);
  });

  it("is nothing where nothing differs", () => {
    expect(replacementsBetween(acme, structuredClone(acme))).toEqual([]);
  });

  it("takes 150,000 people", () => {
    const many = Array.from({ length: 150_000 }, (_, index) => ({ ...person, id: `p${index}`, userName: `p${index}` }));
    const { workspace, inverse } = applyEdit(acme, replacementsBetween(acme, withUsers(many)));
    expect(workspace.directory.users.length).toBe(150_000);
    expect(applyEdit(workspace, inverse).workspace.directory.users).toEqual(acme.directory.users);
  });
});
