import { describe, expect, it } from "vitest";
import type { Happening } from "./methods.ts";
import { ADA, type Bench } from "./test-suite-bench.ts";

/** The application that most of it is about. */
export const application = "expenses";
const GINA = "gina.torres@acme.test";
const HIRE: Happening = {
  type: "hire",
  id: "u-gina",
  userName: GINA,
  attributes: { displayName: "Gina Torres", mail: GINA, department: "Finance", employeeId: "200001" },
  groups: [],
};

/** Lets something happen, as a run that is kept. */
export const act = ({ client }: Bench, workspace: string, action: Happening) =>
  client.call("runs.act", { workspace, action });

/** Sets the application to a way, as it would be set up unless told otherwise. */
export async function setWay({ client }: Bench, workspace: string, way: "manual" | "scheduled"): Promise<string> {
  const { configuration } = await client.call("applications.read", { workspace, application });
  const { provisioning } = await client.call("applications.derive", { workspace, application, way });
  const connection = { ...configuration.connection, provisioning };
  const saved = { workspace, configuration: { ...configuration, connection } };
  return (await client.call("applications.save", saved)).what;
}

/** People come, and time passes. */
export function describeLifecycle(bench: () => Bench): void {
  describe("what happens over time", () => {
    it("begins with logins alone, and nothing due", async () => {
      const workspace = await bench().create();
      const lifecycle = await bench().client.call("lifecycle.read", { workspace });
      expect(lifecycle).toMatchObject({ hr: { delayMinutes: 0 }, due: [], dueCount: 0 });
      const expenses = lifecycle.applications.find((each) => each.application === application);
      expect(expenses).toMatchObject({ way: "logins", jit: true, escrow: 0, staged: 0 });
      const counted = Object.values(expenses?.owners ?? {}).reduce((sum, count) => sum + count, 0);
      expect(counted).toBe(expenses?.accounts);
    });

    it("hires somebody, says what is due, and lets it happen", async () => {
      const workspace = await bench().create();
      expect(await setWay(bench(), workspace, "manual")).toBe("Expenses gets its accounts by tickets from now on");
      expect(await act(bench(), workspace, HIRE)).toMatchObject({
        title: "Gina Torres is hired",
        outcome: { result: "done", code: "DONE" },
        accountsBefore: [],
      });
      const { due } = await bench().client.call("lifecycle.read", { workspace });
      expect(due).toMatchObject([{ kind: "ticket", application, person: "u-gina", sentence: expect.any(String) }]);
      const passed = await act(bench(), workspace, { type: "passTime", by: { toNextEvent: true } });
      expect(passed.title).toBe("Time passes: to what is due next");
      const { person, owner } = await bench().client.call("accounts.table", { workspace, application });
      expect(owner[person.indexOf("u-gina")]).toBe("manual");
    });

    it("knows of each account that a run is about which application it is of, also once the workspace was closed", async () => {
      const workspace = await bench().create();
      const edit = { type: "editAccount", application, account: "mara.okafor@acme.test", active: false } as const;
      const run = await act(bench(), workspace, edit);
      expect(run.accountsBefore).toMatchObject([{ application, account: { id: "acc-mara", active: true } }]);
      await bench().client.call("workspaces.close", { workspace });
      const later = await bench().client.call("runs.read", { workspace, run: run.run });
      expect(later.accountsBefore).toEqual(run.accountsBefore);
    });

    it("takes a way back, and leaves alone what happened in between", async () => {
      const workspace = await bench().create();
      await setWay(bench(), workspace, "scheduled");
      await act(bench(), workspace, { type: "cycle", application });
      await bench().client.call("history.undo", { workspace });
      const { applications } = await bench().client.call("lifecycle.read", { workspace });
      expect(applications.find((each) => each.application === application)?.way).toBe("logins");
      const { person } = await bench().client.call("accounts.table", { workspace, application });
      expect(person).toContain("u-ada");
    });
  });
}

/** Accounts by hand, and what is refused. */
export function describeMoreOfTheLifecycle(bench: () => Bench): void {
  describe("what else happens over time", () => {
    it("holds the accounts against the directory", async () => {
      const workspace = await bench().create();
      await act(bench(), workspace, { type: "leave", user: "mara.okafor@acme.test" });
      const { findings } = await bench().client.call("accounts.compare", { workspace, application });
      expect(findings).toContainEqual(expect.objectContaining({ kind: "orphaned", account: "acc-mara" }));
    });

    it("saves how late the directory hears from HR, to be taken back", async () => {
      const workspace = await bench().create();
      const hr = { delayMinutes: 120 };
      const saved = await bench().client.call("lifecycle.save", { workspace, hr, revokeOnDisable: [] });
      expect(saved.what).toBe("The directory hears from HR 2 hours late");
      expect(await bench().client.call("lifecycle.read", { workspace })).toMatchObject({ hr });
      await bench().client.call("history.undo", { workspace });
      expect(await bench().client.call("lifecycle.read", { workspace })).toMatchObject({ hr: { delayMinutes: 0 } });
    });

    it.each([
      [{ type: "leave", user: "nobody@acme.test" }, "DIRECTORY_USER_UNKNOWN"],
      [{ type: "passTime", by: { toNextEvent: true } }, "ACTION_NOTHING_DUE"],
      [{ type: "cycle", application }, "ACTION_NO_CYCLE"],
      [{ type: "leave" }, "ARGUMENTS_INVALID"],
      [{ type: "login", user: ADA, application, protocol: "oidc", startAt: "application" }, "ARGUMENTS_INVALID"],
    ])("refuses %j with %s, and nothing happens", async (action, code) => {
      const workspace = await bench().create();
      expect(await bench().raw("runs.act", { workspace, action })).toMatchObject({ ok: false, error: { code } });
      expect(await bench().client.call("workspaces.open", { workspace })).toMatchObject({ runs: 0 });
    });

    it("runs nothing but a login again", async () => {
      const workspace = await bench().create();
      const { run } = await act(bench(), workspace, { type: "leave", user: ADA });
      const change = { kind: "attribute", person: "u-ada", name: "department", value: "Sales" } as const;
      const failure = bench().client.call("runs.again", { workspace, run, change });
      await expect(failure).rejects.toMatchObject({ code: "RUN_NOT_A_LOGIN" });
    });
  });
}
