import { beforeEach, describe, expect, it } from "vitest";
import { CallError } from "../../core/contract/client.ts";
import type { CallOptions, Client } from "../../core/contract/contract.ts";
import type { RowPopulation } from "../../core/contract/expression-results.ts";
import { countQuestion, countRow, useRowCounts } from "./row-counts.ts";
import { EXPENSES } from "./test-configuration.ts";

const counts = {
  value: 24,
  default: 0,
  nothing: 0,
  leftAlone: 0,
  leftOut: 0,
  waits: 0,
  error: 0,
  cannotTell: 0,
  tooLong: 0,
};
const RESULT: RowPopulation = { people: 24, others: 0, counts, samples: {}, edgeCases: [] };
const ROW = { kind: "oidc", id: "email" } as const;
const ASKED = { workspace: "acme", configuration: EXPENSES, row: ROW };

/** An engine that answers when the test says so, and ends with `CANCELLED` where it was given up before. */
function createSlowEngine() {
  const asked: {
    readonly options: CallOptions;
    readonly answer: () => void;
    readonly refuse: (code: string) => void;
  }[] = [];
  const call = (_method: string, _args: unknown, options: CallOptions = {}): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const refuse = (code: string): void => reject(new CallError({ code, message: "No." }));
      options.signal?.addEventListener("abort", () => refuse("CANCELLED"));
      asked.push({ options, answer: () => resolve(RESULT), refuse });
    });
  return { engine: { call, subscribe: () => () => undefined } as Client, asked };
}

const stateOf = (key: string) => useRowCounts.getState()[key];

beforeEach(() => useRowCounts.setState({}, true));

describe("counting a row", () => {
  it("gives an earlier count up for a later one, whose answer alone counts", async () => {
    const { engine, asked } = createSlowEngine();
    const both = [countRow(engine, "key", "before", ASKED), countRow(engine, "key", "now", ASKED)];
    expect(asked[0]?.options.signal?.aborted).toBe(true);
    asked[1]?.options.progress?.({ type: "progress", call: "c", done: 5, total: 24, what: "people" });
    expect(stateOf("key")?.running).toMatchObject({ done: 5, total: 24 });
    asked[1]?.answer();
    await Promise.all(both);
    expect(stateOf("key")).toEqual({ result: RESULT, of: "now" });
  });

  it("keeps what was known where it comes to nothing, and says why", async () => {
    const { engine, asked } = createSlowEngine();
    const first = countRow(engine, "key", "before", ASKED);
    asked[0]?.answer();
    await first;
    const second = countRow(engine, "key", "now", ASKED);
    asked[1]?.refuse("EXPRESSION_UNCLOSED");
    await second;
    const failure = { of: "now", code: "EXPRESSION_UNCLOSED", message: "No." };
    expect(stateOf("key")).toEqual({ result: RESULT, of: "before", failure });
  });
});

describe("what a count hangs on", () => {
  const { connection } = EXPENSES;
  const withConnection = (changes: object) =>
    countQuestion({ ...ASKED, configuration: { ...EXPENSES, connection: { ...connection, ...changes } } });

  it("is the row itself, who is assigned, and how expressions are taken", () => {
    const now = countQuestion(ASKED);
    const claims = connection.oidc?.claims.map((claim) => ({ ...claim, claim: `${claim.claim}2` }));
    expect(withConnection({ oidc: { ...connection.oidc, claims } })).not.toBe(now);
    expect(withConnection({ assignment: { required: true, users: [], groups: [] } })).not.toBe(now);
    expect(withConnection({ expressions: { oktaSubstring: "clamp" } })).not.toBe(now);
  });

  it("is none of the other rows, nor a note", () => {
    const claims = connection.oidc?.claims.map((claim) =>
      claim.id === "email" ? claim : { ...claim, claim: "other" },
    );
    const changed = withConnection({ oidc: { ...connection.oidc, claims }, requireSecondFactor: true });
    expect(changed).toBe(countQuestion(ASKED));
  });
});
