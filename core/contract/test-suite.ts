import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CallError, createClient } from "./client.ts";
import type { Client, ContractEvent, Reply, Transport } from "./contract.ts";
import type { LiveState } from "./live.ts";
import type { Arguments, Happening } from "./methods.ts";
import type { RunDetail } from "./results.ts";

/** A transport under test, and what ends it. */
export interface TestedTransport {
  readonly transport: Transport;
  close(): Promise<void>;
}

const ADA = "ada.lovelace@acme.test";
const PRIVATE = /PRIVATE KEY|"privateKey"|"clientSecret"|"bearerToken"|"pairwiseSalt"/;

/** What the behaviours are tried with: a fresh folder, and the calls that many of them make. */
interface Bench {
  readonly client: Client;
  /** Makes the sample, with people up to this number. Gives its id. */
  create(people?: number): Promise<string>;
  login(workspace: string): Promise<RunDetail>;
  /** Ada's department. */
  department(workspace: string): Promise<unknown>;
  /** Moves Ada to a department. */
  move(workspace: string, department: string): Promise<unknown>;
  /** A call as it crosses the border, whatever it says. */
  raw(method: string, args: unknown): Promise<Reply>;
}

interface ContractOptions {
  /** How long one behaviour may take, in milliseconds. */
  readonly timeout?: number;
  /** Whether the engine behind it can start live mode. */
  readonly live?: boolean;
}

/**
 * What every transport must do, whatever it carries calls over: each host runs this suite. `createTransport` puts an
 * engine over a folder of workspaces behind it.
 */
export function describeContract(
  name: string,
  createTransport: (folder: string) => Promise<TestedTransport>,
  { timeout = 20_000, live = true }: ContractOptions = {},
): void {
  describe(`the contract over ${name}`, { timeout }, () => {
    let end: () => Promise<void>;
    let current: Bench;
    const bench = (): Bench => current;

    beforeEach(async () => {
      const folder = await mkdtemp(join(tmpdir(), "rehearsal-contract-"));
      const { transport, close } = await createTransport(folder);
      current = createBench(transport);
      end = async () => {
        await close();
        await rm(folder, { recursive: true, force: true });
      };
    }, timeout);

    afterEach(() => end(), timeout);

    describeWorkspaces(bench);
    describeEdits(bench);
    describeBadCalls(bench);
    describeRuns(bench);
    describeLifecycle(bench);
    describeMoreOfTheLifecycle(bench);
    describeLongCalls(bench);
    describeLongActions(bench);
    describeComparisons(bench);
    if (live) describeLive(bench);
    describePlainJson(bench);
  });
}

function createBench(transport: Transport): Bench {
  const client = createClient(transport, "suite");
  return {
    client,
    async create(people) {
      const args = { name: "Acme", preset: "acme", ...(people === undefined ? {} : { people }) } as const;
      return (await client.call("workspaces.create", args)).workspace;
    },
    login: (workspace) =>
      client.call("runs.login", {
        workspace,
        action: { type: "login", user: ADA, application: "expenses", protocol: "oidc", startAt: "application" },
      }),
    async department(workspace) {
      return (await client.call("directory.person", { workspace, person: "u-ada" })).person.attributes.department;
    },
    move: (workspace, value) =>
      client.call("directory.changePeople", {
        workspace,
        people: ["u-ada"],
        change: { kind: "attribute", name: "department", value },
      }),
    raw: (method, args) => transport.call({ call: "raw-1", method, arguments: args }),
  };
}

function describeWorkspaces(bench: () => Bench): void {
  describe("workspaces", () => {
    it("lists none in an empty folder", async () => {
      expect(await bench().client.call("workspaces.list", {})).toEqual({ folder: expect.any(String), workspaces: [] });
    });

    it("creates a sample, lists it and opens it", async () => {
      const workspace = await bench().create();
      const { workspaces } = await bench().client.call("workspaces.list", {});
      expect(workspaces).toMatchObject([{ id: "acme", content: { name: "Acme", users: 24, applications: 4 } }]);
      const summary = await bench().client.call("workspaces.open", { workspace });
      expect(summary).toMatchObject({ id: "acme", access: { kind: "write" }, users: 24, runs: 0 });
      expect(summary.checkpoints.map((each) => each.name)).toEqual(["Start"]);
    });

    it("gives a second workspace of the same name a name of its own", async () => {
      expect([await bench().create(), await bench().create()]).toEqual(["acme", "acme-2"]);
    });

    it("shares a copy without private keys, which can be imported again", async () => {
      const workspace = await bench().create();
      const copy = await bench().client.call("workspaces.share", { workspace, pseudonymise: false });
      expect(copy.text).not.toMatch(PRIVATE);
      const imported = await bench().client.call("workspaces.import", { name: "Copy", text: copy.text });
      expect(await bench().login(imported.workspace)).toMatchObject({ outcome: { result: "signedIn" } });
    });

    it("refuses to import what is no workspace, and leaves nothing behind", async () => {
      await expect(
        bench().client.call("workspaces.import", { name: "Broken", text: '{"version": 1' }),
      ).rejects.toMatchObject({
        code: "WORKSPACE_NOT_JSON",
      });
      expect((await bench().client.call("workspaces.list", {})).workspaces).toEqual([]);
    });

    it("removes a workspace", async () => {
      const workspace = await bench().create();
      await bench().client.call("workspaces.remove", { workspace });
      expect((await bench().client.call("workspaces.list", {})).workspaces).toEqual([]);
    });
  });
}

function describeEdits(bench: () => Bench): void {
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

function describeBadCalls(bench: () => Bench): void {
  describe("bad calls", () => {
    it("names the place of an argument that is wrong", async () => {
      const reply = await bench().raw("runs.login", { workspace: "acme", action: { type: "login", user: 7 } });
      expect(reply).toMatchObject({ ok: false, error: { code: "ARGUMENTS_INVALID" } });
      const paths = reply.ok ? [] : reply.error.problems?.map(({ path }) => path);
      expect(paths).toEqual(expect.arrayContaining(["action.user", "action.protocol"]));
    });

    it("knows the nearest name of a method that is not there", async () => {
      const reply = await bench().raw("run.login", {});
      expect(reply).toMatchObject({ ok: false, error: { code: "METHOD_UNKNOWN" } });
      expect(reply.ok ? "" : reply.error.message).toContain('Did you mean "runs.login"?');
    });

    it("refuses names that would reach a prototype", async () => {
      const args = JSON.parse('{"workspace": "acme", "people": [{"__proto__": {"polluted": true}}]}');
      expect(await bench().raw("directory.savePeople", args)).toMatchObject({ ok: false });
      expect(await bench().raw("constructor", {})).toMatchObject({ ok: false, error: { code: "METHOD_UNKNOWN" } });
      expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
    });

    it("lets no workspace lie outside its folder", async () => {
      const reply = await bench().raw("workspaces.open", { workspace: "../secret" });
      expect(reply).toMatchObject({ ok: false, error: { code: "ARGUMENTS_INVALID", path: "workspace" } });
    });

    it("keeps the code and the place of an error, as a value and as a thrown error", async () => {
      const workspace = await bench().create();
      const failure = await bench()
        .client.call("directory.person", { workspace, person: "u-adaa" })
        .catch((error) => error);
      expect(failure).toBeInstanceOf(CallError);
      expect(failure).toMatchObject({ code: "PERSON_UNKNOWN", details: { path: "person" } });
      expect(failure.message).toContain('Did you mean "u-ada"?');
    });
  });
}

function describeRuns(bench: () => Bench): void {
  describe("runs", () => {
    it("carries a login out, with its whole trace and the accounts before it", async () => {
      const run = await bench().login(await bench().create());
      expect(run).toMatchObject({ number: 1, saved: true, title: "Ada Lovelace → Expenses", accountsBefore: [] });
      expect(run.trace.steps.map(({ seq }) => seq)).toEqual(run.trace.steps.map((_, index) => index + 1));
      expect(run.trace.steps.some(({ kind }) => kind === "decision")).toBe(true);
    });

    it("reads a run again, also once the workspace was closed", async () => {
      const workspace = await bench().create();
      await bench().login(workspace);
      const second = await bench().login(workspace);
      expect(second.accountsBefore).toMatchObject([{ application: "expenses", account: { userName: ADA } }]);
      await bench().client.call("workspaces.close", { workspace });
      expect(await bench().client.call("runs.read", { workspace, run: second.run })).toEqual({
        ...second,
        base: { ...second.base, remembered: false },
      });
    });

    it("runs it again with one change, and saves nothing", async () => {
      const workspace = await bench().create();
      const run = await bench().login(workspace);
      const again = await bench().client.call("runs.again", {
        workspace,
        run: run.run,
        change: { kind: "attribute", person: "u-ada", name: "department", value: "Engineering" },
      });
      expect(again).toMatchObject({ saved: false, fork: { of: run.run } });
      const at = (again.fork?.firstDifference ?? 0) - 1;
      expect(again.trace.steps.slice(0, at)).toEqual(run.trace.steps.slice(0, at));
      expect(again.trace.steps[at]).not.toEqual(run.trace.steps[at]);
      expect(await bench().department(workspace)).toBe("Finance");
      expect(await bench().client.call("runs.read", { workspace, run: again.run })).toEqual(again);
    });
  });
}

const application = "expenses";
const GINA = "gina.torres@acme.test";
const HIRE: Happening = {
  type: "hire",
  id: "u-gina",
  userName: GINA,
  attributes: { displayName: "Gina Torres", mail: GINA, department: "Finance", employeeId: "200001" },
  groups: [],
};

const act = ({ client }: Bench, workspace: string, action: Happening) => client.call("runs.act", { workspace, action });

/** Sets the application to a way, as it would be set up unless told otherwise. */
async function setWay({ client }: Bench, workspace: string, way: "manual" | "scheduled"): Promise<string> {
  const { configuration } = await client.call("applications.read", { workspace, application });
  const { provisioning } = await client.call("applications.derive", { workspace, application, way });
  const connection = { ...configuration.connection, provisioning };
  const saved = { workspace, configuration: { ...configuration, connection } };
  return (await client.call("applications.save", saved)).what;
}

function describeLifecycle(bench: () => Bench): void {
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

function describeMoreOfTheLifecycle(bench: () => Bench): void {
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

function describeLongCalls(bench: () => Bench): void {
  describe("long calls", () => {
    const population = async (workspace: string): Promise<Arguments<"preview.population">> => {
      const { configuration } = await bench().client.call("applications.read", { workspace, application: "expenses" });
      return { workspace, configuration };
    };

    it("tell how far they have come, in order", async () => {
      const args = await population(await bench().create(3000));
      const told: number[] = [];
      const preview = await bench().client.call("preview.population", args, {
        progress: ({ done }) => told.push(done),
      });
      expect(preview.people).toBe(3000);
      await expect.poll(() => told.at(-1)).toBe(3000);
      expect(told).toEqual(told.toSorted((left, right) => left - right));
    });

    it("can be given up", async () => {
      const args = await population(await bench().create(20_000));
      const controller = new AbortController();
      const options = { signal: controller.signal, progress: () => controller.abort() };
      await expect(bench().client.call("preview.population", args, options)).rejects.toMatchObject({
        code: "CANCELLED",
      });
    });
  });
}

function describeLongActions(bench: () => Bench): void {
  describe("actions about many people", () => {
    const batch = { type: "cycle", application } as const;
    const create = async (): Promise<string> => {
      const workspace = await bench().create(1000);
      await setWay(bench(), workspace, "scheduled");
      return workspace;
    };

    it("tell how far they have come, and what is done, in words", async () => {
      const workspace = await create();
      const told: ContractEvent[] = [];
      const progress = (event: ContractEvent): unknown => told.push(event);
      await bench().client.call("runs.act", { workspace, action: batch }, { progress });
      expect(told[0]).toMatchObject({ total: 1000, what: "people" });
      expect(told[0]).toMatchObject({ doing: expect.stringMatching(/^Batch of Expenses: [\d,]+ of 1,000 people$/) });
    });

    it.each([batch, { type: "passTime", by: { minutes: 3 * 1440 } } as const])(
      "leave everything as it was when they are given up, and happen when asked again: %j",
      async (action) => {
        const { client } = bench();
        const workspace = await create();
        const look = async () => ({
          lifecycle: await client.call("lifecycle.read", { workspace }),
          history: await client.call("history.list", { workspace }),
          accounts: await client.call("accounts.table", { workspace, application }),
        });
        const before = await look();
        const controller = new AbortController();
        const options = { signal: controller.signal, progress: () => controller.abort() };
        const failure = client.call("runs.act", { workspace, action }, options);
        await expect(failure).rejects.toMatchObject({ code: "CANCELLED" });
        expect(await look()).toEqual(before);
        await client.call("workspaces.close", { workspace });
        expect(await look()).toEqual(before);
        expect(await act(bench(), workspace, action)).toMatchObject({ number: 1, outcome: { result: "done" } });
      },
    );

    it("are given up before their turn comes, too", async () => {
      const { client } = bench();
      const workspace = await create();
      const controller = new AbortController();
      let second: Promise<unknown> | undefined;
      const progress = (): void => {
        if (second !== undefined) controller.abort();
        second ??= client
          .call("runs.act", { workspace, action: batch }, { signal: controller.signal })
          .catch((error: CallError) => error.code);
      };
      expect(await client.call("runs.act", { workspace, action: batch }, { progress })).toMatchObject({ number: 1 });
      expect(await second).toBe("CANCELLED");
      expect(await client.call("workspaces.open", { workspace })).toMatchObject({ runs: 1 });
    });
  });
}

function describeComparisons(bench: () => Bench): void {
  describe("comparisons", () => {
    const lifeOf = async (workspace: string): Promise<Arguments<"compare.run">> => {
      const { presets } = await bench().client.call("compare.presets", { workspace });
      const [{ people = [], events = [] } = {}] = presets;
      const request = { people: [...people], events: [...events], days: 30, controls: {} };
      return { workspace, request: { ...request, modes: ["jit", "workflow"], applications: ["expenses"] } };
    };

    it("send the same events through several ways, and open a boundary as a run", async () => {
      const args = await lifeOf(await bench().create());
      const { lanes } = await bench().client.call("compare.run", args);
      expect(lanes.map(({ mode }) => mode)).toEqual(["jit", "workflow"]);
      const { state = [], from = [] } = lanes[0]?.segments ?? {};
      const moment = { at: from[state.indexOf("correct")] ?? 0, person: "u-gina-torres", application: "expenses" };
      const { run, step } = await bench().client.call("compare.open", { ...args, mode: "jit", ...moment });
      const detail = await bench().client.call("runs.read", { workspace: args.workspace, run });
      expect(detail).toMatchObject({ saved: false, outcome: { result: "signedIn" } });
      expect(detail.trace.steps[step - 1]?.kind).toBe("change");
    });

    it("can be given up", async () => {
      const args = await lifeOf(await bench().create(3000));
      const controller = new AbortController();
      const options = { signal: controller.signal, progress: () => controller.abort() };
      const request = { ...args.request, people: undefined, days: 300 };
      await expect(
        bench().client.call("compare.run", JSON.parse(JSON.stringify({ ...args, request })), options),
      ).rejects.toMatchObject({ code: "CANCELLED" });
    });
  });
}

/** A real client makes an account by SCIM in an application of a workspace that listens. Gives the status. */
async function makeAccount({ addresses }: LiveState): Promise<number> {
  const { scim } = addresses?.applications.find(({ id }) => id === "jira") ?? {};
  const schemas = ["urn:ietf:params:scim:schemas:core:2.0:User"];
  const response = await fetch(`${scim?.baseUrl}/Users`, {
    method: "POST",
    headers: { authorization: `Bearer ${scim?.token}`, "content-type": "application/scim+json" },
    body: JSON.stringify({ schemas, userName: "lisa", displayName: "Lisa", emails: [{ value: "lisa@acme.test" }] }),
  });
  await response.text();
  return response.status;
}

function describeLive(bench: () => Bench): void {
  describe("live mode", () => {
    it("makes a run of every request from outside, and says so", async () => {
      const { client } = bench();
      const workspace = await bench().create();
      expect(await client.call("live.read", { workspace })).toMatchObject({ running: false, entries: [] });
      const live = await client.call("live.start", { workspace });
      expect(JSON.parse(JSON.stringify(live))).toStrictEqual(live);
      const told: ContractEvent[] = [];
      client.subscribe((event) => told.push(event));
      expect(await makeAccount(live)).toBe(201);
      await expect.poll(() => told).toContainEqual({ type: "changed", workspace });
      const { entries } = await client.call("live.read", { workspace });
      expect(entries).toMatchObject([{ method: "POST", path: "/scim/v2/Users", status: 201, party: "Jira-like" }]);
      const run = await client.call("runs.read", { workspace, run: entries[0]?.run ?? "" });
      expect(run).toMatchObject({
        saved: true,
        title: "POST /scim/v2/Users from outside",
        outcome: { result: "done" },
      });
      const { userName } = await client.call("accounts.table", { workspace, application: "jira" });
      expect(userName).toContain("lisa");
    });

    it("has the workspace to itself while it runs, and gives it back", async () => {
      const { client, move, login } = bench();
      const workspace = await bench().create();
      const live = await client.call("live.start", { workspace });
      expect(await client.call("workspaces.open", { workspace })).toMatchObject({ live: true });
      for (const refused of [move(workspace, "Sales"), login(workspace)]) {
        await expect(refused).rejects.toMatchObject({ code: "LIVE_RUNNING" });
      }
      const stopped = await client.call("live.stop", { workspace });
      expect(stopped).toMatchObject({ running: false });
      expect(stopped.addresses).toBeUndefined();
      await expect(makeAccount(live)).rejects.toThrow("fetch failed");
      await move(workspace, "Sales");
      expect(await bench().department(workspace)).toBe("Sales");
    });
  });
}

function describePlainJson(bench: () => Bench): void {
  it("gives plain JSON without secrets, whatever is asked for", async () => {
    const workspace = await bench().create();
    const { run } = await bench().login(workspace);
    const calls: readonly (readonly [string, unknown])[] = [
      ["app.about", {}],
      ["workspaces.list", {}],
      ["workspaces.open", { workspace }],
      ["workspaces.share", { workspace, pseudonymise: true }],
      ["history.list", { workspace }],
      ["directory.table", { workspace }],
      ["directory.person", { workspace, person: "u-ada" }],
      ["applications.cards", {}],
      ["identityProviders.products", { workspace }],
      ["applications.read", { workspace, application: "expenses" }],
      ["applications.read", { workspace, application: "salesforce" }],
      ["preview.login", { workspace, application: "jira", person: "u-ada" }],
      ["expressions.language", { workspace, dialect: "okta-ie" }],
      [
        "expressions.try",
        { workspace, person: "u-ada", expression: { dialect: "entra", text: "ToUper([mail])", place: "mapping" } },
      ],
      ["compare.presets", { workspace }],
      ["history.changes", { workspace }],
      ["runs.read", { workspace, run }],
      ["lifecycle.read", { workspace }],
      ["applications.derive", { workspace, application: "expenses", way: "scim" }],
      ["accounts.compare", { workspace, application: "expenses" }],
      ["accounts.table", { workspace, application: "expenses" }],
      ["accounts.read", { workspace, application: "expenses", account: "acc-mara" }],
    ];
    for (const [method, args] of calls) {
      const reply = await bench().raw(method, args);
      expect(reply, method).toMatchObject({ ok: true });
      expect(JSON.parse(JSON.stringify(reply)), method).toStrictEqual(reply);
      expect(JSON.stringify(reply), method).not.toMatch(PRIVATE);
    }
  });
}
