import { describe, expect, it } from "vitest";
import type { OneChange } from "../contract/methods.ts";
import type { RunDetail } from "../contract/results.ts";
import { acmePerTest } from "./test-client.ts";

const workspace = "acme";
const at = acmePerTest();

const again = (run: string, change: OneChange): Promise<RunDetail> =>
  at.client().call("runs.again", { workspace, run, change });

const moveAda = (value: string) =>
  at.client().call("directory.changePeople", {
    workspace,
    people: ["u-ada"],
    change: { kind: "attribute", name: "department", value },
  });

const toTitle = { kind: "attribute", person: "u-ada", name: "title", value: "Controller" } as const;
const toHold = { kind: "policy", application: "expenses", member: "noMatch", value: "hold" } as const;

describe("a run", () => {
  it("says what it began from, without secrets, whatever was edited since", async () => {
    const { run, base } = await at.login();
    expect(base).toMatchObject({ remembered: true, person: { attributes: { department: "Finance" } } });
    expect(base.configuration).toEqual(await at.configuration("expenses"));
    await moveAda("Engineering");
    await at.configure("expenses", { sessionMinutes: 7 });
    expect((await at.client().call("runs.read", { workspace, run })).base).toEqual(base);
  });

  it("says so where that is forgotten", async () => {
    const { run } = await at.login();
    await moveAda("Engineering");
    await at.client().call("workspaces.close", { workspace });
    const { base } = await at.client().call("runs.read", { workspace, run });
    expect(base).toMatchObject({ remembered: false, person: { attributes: { department: "Engineering" } } });
  });
});

describe("a run that ended before the application looked for an account", () => {
  const disable = () =>
    at
      .client()
      .call("directory.changePeople", { workspace, people: ["u-ada"], change: { kind: "active", value: false } });

  it("is about the account that is linked to the person, as it was", async () => {
    const { outcome } = await at.login();
    await disable();
    const refused = await at.login();
    expect(refused.outcome.result).toBe("refused");
    expect(refused.accountsBefore).toMatchObject([
      { application: "expenses", account: { id: outcome.account, active: true } },
    ]);
    await at.client().call("workspaces.close", { workspace });
    const later = await at.client().call("runs.read", { workspace, run: refused.run });
    expect(later.accountsBefore).toEqual(refused.accountsBefore);
  });

  it("is about none where none is linked to the person", async () => {
    await at.login("expenses", "grace.osei@acme.test");
    await disable();
    expect((await at.login()).accountsBefore).toEqual([]);
  });
});

describe("running again with one change", () => {
  it("leaves out what was edited of the same person since", async () => {
    const { run, trace } = await at.login();
    await moveAda("Engineering");
    const fork = await again(run, toTitle);
    expect(fork.fork?.change).toBe("Changed title of Ada Lovelace to Controller");
    expect(fork.base.person?.attributes).toMatchObject({ department: "Finance", title: "Controller" });
    const decisions = (of: RunDetail["trace"]) =>
      of.steps
        .flatMap((step) => (step.kind === "change" ? step.changes : []))
        .filter(({ path }) => path !== "attributes.title");
    expect(decisions(fork.trace)).toEqual(decisions(trace));
  });

  it("leaves out what was edited of the same application since", async () => {
    const { run } = await at.login();
    await at.configure("expenses", { roleRules: [], sessionMinutes: 7 });
    const { base, fork, outcome } = await again(run, toHold);
    expect(outcome).toMatchObject({ result: "refused", code: "JIT_HELD" });
    expect(fork?.change).toBe(
      "Expenses: When a login arrives and no account matches: create one and hold it for approval.",
    );
    expect(base.configuration?.application).toMatchObject({ jit: { noMatch: "hold" }, sessionMinutes: 480 });
    expect(base.configuration?.application.roleRules).toHaveLength(3);
  });

  it("takes the value of a role rule, which decides", async () => {
    const { run, base } = await at.login();
    const rule = base.configuration?.application.roleRules.find(({ when }) => "value" in when)?.id ?? "";
    const fork = await again(run, { kind: "roleRule", application: "expenses", rule, value: "Nobody" });
    expect(fork.fork?.change).toMatch(/^Expenses: the role rule for .+ compares with "Nobody"$/);
    const before = base.configuration?.application.roleRules ?? [];
    const after = fork.base.configuration?.application.roleRules ?? [];
    expect(after.filter((each, index) => JSON.stringify(each) !== JSON.stringify(before[index]))).toMatchObject([
      { id: rule, when: { value: "Nobody" } },
    ]);
  });

  it("begins from the present where the beginning is forgotten, and says so", async () => {
    const { run } = await at.login();
    await at.client().call("workspaces.close", { workspace });
    expect(await again(run, toHold)).toMatchObject({ note: expect.stringContaining("not remembered"), saved: false });
  });

  it.each([
    { change: { ...toHold, value: "perhaps" }, code: "EDIT_INVALID" },
    { change: { ...toHold, application: "gone" }, code: "APPLICATION_UNKNOWN" },
    { change: { ...toTitle, person: "u-nobody" }, code: "PERSON_UNKNOWN" },
    { change: { kind: "roleRule", application: "expenses", rule: "gone", value: "" }, code: "ROLE_RULE_UNKNOWN" },
  ] as const)("refuses $change.kind $code", async ({ change, code }) => {
    const { run } = await at.login();
    await expect(again(run, change)).rejects.toMatchObject({ code });
  });
});
