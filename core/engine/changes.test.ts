import { describe, expect, it } from "vitest";
import type { HistoryChanges } from "../contract/results.ts";
import { acmePerTest } from "./test-client.ts";

const workspace = "acme";
const at = acmePerTest();
const changes = (): Promise<HistoryChanges> => at.client().call("history.changes", { workspace });

describe("the history of changes", () => {
  it("has a line for each value that a run changed, with who wrote it, whose it is, and where it is shown", async () => {
    const { run, trace, outcome } = await at.login();
    const table = await changes();
    const wanted = trace.steps.flatMap((step) =>
      step.kind === "change" ? step.changes.map(({ path }) => [step.seq, path]) : [],
    );
    expect(table.step.map((step, row) => [step, table.what[row]])).toEqual(wanted);
    expect(new Set(table.run)).toEqual(new Set([run]));
    const row = table.what.indexOf("attributes.email");
    expect(table).toMatchObject({ withoutTrace: 0 });
    expect(
      [table.writer, table.account, table.userName, table.person, table.before, table.after].map(
        (column) => column[row],
      ),
    ).toEqual(["jit", outcome.account, "ada.lovelace@acme.test", "u-ada", null, "ada.lovelace@acme.test"]);
  });

  it("has the edits between them, in the words that they were saved with", async () => {
    await at.client().call("directory.changePeople", {
      workspace,
      people: ["u-ada"],
      change: { kind: "attribute", name: "department", value: "Engineering" },
    });
    const { what, why, application, onBranch } = await changes();
    expect([what.at(-1), why.at(-1), application.at(-1), onBranch.at(-1)]).toEqual([
      "edit",
      "Changed department of Ada Lovelace to Engineering",
      null,
      true,
    ]);
  });

  it("marks what lies on a branch that was left, and grows by what is new", async () => {
    const { checkpoints } = await at.client().call("workspaces.open", { workspace });
    await at.login();
    const before = await changes();
    await at.client().call("checkpoints.return", { workspace, record: checkpoints[0]?.record ?? "" });
    const after = await changes();
    expect(after.what).toEqual(before.what);
    expect(new Set(after.onBranch)).toEqual(new Set([false]));
  });

  it("tells of everybody whom a cycle changed, once each", async () => {
    const { provisioning } = await at
      .client()
      .call("applications.derive", { workspace, application: "expenses", way: "scim" });
    const { application, provider, connection } = await at.configuration("expenses");
    const configuration = { application, provider, connection: { ...connection, provisioning } };
    await at.client().call("applications.save", { workspace, configuration });
    const { trace } = await at
      .client()
      .call("runs.act", { workspace, action: { type: "cycle", application: "expenses" } });
    const { run, person, what } = await changes();
    const people = new Set(person.filter((_, row) => run[row] === run.at(-1)));
    const results = trace.people?.[0];
    const good = results?.user.filter((_, index) => results.status[index] === "success") ?? [];
    expect(good.length).toBeGreaterThan(0);
    for (const each of good) expect(people, `${each} of ${[...people].join()} ${what.length}`).toContain(each);
  });

  it("counts the runs of a copy without traces", async () => {
    await at.login();
    const { text } = await at.client().call("workspaces.share", { workspace, pseudonymise: true });
    const copy = await at.client().call("workspaces.import", { name: "Copy", text });
    expect(await at.client().call("history.changes", copy)).toMatchObject({ withoutTrace: 1, run: [] });
  });

  it("tells how far it is", async () => {
    await at.login();
    const told: number[] = [];
    await at.client().call("history.changes", { workspace }, { progress: ({ done }) => told.push(done) });
    await expect.poll(() => told.at(-1)).toBe(1);
  });
});
