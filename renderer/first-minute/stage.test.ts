import { describe, expect, it } from "vitest";
import type { Account, Change, HistoryEntry } from "../../core/contract/model.ts";
import type { PersonDetail, RunDetail } from "../../core/contract/results.ts";
import type { GuideNotes } from "./guide.ts";
import { type GuideFacts, stageOf, storyRuns } from "./stage.ts";
import { STORY_LOGIN } from "./story.ts";

const NOTES: GuideNotes = { open: true, watched: [], asked: false };

/** Ada as the directory has her, and as the application does. */
function ada(department: string, known?: string, roles: readonly string[] = []): PersonDetail {
  const account = {
    id: "acc",
    userName: "ada",
    active: true,
    attributes: { department: known },
    roles: roles.map((role) => ({ role, writer: "jit", at: "", why: "" })),
    links: [],
    written: {},
    createdAt: "",
  } as unknown as Account;
  return {
    person: { id: "u-ada", userName: "ada", active: true, attributes: { department }, groups: [] },
    applications: [
      { application: "expenses", name: "Expenses", assigned: "everybody", ...(known === undefined ? {} : { account }) },
    ],
    history: [],
  };
}

/** A run of three steps whose second changes roles: `+finance`, `-finance`. */
function login(run: string, ...roles: readonly string[]): RunDetail {
  const changes = roles.map((role): Change => {
    const change = { application: "expenses", account: "acc", path: `roles.${role.slice(1)}`, writer: "jit", why: "" };
    return role.startsWith("+") ? { ...change, after: true } : { ...change, before: true };
  });
  const base = { at: "", from: "a", to: "b", phase: "apply", status: "ok", title: "", why: "" } as const;
  return {
    run,
    saved: true,
    at: "",
    title: "",
    action: STORY_LOGIN,
    outcome: { result: "signedIn", code: "SIGNED_IN", reason: "", by: "app:expenses" },
    trace: {
      version: 1,
      actors: [],
      steps: [
        { ...base, seq: 1, kind: "notice" },
        { ...base, seq: 2, kind: "change", changes },
        { ...base, seq: 3, kind: "notice" },
      ],
    },
    accountsBefore: [],
    base: { remembered: true },
  };
}

function stage(facts: Partial<GuideFacts>) {
  return stageOf({ person: ada("Finance"), runs: [], lastRun: undefined, cursor: undefined, notes: NOTES, ...facts });
}

describe("the first minute", () => {
  const first = { person: ada("Finance", "Finance", ["finance"]), runs: ["r2"], lastRun: login("r2", "+finance") };

  it("begins with nobody logged in", () => {
    expect(stage({})).toEqual({ kind: "begin" });
  });

  it("watches until the cursor comes to the step that grants the role", () => {
    expect(stage({ ...first, cursor: { run: "r2", step: 1 } })).toEqual({
      kind: "watch",
      run: "r2",
      until: 2,
      first: true,
    });
    expect(stage({ ...first, cursor: { run: "r2", step: 2 } })?.kind).toBe("why");
  });

  it("keeps what was watched, wherever the cursor goes", () => {
    const notes = { ...NOTES, watched: ["r2"] };
    expect(stage({ ...first, notes, cursor: { run: "r2", step: 1 } })).toMatchObject({
      kind: "why",
      roles: ["finance"],
    });
    expect(stage({ ...first, notes })?.kind).toBe("why");
  });

  it("asks for the move once Why? was asked", () => {
    const notes = { ...NOTES, watched: ["r2"], asked: true };
    expect(stage({ ...first, notes })).toEqual({ kind: "move", department: "Finance" });
  });

  it("sees the department changed, by whatever means, and the application not", () => {
    expect(stage({ ...first, person: ada("Sales", "Finance", ["finance"]) })).toEqual({
      kind: "again",
      department: "Sales",
      known: "Finance",
      roles: ["finance"],
    });
  });

  it("ends with the role that moved, once that was watched", () => {
    const second = {
      person: ada("Engineering", "Engineering", ["engineering"]),
      runs: ["r2", "r4"],
      lastRun: login("r4", "-finance", "+engineering"),
    };
    expect(stage(second)).toEqual({ kind: "watch", run: "r4", until: 2, first: false });
    expect(stage({ ...second, cursor: { run: "r4", step: 3 } })).toEqual({
      kind: "moved",
      run: "r4",
      lost: ["finance"],
      gained: ["engineering"],
    });
  });

  it("says why a login was refused", () => {
    const refused = login("r2");
    const lastRun = {
      ...refused,
      outcome: { ...refused.outcome, result: "refused", reason: "Creation is off." } as const,
    };
    expect(stage({ runs: ["r2"], lastRun })).toEqual({ kind: "refused", run: "r2", reason: "Creation is off." });
  });

  it("waits for the answer about the last run, and for the joiner herself", () => {
    expect(stage({ ...first, runs: ["r2", "r4"] })).toBeUndefined();
    expect(stage({ ...first, person: undefined })).toBeUndefined();
  });
});

describe("the runs of the story", () => {
  const entry = (id: string, user: string, onBranch: boolean): HistoryEntry => ({
    type: "action",
    id,
    parent: null,
    at: "",
    clock: "",
    action: { ...STORY_LOGIN, user },
    outcome: { result: "signedIn", code: "", reason: "", by: "" },
    steps: 1,
    title: "",
    onBranch,
  });

  it("are the joiner's own, on the line that led to now", () => {
    const { user } = STORY_LOGIN;
    expect(storyRuns([entry("r2", user, false), entry("r3", "mara", true), entry("r4", user, true)])).toEqual(["r4"]);
  });
});
