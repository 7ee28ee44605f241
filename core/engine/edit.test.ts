import { describe, expect, it } from "vitest";
import type { AccountGroup } from "../accounts/account-group.ts";
import { readSample } from "../store/preset.ts";
import { applyEdit, type Replacement } from "./edit.ts";

const acme = await readSample("acme");
const [first, second, third] = acme.directory.users;
if (first === undefined || second === undefined || third === undefined) throw new Error("The sample has people.");

const group: AccountGroup = {
  id: "grp-1",
  displayName: "Finance",
  members: [{ id: "acc-mara", kind: "account", writer: "scim", at: "2026-03-02T09:00:00Z" }],
  createdAt: "2026-03-02T09:00:00Z",
  changedAt: "2026-03-02T09:00:00Z",
};

/** Takes an edit back, after what happened in between. */
function undone(replacements: readonly Replacement[], between = (workspace: typeof acme) => workspace) {
  const edited = applyEdit(acme, replacements);
  return applyEdit(between(edited.workspace), edited.inverse).workspace;
}

describe("an edit", () => {
  const edits: readonly { readonly what: string; readonly replacements: readonly Replacement[] }[] = [
    { what: "a changed person", replacements: [{ part: "person", id: first.id, value: { ...first, active: false } }] },
    { what: "a new person", replacements: [{ part: "person", id: "new", value: { ...first, id: "new" } }] },
    {
      what: "people removed from several places",
      replacements: [third.id, first.id].map((id) => ({ part: "person", id }) as const),
    },
    { what: "a removed group", replacements: [{ part: "group", id: "g-sales" }] },
    {
      what: "a removed application with its connection",
      replacements: [
        { part: "application", id: "jira" },
        { part: "connection", provider: "acme-id", id: "jira" },
        { part: "runtime", id: "jira" },
      ],
    },
    {
      what: "a group of accounts that is new",
      replacements: [{ part: "accountGroup", application: "jira", id: group.id, value: group }],
    },
    { what: "a removed account", replacements: [{ part: "account", application: "expenses", id: "acc-mara" }] },
  ];

  it.each(edits)("is taken back exactly: $what", ({ replacements }) => {
    expect(applyEdit(acme, replacements).workspace).not.toEqual(acme);
    expect(undone(replacements)).toEqual(acme);
  });

  it.each(edits)("is made again exactly: $what", ({ replacements }) => {
    const edited = applyEdit(acme, replacements);
    const back = applyEdit(edited.workspace, edited.inverse);
    expect(applyEdit(back.workspace, back.inverse).workspace).toEqual(edited.workspace);
  });

  it("of an application's settings leaves the groups of its accounts alone, also those that came since", () => {
    const [slack] = acme.applications;
    if (slack === undefined) throw new Error("The sample has applications.");
    const withGroup = (workspace: typeof acme) => ({
      ...workspace,
      applications: workspace.applications.map((each) => (each.id === slack.id ? { ...each, groups: [group] } : each)),
    });
    const { accounts: _, ...settings } = slack;
    const renamed = [{ part: "application", id: slack.id, value: { ...settings, name: "Other" } }] as const;
    expect(applyEdit(withGroup(acme), renamed).workspace.applications[0]?.groups).toEqual([group]);
    expect(undone(renamed, withGroup)).toEqual(withGroup(acme));
  });

  it("of an application's settings leaves the accounts alone that came since", () => {
    const slack = acme.applications[0];
    if (slack === undefined) throw new Error("The sample has applications.");
    const { accounts, ...settings } = slack;
    const value = { ...settings, name: "Other" };
    const without = (workspace: typeof acme) => ({
      ...workspace,
      applications: workspace.applications.map((each) => (each.id === slack.id ? { ...each, accounts: [] } : each)),
    });
    const back = undone([{ part: "application", id: slack.id, value }], without).applications[0];
    expect(back).toEqual({ ...settings, accounts: [] });
    expect(accounts).not.toEqual([]);
  });

  it("of a part that was guarded leaves alone what has changed since", () => {
    const account = acme.applications.find(({ id }) => id === "expenses")?.accounts[0];
    if (account === undefined) throw new Error("The sample has accounts.");
    const part = { part: "account", application: "expenses", id: account.id } as const;
    const after = { ...account, active: !account.active };
    const guarded = [{ ...part, value: after, onlyIf: account }] as const;
    const edited = applyEdit(acme, guarded);
    expect(edited.workspace).not.toEqual(acme);
    expect(applyEdit(edited.workspace, edited.inverse).workspace).toEqual(acme);
    const since = applyEdit(edited.workspace, [{ ...part, value: { ...after, userName: "other" } }]).workspace;
    expect(applyEdit(since, edited.inverse)).toEqual({ workspace: since, inverse: [] });
  });

  it("leaves every part that it does not name the very same", () => {
    const { workspace } = applyEdit(acme, [{ part: "person", id: first.id, value: { ...first, active: false } }]);
    expect(workspace.directory.users[1]).toBe(second);
    expect(workspace.applications).toBe(acme.applications);
    expect(workspace.directory.groups).toBe(acme.directory.groups);
  });
});
