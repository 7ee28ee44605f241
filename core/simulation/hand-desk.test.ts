import { describe, expect, it } from "vitest";
import type { Account } from "../accounts/account.ts";
import type { DirectoryUser } from "../directory/directory.ts";
import type { Workspace } from "../store/workspace.ts";
import type { Action } from "./action.ts";
import { openDesk } from "./hand-desk.ts";
import { advance, carryOutNext } from "./pass-time.ts";
import { runAction } from "./run-action.ts";
import { createStage } from "./stage.ts";
import { passMinutes, provisionedBy, readAcme, runAll } from "./test-lifecycle.ts";

const acme = readAcme();
const CYCLE: Action = { type: "cycle", application: "expenses" };
const DAY_MS = 86_400_000;

const accountsOf = ({ applications }: Workspace): readonly Account[] =>
  applications.find(({ id }) => id === "expenses")?.accounts ?? [];

/** What an account is, apart from its id and when it was written. */
const contentsOf = (workspace: Workspace) =>
  accountsOf(workspace).map(({ userName, active, attributes, roles }) => ({
    userName,
    active,
    attributes,
    roles: roles.map(({ role, cause }) => ({ role, cause })),
  }));

const withPeople = (
  workspace: Workspace,
  change: (user: DirectoryUser, index: number) => DirectoryUser,
): Workspace => ({
  ...workspace,
  directory: { ...workspace.directory, users: workspace.directory.users.map(change) },
});

describe("accounts that are written by hand", () => {
  it("come to the same in one batch as one person after another", async () => {
    const workspace = provisionedBy(acme, "expenses", "scheduled");
    const batch = await runAction(workspace, CYCLE);
    const each = workspace.directory.users.map(({ userName: user }): Action => ({ ...CYCLE, user }));
    const { workspace: after } = await runAll(workspace, each);
    expect(contentsOf(after)).toEqual(contentsOf(batch.workspace));
    expect(contentsOf(after).length).toBeGreaterThan(10);
  });

  it("clash with what the same batch wrote a moment ago", async () => {
    const [first, second] = acme.directory.users.filter(({ active }) => active);
    const workspace = withPeople(provisionedBy(acme, "expenses", "scheduled"), (user) =>
      user.id === second?.id
        ? { ...user, attributes: { ...user.attributes, employeeId: first?.attributes.employeeId ?? null } }
        : user,
    );
    const { trace } = await runAction(workspace, CYCLE);
    const [results] = trace.people ?? [];
    const at = results?.user.indexOf(second?.id ?? "") ?? -1;
    expect(results?.status[at]).toBe("failure");
    expect(results?.reason[at]).toMatch(/^`employeeNumber` is taken: the account /);
  });

  it("find nobody who was removed a moment ago", () => {
    const desk = openDesk(createStage(provisionedBy(acme, "expenses", "manual")), "expenses");
    expect(desk?.findOwned("u-mara")?.id).toBe("acc-mara");
    desk?.accounts.remove("acc-mara");
    expect(desk?.findOwned("u-mara")).toBeUndefined();
  });

  it("stay the very same workspace where nothing was done", () => {
    const stage = createStage(provisionedBy(acme, "expenses", "manual"));
    const before = stage.read();
    openDesk(stage, "expenses")?.keep();
    expect(stage.read()).toBe(before);
  });

  it.each(["scim", undefined] as const)("are none where %s provisions the application", (way) => {
    const workspace = way === undefined ? acme : provisionedBy(acme, "expenses", way);
    expect(openDesk(createStage(workspace), "expenses")).toBeUndefined();
  });
});

describe("tickets and rules of one moment", () => {
  it.each(["manual", "workflow"] as const)("come to the same together as one after another: %s", async (way) => {
    const start = provisionedBy(acme, "expenses", way);
    const { workspace } = await runAll(start, [
      { type: "leave", user: "mara.okafor@acme.test" },
      { type: "changeAttributes", user: "ada.lovelace@acme.test", attributes: { department: "Sales" } },
      { type: "leave", user: "ada.lovelace@acme.test" },
    ]);
    const [together, single] = [createStage(workspace), createStage(workspace)];
    const end = together.now() + 10 * DAY_MS;
    const events = await advance(together, end);
    let count = 0;
    while (await carryOutNext(single, end)) count += 1;
    single.moveClock(end);
    expect(events).toBe(count);
    expect(count).toBeGreaterThan(2);
    expect(together.finish()).toEqual(single.finish());
    expect(together.tally()).toEqual(single.tally());
  });

  it("are told apart from those of a later moment", async () => {
    const start = provisionedBy(acme, "expenses", "manual", (settings) => ({ ...settings, slipRate: 0 }));
    const { workspace } = await runAll(start, [
      { type: "leave", user: "mara.okafor@acme.test" },
      passMinutes(60),
      { type: "leave", user: "ada.lovelace@acme.test" },
      { type: "passTime", by: { toNextEvent: true } },
    ]);
    expect(workspace.runtime.agenda?.map(({ person }) => person)).toEqual(["u-ada"]);
  });
});
