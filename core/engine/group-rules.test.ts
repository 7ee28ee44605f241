import { describe, expect, it } from "vitest";
import type { GroupRuleChange, GroupRuleSettings } from "../contract/group-rules.ts";
import type { PeopleChange } from "../contract/methods.ts";
import { acmePerTest } from "./test-client.ts";

const workspace = "acme";
const provider = "acme-id";
const at = acmePerTest();

/** People of Finance belong in Legal. */
const finance: GroupRuleSettings = {
  id: "rule-finance",
  name: "Finance people",
  active: true,
  when: { expression: { dialect: "okta", text: 'user.department == "Finance"' } },
  groups: ["g-legal"],
};
const inactive = { ...finance, active: false };

const change = (by: GroupRuleChange) => at.client().call("groupRules.change", { workspace, provider, change: by });
const plan = (by: GroupRuleChange) => at.client().call("groupRules.plan", { workspace, provider, change: by });
const save = (rule: GroupRuleSettings) => change({ kind: "save", rule });
const undo = () => at.client().call("history.undo", { workspace });
const redo = () => at.client().call("history.redo", { workspace });
const edit = (by: PeopleChange, people: string[] = ["u-ada"]) =>
  at.client().call("directory.changePeople", { workspace, people, change: by });
const moveTo = (department: string) => edit({ kind: "attribute", name: "department", value: department });

async function ada() {
  return (await at.client().call("directory.person", { workspace, person: "u-ada" })).person;
}

async function membersOf(group: string): Promise<readonly string[]> {
  const { groups, memberOf, id } = await at.client().call("directory.table", { workspace });
  const index = groups.findIndex((each) => each.id === group);
  return id.filter((_, row) => memberOf[row]?.includes(index));
}

async function rules() {
  return (await at.client().call("groupRules.read", { workspace })).providers[0]?.rules ?? [];
}

const runs = async () => (await at.client().call("workspaces.open", { workspace })).runs;

describe("a group rule that is saved", () => {
  it("moves nobody while it is inactive, and everybody at once when it is activated, as a run of its own", async () => {
    const before = await membersOf("g-legal");
    expect(await save(inactive)).toMatchObject({ what: "Added the group rule Finance people", changed: true });
    expect(await membersOf("g-legal")).toEqual(before);
    const ran = await runs();
    const { what, run = "" } = await save(finance);
    expect(what).toBe("Activated the group rule Finance people");
    expect(await runs()).toBe(ran + 1);
    const members = await membersOf("g-legal");
    expect(members).toContain("u-ada");
    const joined = members.length - before.length;
    expect(joined).toBe(4);
    const detail = await at.client().call("runs.read", { workspace, run });
    expect(detail).toMatchObject({
      action: { type: "applyGroupRules", identityProvider: provider },
      outcome: { reason: "The group rules of Acme ID: 4 people join Legal." },
    });
    expect(detail.trace.steps.map(({ title }) => title)).toContain("Group rules: Ada Lovelace is put into Legal");
    expect((await rules())[0]).toMatchObject({ rule: finance, members: 4, imported: false, problems: [] });
  });

  it("is taken back with all that it moved by one undo, and made again by one redo", async () => {
    const before = await membersOf("g-legal");
    await save(finance);
    const after = await membersOf("g-legal");
    await undo();
    expect([await membersOf("g-legal"), await rules()]).toEqual([before, []]);
    await redo();
    expect(await membersOf("g-legal")).toEqual(after);
    expect((await rules()).map(({ rule }) => rule)).toEqual([finance]);
    await undo();
    expect(await membersOf("g-legal")).toEqual(before);
  });

  it("can be changed and removed only once it is inactive, and says so at the rule", async () => {
    await save(finance);
    const refused = { code: "GROUP_RULE_ACTIVE", details: { path: "change.rule" } };
    await expect(save({ ...finance, groups: ["g-sales"] })).rejects.toMatchObject(refused);
    await expect(change({ kind: "remove", rule: finance.id, members: "stay" })).rejects.toMatchObject(refused);
    const members = await membersOf("g-legal");
    expect(await save(inactive)).toMatchObject({ what: "Deactivated the group rule Finance people" });
    expect(await membersOf("g-legal")).toEqual(members);
    expect(await save({ ...inactive, groups: ["g-sales"] })).toMatchObject({ changed: true });
  });

  it.each([
    ["stay", true],
    ["leave", false],
  ] as const)("lets its members %s when it is removed, as was chosen", async (members, isMember) => {
    await save(finance);
    await save(inactive);
    await change({ kind: "remove", rule: finance.id, members });
    const { groups, groupsByRule } = await ada();
    expect([groups.includes("g-legal"), groupsByRule]).toEqual([isMember, undefined]);
    await undo();
    expect(await ada()).toMatchObject({ groupsByRule: ["g-legal"] });
  });

  it("is refused at the field where it cannot be worked out, and leaves everything as it was", async () => {
    const broken = { ...finance, when: { expression: { dialect: "okta", text: "user.department ==" } } } as const;
    await expect(save(broken)).rejects.toMatchObject({
      code: "EDIT_INVALID",
      details: { problems: [{ path: "change.rule.when.expression.text" }] },
    });
    await expect(plan({ kind: "save", rule: broken })).rejects.toMatchObject({ code: "EDIT_INVALID" });
    await expect(change({ kind: "remove", rule: "rule-finanse", members: "stay" })).rejects.toMatchObject({
      code: "GROUP_RULE_UNKNOWN",
    });
    await expect(
      at.client().call("groupRules.change", { workspace, provider: "x", change: { kind: "save", rule: finance } }),
    ).rejects.toMatchObject({ code: "PROVIDER_UNKNOWN" });
    expect(await rules()).toEqual([]);
    const kept = await save({ ...broken, active: false });
    expect(kept.problems).toMatchObject([{ path: "change.rule.when.expression.text", severity: "warning" }]);
  });
});

describe("a plan of group rules", () => {
  it("counts who would join and leave which group, and changes nothing", async () => {
    const before = await membersOf("g-legal");
    expect(await plan({ kind: "save", rule: finance })).toEqual({
      people: 24,
      holds: 4,
      moves: [{ group: "g-legal", joins: 4, leaves: 0, joining: expect.arrayContaining(["u-ada"]), leaving: [] }],
    });
    expect(await membersOf("g-legal")).toEqual(before);
    expect((await plan({ kind: "save", rule: inactive })).moves).toEqual([]);
  });

  it("comes to what the change then does", async () => {
    await save(finance);
    await save(inactive);
    const rule = { ...finance, when: { expression: { dialect: "okta", text: 'user.department == "Sales"' } } } as const;
    const before = new Set(await membersOf("g-legal"));
    const { moves } = await plan({ kind: "save", rule });
    await save(rule);
    const after = new Set(await membersOf("g-legal"));
    const [joins, leaves] = [countIn(after, before), countIn(before, after)];
    expect(moves).toMatchObject([{ group: "g-legal", joins, leaves }]);
    expect(Math.min(joins, leaves)).toBeGreaterThan(0);
  });

  it("says of whom nobody can tell, and why", async () => {
    const rule = { ...finance, when: { expression: { dialect: "okta", text: "user.department > 3" } } } as const;
    const { open, holds } = await plan({ kind: "save", rule });
    expect(holds).toBe(0);
    expect(open?.count).toBeGreaterThan(0);
    expect(open?.why).toContain("EXPRESSION_TYPE_CLASH");
  });
});

describe("a person who is edited", () => {
  it("is put into the groups of active rules at once, in the same edit", async () => {
    await moveTo("Design");
    await save(finance);
    expect((await ada()).groups).not.toContain("g-legal");
    const { what } = await moveTo("Finance");
    expect(what).toBe("Changed department of Ada Lovelace to Finance; group rules put Ada Lovelace into Legal");
    expect(await ada()).toMatchObject({ groupsByRule: ["g-legal"], groups: expect.arrayContaining(["g-legal"]) });
    expect((await moveTo("Design")).what).toContain("group rules take Ada Lovelace out of Legal");
    expect((await ada()).groups).not.toContain("g-legal");
  });

  it("is previewed in the groups that rules would give them", async () => {
    await save({ ...finance, groups: ["g-app-admins"] });
    await moveTo("Design");
    const person = await ada();
    const preview = (department: string) =>
      at.client().call("preview.login", {
        workspace,
        application: "expenses",
        person: { ...person, attributes: { ...person.attributes, department } },
      });
    const grantsAdmin = async (department: string) =>
      (await preview(department)).after?.roles.some(({ role }) => role === "admin");
    expect([await grantsAdmin("Design"), await grantsAdmin("Finance")]).toEqual([false, true]);
  });

  it("is where rules have them after undo and redo, too", async () => {
    await save(finance);
    await moveTo("Design");
    await undo();
    expect(await ada()).toMatchObject({ attributes: { department: "Finance" }, groupsByRule: ["g-legal"] });
    await redo();
    expect((await ada()).groups).not.toContain("g-legal");
  });

  it("is looked at when undo gives a deactivated rule back, though a run has changed them since", async () => {
    await save(finance);
    await moveTo("Design");
    await save(inactive);
    const action = { type: "changeAttributes", user: "ada.lovelace@acme.test", attributes: { department: "Finance" } };
    await at.client().call("runs.act", { workspace, action: { ...action, type: "changeAttributes" } });
    expect((await ada()).groups).not.toContain("g-legal");
    await undo();
    expect((await rules())[0]?.rule.active).toBe(true);
    expect(await ada()).toMatchObject({ groupsByRule: ["g-legal"] });
  });

  it("stays out of a group that somebody took them out of: the rule passes over them from now on", async () => {
    await save(finance);
    const { what } = await edit({ kind: "leaveGroup", group: "g-legal" });
    expect(what).toContain("the rule Finance people passes over Ada Lovelace from now on");
    expect((await ada()).groups).not.toContain("g-legal");
    expect((await rules())[0]?.rule.except).toEqual({ users: ["u-ada"] });
    await undo();
    expect(await ada()).toMatchObject({ groupsByRule: ["g-legal"] });
    expect((await rules())[0]?.rule).not.toHaveProperty("except");
  });
});

/** How many are in one and not in the other. */
function countIn(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  return [...one].filter((id) => !other.has(id)).length;
}
