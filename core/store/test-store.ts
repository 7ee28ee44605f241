import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach } from "vitest";
import { RehearsalError } from "../errors.ts";
import type { Outcome, Trace } from "../trace/step.ts";
import type { OpenOptions, OpenWorkspace } from "./open-workspace.ts";
import { parseWorkspace } from "./parse.ts";
import { createWorkspaceFile, openWorkspace } from "./store.ts";
import { buildTestWorkspace, TEST_EPOCH } from "./test-workspace.ts";

/** A real folder for each test, with a workspace file in it. Whatever a test opens is closed after it. */
export function workspaceFilePerTest() {
  let folder = "";
  let opened: OpenWorkspace[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "rehearsal-"));
    opened = [];
    await createWorkspaceFile(join(folder, "acme.json"), buildTestWorkspace());
  });

  afterEach(async () => {
    await Promise.all(opened.map((store) => store.close()));
    await rm(folder, { recursive: true });
  });

  const path = (name = "acme.json"): string => join(folder, name);
  return {
    path,
    folder: () => folder,
    async open(options: Partial<OpenOptions> = {}, file = path()): Promise<OpenWorkspace> {
      const store = await openWorkspace(file, { program: "test", now: () => TEST_EPOCH, write: true, ...options });
      opened.push(store);
      return store;
    },
    text: (name?: string) => readFile(path(name), "utf8"),
    async change(edit: (text: string) => string, name?: string): Promise<void> {
      await writeFile(path(name), edit(await readFile(path(name), "utf8")));
    },
    /** How many actions the state in a file has. */
    async actions(name?: string): Promise<number> {
      return parseWorkspace(await readFile(path(name), "utf8"), path(name)).actions;
    },
  };
}

/** How the actions of these tests end. */
export const OUTCOME: Outcome = {
  result: "signedIn",
  code: "SIGNED_IN",
  reason: "Ada is signed in.",
  by: "app:wiki",
};

/** A trace of that many steps. */
export function buildTrace(steps: number): Trace {
  return {
    version: 1,
    actors: [],
    steps: Array.from({ length: steps }, (_, index) => ({
      kind: "notice",
      seq: index + 1,
      at: "2026-03-02T09:00:00.000Z",
      from: "person",
      to: "person",
      phase: "request",
      status: "ok",
      title: `Step ${index + 1}`,
      why: "Because.",
    })),
  };
}

/** Commits one login, which leaves the count of actions higher by one. */
export function commitOne(store: OpenWorkspace, steps = 2): Promise<string> {
  const { workspace } = store;
  return store.commit({
    workspace: { ...workspace, actions: workspace.actions + 1 },
    action: { type: "login", user: "ada.lovelace@acme.test", application: "wiki" } as { type: string },
    trace: buildTrace(steps),
    outcome: OUTCOME,
  });
}

/** What a promise rejects with. */
export async function failureOf(promise: Promise<unknown>): Promise<RehearsalError> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof RehearsalError) return error;
  throw error ?? new Error("It did not fail.");
}

/** The history in one word each. */
export function kindsOf(store: OpenWorkspace): readonly string[] {
  return store.history().map(({ type }) => type);
}
