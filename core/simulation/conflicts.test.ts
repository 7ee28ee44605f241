import { describe, expect, it } from "vitest";
import type { Workspace } from "../store/workspace.ts";
import type { Action } from "./action.ts";
import { conflictsIn } from "./conflicts.ts";
import { accountOf, provisionedBy, readAcme, runAll } from "./test-lifecycle.ts";

const APP = "expenses";
const ADA = "ada.lovelace@acme.test";
const login: Action = { type: "login", user: ADA, application: APP, protocol: "oidc", startAt: "application" };
const batch: Action = { type: "cycle", application: APP };

/** The batch says `Employee` where a login says what the directory has. */
const disagreeing = provisionedBy(readAcme(), APP, "scheduled", (settings) => ({
  ...settings,
  mappings: settings.mappings.map((row) =>
    row.target.endsWith(":department") ? { ...row, source: { kind: "constant", value: "Employee" } } : row,
  ),
}));

async function conflictsAfter(workspace: Workspace, actions: readonly Action[]) {
  const { workspace: after } = await runAll(workspace, actions);
  const account = accountOf(after, APP, ADA);
  return account === undefined ? [] : conflictsIn(account);
}

describe("values that two writers keep changing back", () => {
  it("are told with both writers and their rules, once the same two values have come round", async () => {
    expect(await conflictsAfter(disagreeing, [login, batch])).toEqual([]);
    const [conflict, ...others] = await conflictsAfter(disagreeing, [login, batch, login]);
    expect(others).toEqual([]);
    expect(conflict).toMatchObject({
      attribute: "department",
      turns: 2,
      now: { writer: "jit", value: "Finance", cause: "department" },
      other: { writer: "scheduled", value: "Employee" },
    });
    expect((await conflictsAfter(disagreeing, [login, batch, login, batch, login]))[0]?.turns).toBe(4);
  });

  it("are none where both say the same, whoever hears of a change first", async () => {
    const agreeing = provisionedBy(readAcme(), APP, "scheduled");
    const moveTo = (department: string): Action => ({
      type: "changeAttributes",
      user: ADA,
      attributes: { department },
    });
    const moves = [login, moveTo("Sales"), batch, moveTo("Engineering"), login, moveTo("Legal"), batch];
    expect(await conflictsAfter(agreeing, moves)).toEqual([]);
  });
});

describe("a role that one writer grants and another takes away", () => {
  /** Rules about the account give Ada a role in the batch; at a login, no rule holds, and roles are replaced. */
  const atOdds: Workspace = {
    ...disagreeing,
    applications: disagreeing.applications.map((application) =>
      application.id === APP
        ? {
            ...application,
            roleRules: [
              { id: "staff", role: "admin", when: { operator: "equals", claim: "department", value: "Employee" } },
            ],
          }
        : application,
    ),
  };

  it("is told with both, once the same has come round, whether it is held by now or not", async () => {
    const roles = async (actions: readonly Action[]) =>
      (await conflictsAfter(atOdds, actions)).filter(({ kind }) => kind === "role");
    expect(await roles([batch, login])).toEqual([]);
    expect(await roles([batch, login, batch])).toMatchObject([
      {
        role: "admin",
        turns: 2,
        now: { writer: "scheduled", grants: true, cause: "staff" },
        other: { writer: "jit", grants: false, cause: "jit.roles.replace" },
      },
    ]);
    expect(await roles([batch, login, batch, login])).toMatchObject([
      { role: "admin", turns: 3, now: { writer: "jit", grants: false }, other: { writer: "scheduled", grants: true } },
    ]);
  });
});
