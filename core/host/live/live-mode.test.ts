import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { provisionedBy, readAcme } from "../../simulation/test-lifecycle.ts";
import { fixtureFile } from "../../store/fixture-file.ts";
import type { OpenWorkspace } from "../../store/open-workspace.ts";
import { openWorkspace } from "../../store/store.ts";
import type { Workspace } from "../../store/workspace.ts";
import { type LiveMode, type LiveModeOptions, startLiveMode } from "./live-mode.ts";
import type { LiveRun } from "./live-run.ts";
import { createTestClock, type TestClock } from "./test-clock.ts";
import { ADA, applicationOf, createLiveBrowser } from "./test-live.ts";

const NOW = Date.UTC(2031, 4, 6, 7, 8, 9);
const USER = "urn:ietf:params:scim:schemas:core:2.0:User";

let folder: string;
let file: string;
let store: OpenWorkspace;
let problems: unknown[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "rehearsal-live-"));
  file = join(folder, "acme.json");
  await copyFile(await fixtureFile("workspaces", "acme.json"), file);
  problems = [];
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

async function start(options: Partial<LiveModeOptions> = {}): Promise<LiveMode> {
  const save = options.save ?? true;
  store = await openWorkspace(file, { program: "test", write: save, now: () => NOW });
  const onProblem = (error: unknown) => problems.push(error);
  return startLiveMode({ store, save, now: () => NOW, onProblem, ...options });
}

/** Makes somebody by SCIM in the Jira-like application. */
async function make(live: LiveMode, userName: string): Promise<number> {
  const { scim } = applicationOf(live, "jira");
  const response = await fetch(`${scim?.baseUrl}/Users`, {
    method: "POST",
    headers: { authorization: `Bearer ${scim?.token}`, "content-type": "application/scim+json" },
    body: JSON.stringify({
      schemas: [USER],
      userName,
      displayName: userName,
      emails: [{ type: "work", value: `${userName}@acme.test` }],
    }),
  });
  await response.text();
  return response.status;
}

async function reset({ addresses }: LiveMode): Promise<number> {
  return (await fetch(addresses.control?.resetUrl ?? "", { method: "POST" })).status;
}

function userNamesIn(workspace: Workspace, application: string): readonly string[] {
  const accounts = workspace.applications.find(({ id }) => id === application)?.accounts ?? [];
  return accounts.map(({ userName }) => userName);
}

/** The file as somebody finds it who opens it next. */
async function reopened(): Promise<OpenWorkspace> {
  await store.close();
  store = await openWorkspace(file, { program: "test", write: false, now: () => NOW });
  return store;
}

describe("live mode that saves", () => {
  it("keeps accounts, sessions and every request with its trace, and notes its beginning and its end", async () => {
    const live = await start();
    expect([await make(live, "lisa"), await make(live, "lisa")]).toEqual([201, 409]);
    const page = await createLiveBrowser().visit(applicationOf(live, "expenses").loginUrl, ADA);
    expect(page.text).toContain(ADA);
    const requests = live.runs().length;
    await live.end();

    const { workspace, history, readTrace, problems: found, readAccountsBefore } = await reopened();
    expect(found).toEqual([]);
    expect(userNamesIn(workspace, "jira")).toContain("lisa");
    expect(userNamesIn(workspace, "expenses")).toContain(ADA);
    expect(Object.keys(workspace.runtime.identityProviders["acme-id"]?.sessions ?? {})).toHaveLength(1);
    expect(workspace).toMatchObject({ clock: { now: "2031-05-06T07:08:09.000Z" }, actions: requests });

    const entries = history();
    expect(entries.map(({ type }) => type)).toEqual([
      "checkpoint",
      "edit",
      ...Array.from({ length: requests }, () => "action"),
      "edit",
    ]);
    expect(entries[1]?.title).toMatch(/^Live mode began: .* Made a new RS256 key rs256-1 for Acme ID\./);
    expect(entries.at(-1)?.title).toMatch(new RegExp(`^Live mode ended, after ${requests} requests\\.`));
    expect(entries[2]).toMatchObject({
      title: "POST /scim/v2/Users from outside: Jira-like answered with 201.",
      clock: "2031-05-06T07:08:09.000Z",
      action: { type: "live", method: "POST", path: "/scim/v2/Users", status: 201 },
    });
    expect((await readTrace(entries[2]?.id ?? "")).steps.some(({ kind }) => kind === "change")).toBe(true);
    expect(await readAccountsBefore(entries[2]?.id ?? "")).toEqual([]);
    expect(entries[3]).toMatchObject({
      title: expect.stringMatching(/^POST \/scim\/v2\/Users from outside: Jira-like answered with 409\. .*userName/),
      outcome: { result: "refused", code: "HTTP_409", application: "jira" },
    });
    const decided = entries.filter((entry) => entry.type === "action" && entry.decision !== undefined);
    expect(decided).toMatchObject([
      { decision: "create", action: { application: "expenses", path: "/oidc/callback" } },
    ]);
    expect(entries.at(-2)).toMatchObject({ outcome: { result: "signedIn" }, action: { path: "/" } });
    expect(problems).toEqual([]);
  });

  it("writes the workspace on the origins that it had", async () => {
    const live = await start();
    await make(live, "lisa");
    await createLiveBrowser().visit(applicationOf(live, "expenses").loginUrl, ADA);
    await live.end();
    expect(await readFile(file, "utf8")).not.toContain("127.0.0.1");
    const { workspace } = await reopened();
    expect(workspace.applications.map(({ origin }) => origin)).toEqual([
      "https://slack-like.test",
      "https://salesforce-like.test",
      "https://jira-like.test",
      "https://expenses-acme.test",
    ]);
    const ada = workspace.applications[3]?.accounts.find(({ userName }) => userName === ADA);
    expect(ada?.links[0]?.issuer).toBe("https://login.acme-id.test");
  });

  it("knows somebody again whom it knew under other ports, by their persistent NameID", async () => {
    const links = (workspace: Workspace) =>
      workspace.applications[0]?.accounts.find(({ links: [link] }) => link !== undefined)?.links;
    for (const _ of ["once", "and again"]) {
      const live = await start();
      await createLiveBrowser().visit(applicationOf(live, "slack").loginUrl, ADA);
      await live.end();
      expect(links((await reopened()).workspace)).toHaveLength(1);
      await store.close();
    }
    const decisions = store.history().flatMap((entry) => (entry.type === "action" ? (entry.decision ?? []) : []));
    expect(decisions).toHaveLength(2);
    expect(decisions[1]).toBe("unchanged");
  });

  it("saves while it runs, many requests at once", async () => {
    const live = await start();
    const people = Array.from({ length: 30 }, (_, index) => `person-${index}`);
    expect(new Set(await Promise.all(people.map((name) => make(live, name))))).toEqual(new Set([201]));
    await expect.poll(() => store.history().length, { timeout: 10_000 }).toBe(32);
    expect(userNamesIn(store.workspace, "jira")).toEqual(expect.arrayContaining(people));
    expect(new Set(store.history().map(({ id }) => id)).size).toBe(32);
    await live.end();
    expect(store.history()).toHaveLength(33);
  });

  it("goes back to its beginning where that is allowed, and leaves what came after as a branch", async () => {
    const live = await start({ allowReset: true });
    await make(live, "before");
    expect(await reset(live)).toBe(200);
    await make(live, "after");
    await live.end();
    const { workspace, branches, history } = await reopened();
    expect(userNamesIn(workspace, "jira")).toContain("after");
    expect(userNamesIn(workspace, "jira")).not.toContain("before");
    expect(workspace.applications[2]?.scim?.bearerToken).toBe(applicationOf(live, "jira").scim?.token);
    const [branch] = branches();
    expect(branch?.records.map(({ type }) => type)).toEqual(["action", "checkpoint"]);
    const onBranch = history().filter((entry) => entry.onBranch);
    expect(onBranch.map(({ type }) => type)).toEqual(["checkpoint", "edit", "checkpoint", "return", "action", "edit"]);
    expect(onBranch[3]?.title).toBe("Back to “Live mode, 2031-05-06T07:08:09.000Z”.");
  });

  it("tells what keeps it from saving, goes on, and saves later", async () => {
    const live = await start();
    const { commitAll } = store;
    let isFull = true;
    const full = async (...commits: Parameters<typeof commitAll>) => {
      if (isFull) throw new Error("The disk is full.");
      return commitAll(...commits);
    };
    Object.assign(store, { commitAll: full });
    expect(await make(live, "lisa")).toBe(201);
    await expect.poll(() => problems.length, { timeout: 10_000 }).toBeGreaterThan(0);
    isFull = false;
    expect(await make(live, "mona")).toBe(201);
    await live.end();
    expect(userNamesIn((await reopened()).workspace, "jira")).toEqual(expect.arrayContaining(["lisa", "mona"]));
    expect(store.history().filter(({ type }) => type === "action")).toHaveLength(2);
  });
});

describe("what is due in live mode", () => {
  const MINUTE = 60_000;
  /** Whom a cycle makes an account for. */
  const MADE = "ada.lovelace";
  let clock: TestClock;
  beforeEach(async () => {
    clock = createTestClock(NOW);
    await writeFile(file, JSON.stringify(provisionedBy(readAcme(), "jira", "scim")));
  });

  const startAt = (options: Partial<LiveModeOptions> = {}) => start({ now: clock.now, wake: clock.wake, ...options });

  function dueIn(runs: readonly LiveRun[]): readonly string[] {
    return runs.flatMap(({ action }) => (action.type === "due" ? [action.what] : []));
  }

  it("happens by itself and is saved, each as a run with its trace", async () => {
    const live = await startAt();
    await clock.pass(50 * MINUTE);
    expect(dueIn(live.runs())).toEqual(["cycle", "cycle"]);
    await make(live, "lisa");
    await live.end();
    expect(clock.waiting()).toBe(0);

    const { workspace, history, readTrace, readAccountsBefore } = await reopened();
    const actions = history().filter((entry) => entry.type === "action");
    expect(actions.map(({ title }) => title)).toEqual([
      expect.stringMatching(/^Due: SCIM cycle of jira: \d+ changed/),
      expect.stringMatching(/^Due: SCIM cycle of jira/),
      expect.stringMatching(/^POST/),
    ]);
    expect(actions.map((entry) => entry.clock)).toEqual([
      "2031-05-06T07:08:09.000Z",
      "2031-05-06T07:48:09.000Z",
      "2031-05-06T07:58:09.000Z",
    ]);
    const [first] = actions;
    expect((await readTrace(first?.id ?? "")).steps.some(({ kind }) => kind === "change")).toBe(true);
    expect((await readAccountsBefore(first?.id ?? ""))?.length).toBeGreaterThan(0);
    expect(userNamesIn(workspace, "jira")).toEqual(expect.arrayContaining(["lisa", MADE]));
    expect(history().at(-1)?.title).toMatch(/after 1 request and 2 things that had come due\./);
    expect(await readFile(file, "utf8")).not.toContain("127.0.0.1");
  });

  it("happens in the middle of requests, which find what it made", async () => {
    const live = await startAt();
    const people = Array.from({ length: 10 }, (_, index) => `person-${index}`);
    const [statuses] = await Promise.all([Promise.all(people.map((name) => make(live, name))), clock.pass(MINUTE)]);
    expect(new Set(statuses)).toEqual(new Set([201]));
    expect(await make(live, MADE)).toBe(409);
    await live.end();
    expect(userNamesIn((await reopened()).workspace, "jira")).toEqual(expect.arrayContaining([...people, MADE]));
  });

  it("is held off where somebody wants that, until they let it happen", async () => {
    const live = await startAt({ due: false });
    expect([live.due, clock.waiting()]).toEqual([false, 0]);
    live.setDue(true);
    await clock.pass(MINUTE);
    live.setDue(false);
    expect([live.due, clock.waiting(), dueIn(live.runs())]).toEqual([false, 0, ["cycle"]]);
    await live.end();
    expect((await reopened()).history().filter(({ type }) => type === "action")).toHaveLength(1);
  });

  it("happens again after a reset, as it did at the beginning", async () => {
    const live = await startAt({ allowReset: true });
    await clock.pass(MINUTE);
    expect(await reset(live)).toBe(200);
    expect(await make(live, "lisa")).toBe(201);
    await clock.pass(MINUTE);
    await live.end();
    expect(dueIn(live.runs())).toEqual(["cycle", "cycle"]);
    const { workspace, history } = await reopened();
    expect(userNamesIn(workspace, "jira")).toEqual(expect.arrayContaining(["lisa", MADE]));
    expect(history().filter((entry) => entry.onBranch && entry.type === "action")).toHaveLength(2);
  });
});

describe("live mode that does not save", () => {
  it("leaves the file as it was, and can be reset as often as one likes", async () => {
    const before = await readFile(file, "utf8");
    const live = await start({ save: false, allowReset: true });
    for (const _ of ["once", "and again"]) {
      expect(await make(live, "lisa")).toBe(201);
      expect(await make(live, "lisa")).toBe(409);
      expect(await reset(live)).toBe(200);
    }
    await live.end();
    expect(await readFile(file, "utf8")).toBe(before);
    expect(await readdir(folder)).toEqual(["acme.json"]);
  });
});
