import { describe, expect, it } from "vitest";
import type { ContractEvent } from "./contract.ts";
import type { GroupRuleSettings } from "./group-rules.ts";
import type { Arguments } from "./methods.ts";
import type { Bench } from "./test-suite-bench.ts";

/** Edits, undo and redo. */
export function describeEdits(bench: () => Bench): void {
  describe("edits", () => {
    it("shows everybody in columns of the same length", async () => {
      const table = await bench().client.call("directory.table", { workspace: await bench().create() });
      const columns = [table.id, table.userName, table.department, table.state, table.memberOf, table.accounts];
      expect(columns.map((column) => column.length)).toEqual(columns.map(() => 24));
      expect(table.displayName[table.id.indexOf("u-ada")]).toBe("Ada Lovelace");
    });

    it("saves a person, and tells every subscriber", async () => {
      const workspace = await bench().create();
      const events: ContractEvent[] = [];
      const stop = bench().client.subscribe((event) => events.push(event));
      const { person } = await bench().client.call("directory.person", { workspace, person: "u-ada" });
      const attributes = { ...person.attributes, department: "Engineering" };
      const saved = await bench().client.call("directory.savePeople", {
        workspace,
        people: [{ ...person, attributes }],
      });
      expect(saved.what).toBe("Changed department of Ada Lovelace to Engineering");
      expect(await bench().department(workspace)).toBe("Engineering");
      await expect.poll(() => events).toContainEqual({ type: "changed", workspace });
      stop();
    });

    it("undoes and redoes an edit, and leaves alone what a login did in between", async () => {
      const workspace = await bench().create();
      await bench().move(workspace, "Engineering");
      const { outcome } = await bench().login(workspace);
      await bench().client.call("history.undo", { workspace });
      expect(await bench().department(workspace)).toBe("Finance");
      const { id } = await bench().client.call("accounts.table", { workspace, application: "expenses" });
      expect(id).toContain(outcome.account);
      await bench().client.call("history.redo", { workspace });
      expect(await bench().department(workspace)).toBe("Engineering");
    });

    it("refuses an edit that cannot be, with the place and what is wrong", async () => {
      const workspace = await bench().create();
      const { person } = await bench().client.call("directory.person", { workspace, person: "u-ada" });
      const people = [{ ...person, userName: "mara.okafor@acme.test", groups: ["g-finanse"] }];
      const failure = bench().client.call("directory.savePeople", { workspace, people });
      await expect(failure).rejects.toMatchObject({
        code: "EDIT_INVALID",
        details: { problems: [{ path: "people[0].userName" }, { path: "people[0].groups[0]" }] },
      });
      expect((await bench().client.call("workspaces.open", { workspace })).undo).toBeUndefined();
    });
  });
}

/** Group rules: counted, saved, given up. */
export function describeGroupRules(bench: () => Bench): void {
  describe("group rules", () => {
    const rule: GroupRuleSettings = {
      id: "rule-finance",
      name: "Finance people",
      active: true,
      when: { expression: { dialect: "okta", text: 'user.department == "Finance"' } },
      groups: ["g-legal"],
    };
    const wish = (workspace: string): Arguments<"groupRules.plan"> => {
      return { workspace, provider: "acme-id", change: { kind: "save", rule } };
    };

    it("are counted over everybody before they are saved, and applied to everybody by one edit", async () => {
      const workspace = await bench().create();
      const { moves } = await bench().client.call("groupRules.plan", wish(workspace));
      expect(moves).toMatchObject([{ group: "g-legal", joins: 4, leaves: 0 }]);
      const { run = "" } = await bench().client.call("groupRules.change", wish(workspace));
      const { outcome } = await bench().client.call("runs.read", { workspace, run });
      expect(outcome.reason).toContain("4 people join Legal");
      const { providers } = await bench().client.call("groupRules.read", { workspace });
      expect(providers).toMatchObject([{ id: "acme-id", rules: [{ rule, members: 4 }] }]);
      await bench().client.call("history.undo", { workspace });
      const after = await bench().client.call("groupRules.read", { workspace });
      expect(after.providers).toMatchObject([{ rules: [] }]);
    });

    it("are looked at when a person is edited, and when that is taken back", async () => {
      const workspace = await bench().create();
      await bench().client.call("groupRules.change", wish(workspace));
      const groups = async () =>
        (await bench().client.call("directory.person", { workspace, person: "u-ada" })).person.groups;
      expect(await groups()).toContain("g-legal");
      await bench().move(workspace, "Design");
      expect(await groups()).not.toContain("g-legal");
      await bench().client.call("history.undo", { workspace });
      expect(await groups()).toContain("g-legal");
    });

    it("can be given up while they are counted", async () => {
      const workspace = await bench().create(5_000);
      const controller = new AbortController();
      controller.abort();
      const call = bench().client.call("groupRules.plan", wish(workspace), { signal: controller.signal });
      await expect(call).rejects.toMatchObject({ code: "CANCELLED" });
    });
  });
}
