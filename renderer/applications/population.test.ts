import { beforeEach, expect, it } from "vitest";
import { CallError } from "../../core/contract/client.ts";
import type { CallOptions, Client } from "../../core/contract/contract.ts";
import type { PopulationPreview } from "../../core/contract/results.ts";
import { lookAtEverybody, usePopulations } from "./population.ts";
import { EXPENSES } from "./test-configuration.ts";

const RESULT: PopulationPreview = { people: 24, notAssigned: 0, rows: [], rules: [], interesting: [] };

/** An engine that answers when the test says so, and ends with `CANCELLED` where it was given up before. */
function createSlowEngine() {
  const asked: { readonly options: CallOptions; readonly answer: () => void }[] = [];
  const call = (_method: string, _args: unknown, options: CallOptions = {}): Promise<unknown> =>
    new Promise((resolve, reject) => {
      options.signal?.addEventListener("abort", () => reject(new CallError({ code: "CANCELLED", message: "No." })));
      asked.push({ options, answer: () => resolve(RESULT) });
    });
  return { engine: { call, subscribe: () => () => undefined } as Client, asked };
}

/** What is saved while it is looked at. */
const SAVED = { policy: [] };

const stateOf = (key: string) => usePopulations.getState()[key];

beforeEach(() => usePopulations.setState({}, true));

it("says how far it is, and what came of it for which draft", async () => {
  const { engine, asked } = createSlowEngine();
  const looking = lookAtEverybody(engine, "key", "acme", EXPENSES, SAVED);
  asked[0]?.options.progress?.({ type: "progress", call: "c", done: 5, total: 24, what: "people" });
  expect(stateOf("key")?.running).toMatchObject({ done: 5, total: 24 });
  asked[0]?.answer();
  await looking;
  expect(stateOf("key")).toEqual({ result: RESULT, of: EXPENSES, beside: SAVED });
});

it("can be given up, and keeps what was known", async () => {
  const { engine, asked } = createSlowEngine();
  const first = lookAtEverybody(engine, "key", "acme", EXPENSES, SAVED);
  asked[0]?.answer();
  await first;
  const second = lookAtEverybody(engine, "key", "acme", EXPENSES, SAVED);
  stateOf("key")?.running?.cancel();
  await second;
  expect(stateOf("key")).toEqual({ result: RESULT, of: EXPENSES, beside: SAVED });
});

it("gives an earlier look up for a later one, whose answer alone counts", async () => {
  const { engine, asked } = createSlowEngine();
  const later = { ...EXPENSES, provider: "other" };
  const looks = [
    lookAtEverybody(engine, "key", "acme", EXPENSES, SAVED),
    lookAtEverybody(engine, "key", "acme", later, SAVED),
  ];
  expect(asked[0]?.options.signal?.aborted).toBe(true);
  asked[1]?.answer();
  await Promise.all(looks);
  expect(stateOf("key")).toEqual({ result: RESULT, of: later, beside: SAVED });
});
