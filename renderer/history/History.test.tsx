import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CallError } from "../../core/contract/client.ts";
import type { DirectoryTable, HistoryChanges, PersonDetail, RunDetail } from "../../core/contract/results.ts";
import { type Answers, buildSummary, createTestClient, type TestClient } from "../connection/test-client.tsx";
import { renderAt } from "../connection/test-window.tsx";
import { layOut } from "../grid/test-layout.ts";
import { buildChangesCsv, buildChangesJsonLines } from "./export-changes.ts";
import { filterChanges } from "./filter-changes.ts";
import { History } from "./History.tsx";
import { binsOf, brushOf } from "./histogram.ts";

const MONDAY = "2026-03-02T09:00:00.000Z";
const TUESDAY = "2026-03-03T09:00:00.000Z";

const changes: HistoryChanges = {
  run: ["r2", "r2", "r3", "r4", "r5"],
  step: [33, 35, 12, 0, 0],
  at: [MONDAY, MONDAY, TUESDAY, TUESDAY, TUESDAY],
  writer: ["jit", "jit", "scim", "manual", "scim"],
  application: ["slack", "slack", "expenses", null, "expenses"],
  account: ["a-1", "a-1", "a-2", null, null],
  userName: ["ada", "ada", "ben", "", "carla"],
  person: ["u-ada", "u-ada", null, null, "u-carla"],
  what: ["attributes.email", "roles.admin", "active", "edit", "create"],
  before: [null, null, true, null, null],
  after: ["ada@acme.test", true, false, null, null],
  why: ["Claim `email`.", "Rule 2.", "Disabled in the directory.", "Moved Ada.", "In scope."],
  onBranch: [true, true, true, false, true],
  withoutTrace: 0,
};

const table = {
  id: ["u-ada"],
  userName: ["ada@acme.test"],
  displayName: ["Ada Lovelace"],
} as unknown as DirectoryTable;
const names = { applications: buildSummary().applications, table };

const run = {
  run: "r2",
  outcome: { result: "signedIn", code: "SIGNED_IN", reason: "", by: "app:slack", application: "slack", account: "a-1" },
  accountsBefore: [],
  trace: {
    version: 1,
    actors: [],
    steps: [
      {
        seq: 33,
        kind: "change",
        changes: [
          {
            application: "slack",
            account: "a-1",
            path: "attributes.email",
            after: "ada@acme.test",
            writer: "jit",
            why: "",
          },
        ],
      },
    ],
  },
} as unknown as RunDetail;

const changeOf = (account: string, path: string, after: string | boolean) => ({
  application: "expenses",
  account,
  path,
  after,
  writer: "scim",
  why: "",
});

const good: Answers = {
  "history.list": () => ({ entries: [] }),
  "history.changes": () => changes,
  "directory.table": () => table,
  "runs.read": () => run,
};

function show(answers: Answers = {}, query = ""): TestClient {
  const client = createTestClient({ ...good, ...answers });
  renderAt(<History />, { path: "/w/:workspace/history", hash: `#/w/acme/history${query}` }, client, buildSummary());
  return client;
}

const rows = () => screen.findAllByRole("row").then((all) => all.slice(1).map(({ textContent }) => textContent));

beforeEach(() => layOut(1200, 600));
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

describe("the history", () => {
  it("lists every change, newest first: when, by whom, where, from what to what", async () => {
    show();
    expect(await rows()).toEqual([
      "2026-03-03 09:00SCIMExpensescarlau-carlaAccount madeIn scope.r5",
      "2026-03-03 09:00By handEditMoved Ada.",
      "2026-03-03 09:00SCIMExpensesbenActivetrue → falser3",
      "2026-03-02 09:00Login (JIT)Slack-likeadaAda Lovelacerole admin— → heldr2",
      "2026-03-02 09:00Login (JIT)Slack-likeadaAda Lovelaceemail— → ada@acme.testr2",
    ]);
    expect(screen.getByText("5 changes")).toBeTruthy();
  });

  it("leads to the run at its step", async () => {
    show();
    const [link] = await screen.findAllByRole("link", { name: "r2" });
    expect(link?.getAttribute("href")).toBe("#/w/acme/run/r2?step=35");
  });

  it("tells of one change, and of the account at that moment", async () => {
    show({}, "?change=r2%2F33%2Fa-1%2Fattributes.email");
    const inspector = screen.getByRole("region", { name: "Inspector" });
    expect(await within(inspector).findByText("— → ada@acme.test")).toBeTruthy();
    expect(within(inspector).getByRole("link", { name: "Open the run at step 33" })).toBeTruthy();
    expect(await within(inspector).findByRole("row", { name: "email ada@acme.test Login (JIT)" })).toBeTruthy();
  });

  it("finds out what changed for one of many, when somebody asks", async () => {
    const derived = {
      ...run,
      run: "u1",
      trace: {
        ...run.trace,
        steps: [
          { seq: 4, at: TUESDAY, kind: "change", changes: [changeOf("a-9", "userName", "carla")] },
          { seq: 9, at: TUESDAY, kind: "change", changes: [changeOf("a-2", "roles.admin", true)] },
        ],
      },
    } as unknown as RunDetail;
    const client = show(
      {
        "runs.person": () => derived,
        "directory.person": () => ({ applications: [], history: [] }) as unknown as PersonDetail,
      },
      "?change=r5%2F0%2Fu-carla%2Fcreate",
    );
    const inspector = screen.getByRole("region", { name: "Inspector" });
    fireEvent.click(await within(inspector).findByRole("button", { name: "Find out what changed" }));
    expect(await within(inspector).findByRole("row", { name: "userName — → carla" })).toBeTruthy();
    expect(within(inspector).queryByText("role admin")).toBeNull();
    expect(within(inspector).getByRole("link", { name: "Open it step by step" }).getAttribute("href")).toBe(
      "#/w/acme/run/u1?step=4",
    );
    expect(client.calls.find(({ method }) => method === "runs.person")?.args).toEqual({
      workspace: "acme",
      run: "r5",
      person: "u-carla",
    });
  });

  it("keeps a filter under a name, and forgets it", async () => {
    show({}, "?filter=writer%3Ascim");
    expect(await rows()).toHaveLength(2);
    fireEvent.click(screen.getByRole("button", { name: "Saved filters" }));
    fireEvent.change(await screen.findByRole("textbox", { name: "Save this filter as" }), {
      target: { value: "By SCIM" },
    });
    fireEvent.click(screen.getByRole("button", { name: "Save" }));
    fireEvent.click(screen.getByRole("button", { name: "Clear the filter" }));
    await waitFor(async () => expect(await rows()).toHaveLength(5));
    fireEvent.click(screen.getByRole("button", { name: "Saved filters" }));
    fireEvent.click(await screen.findByRole("button", { name: "By SCIM" }));
    await waitFor(async () => expect(await rows()).toHaveLength(2));
    fireEvent.click(screen.getByRole("button", { name: "Saved filters" }));
    fireEvent.click(await screen.findByRole("button", { name: "Forget By SCIM" }));
    expect(await screen.findByText("No filter is saved yet.")).toBeTruthy();
  });

  it("tells of an edit, and whether it lies on a branch that was left", async () => {
    show({}, "?change=r4%2F0%2F%2Fedit");
    const inspector = screen.getByRole("region", { name: "Inspector" });
    expect(await within(inspector).findByText("Moved Ada.")).toBeTruthy();
    expect(within(inspector).getByText("on a branch that was left")).toBeTruthy();
    expect(within(inspector).queryByRole("link")).toBeNull();
  });

  it("is filtered by what is typed, which the address keeps, and by a part of the time", async () => {
    show();
    await rows();
    fireEvent.change(screen.getByRole("textbox", { name: "Filter the history" }), {
      target: { value: "writer:scim app:exp ben" },
    });
    await waitFor(async () => expect(await rows()).toHaveLength(1));
    expect(window.location.hash).toContain("filter=writer%3Ascim");
    fireEvent.change(screen.getByRole("slider", { name: /^Until/ }), { target: { value: String(Date.parse(MONDAY)) } });
    expect(await screen.findByText("No change passes the filter")).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Show all changes" }));
    expect(await rows()).toHaveLength(5);
  });

  it("says what it is for where nothing has changed yet", async () => {
    const nothing = Object.fromEntries(Object.keys(changes).map((column) => [column, []]));
    show({ "history.changes": () => ({ ...nothing, withoutTrace: 0 }) as unknown as HistoryChanges });
    expect(await screen.findByText("Nothing has changed yet.")).toBeTruthy();
  });

  it("can be read again where that was given up", async () => {
    let given = true;
    show({
      "history.changes": () => {
        if (given) throw new CallError({ code: "CANCELLED", message: "It was cancelled." });
        return changes;
      },
    });
    await screen.findByText("Reading was cancelled.");
    given = false;
    fireEvent.click(screen.getByRole("button", { name: "Read the history" }));
    expect(await rows()).toHaveLength(5);
  });
});

describe("the filter", () => {
  const found = (text: string) => [...filterChanges(changes, text, names).rows];

  it.each([
    ["", [4, 3, 2, 1, 0]],
    ["writer:jit", [1, 0]],
    ["writer:jit writer:hand", [3, 1, 0]],
    ["no-writer:scim no-writer:jit", [3]],
    ["app:slack what:role", [1]],
    ["run:r3", [2]],
    ["on:left", [3]],
    ["lovelace admin", [1]],
    ['app:"slack"', [1, 0]],
  ])("%s", (text, wanted) => {
    expect(found(text)).toEqual(wanted);
  });

  it("says what it does not know", () => {
    expect(filterChanges(changes, "colour:red", names).problems[0]?.message).toContain("There is no colour:");
  });
});

describe("the times", () => {
  it("are counted in parts of the same length", () => {
    expect(binsOf([0, 1, 99, 100], 10).map(({ count }) => count)).toEqual([2, 0, 0, 0, 0, 0, 0, 0, 0, 2]);
    expect(binsOf([], 10)).toEqual([]);
    expect(binsOf([5, 5], 10)).toEqual([{ count: 2, from: 5, to: 6 }]);
  });

  it("are limited to a part, and to nothing where that is all of them", () => {
    expect(brushOf(80, 20, { from: 0, to: 100 })).toEqual({ from: 20, to: 80 });
    expect(brushOf(-5, 200, { from: 0, to: 100 })).toBeUndefined();
  });
});

describe("what is handed over", () => {
  it("is a table, or JSON line by line, of the rows that are shown", () => {
    expect(buildChangesCsv(changes, [2])).toBe(
      "at,writer,application,account,userName,person,what,before,after,why,run,step\r\n" +
        `${TUESDAY},scim,expenses,a-2,ben,,active,true,false,Disabled in the directory.,r3,12\r\n`,
    );
    const [line = ""] = buildChangesJsonLines(changes, [0]).split("\n");
    expect(JSON.parse(line)).toMatchObject({ writer: "jit", before: null, after: "ada@acme.test", step: 33 });
  });
});
