import { isDeepStrictEqual } from "node:util";
import jsonata from "jsonata";
import type { Attributes } from "../attribute-value.ts";
import { createSession, type Run, type Session } from "../expression/compile.ts";
import { type DialectId, dialectIdSchema } from "../expression/dialect.ts";
import { evaluateFor } from "../expression/evaluate.ts";
import { prepareExpression } from "../expression/prepare.ts";
import type { BenchLine } from "./bench-line.ts";
import { EXPRESSION_CASES, type ExpressionCase } from "./expression-cases.ts";
import { median } from "./measure.ts";

const PEOPLE = 100_000;
const ROUNDS = 3;

/** One mapping set of ten expressions per language over 100,000 people, log off, against JSONata, both on one thread. */
export async function* benchExpressions(): AsyncGenerator<BenchLine> {
  const people = buildPeople();
  for (const dialect of dialectIdSchema.options) yield* benchLanguage(dialect, people);
}

/** Each person with other texts: no engine gets away with a value that it has seen. */
function buildPeople(): readonly Attributes[] {
  const departments = ["Engineering", "Sales", "Finance"];
  return Array.from({ length: PEOPLE }, (_, index) => ({
    givenName: `Given${index}`,
    surname: `Surname${index % 977}`,
    mail: `Given${index}.Surname@acme.test`,
    department: departments[index % departments.length] ?? "",
    country: index % 3 === 0 ? "DE" : "FR",
    telephoneNumber: `+49 30 ${index}`,
  }));
}

interface Prepared {
  readonly run: Run;
  readonly peer: jsonata.Expression;
}

async function* benchLanguage(dialect: DialectId, people: readonly Attributes[]): AsyncGenerator<BenchLine> {
  const cases = EXPRESSION_CASES[dialect];
  const prepared = cases.map(
    ({ text, jsonata: equivalent }): Prepared => ({
      run: prepareRun(dialect, text, false),
      peer: jsonata(equivalent),
    }),
  );
  await checkEquivalence(dialect, cases, people.slice(0, 50));
  const sample = people.slice(0, PEOPLE / 10);
  runAll(prepared, sample);
  await runPeers(prepared, sample);
  const rounds: { readonly own: number; readonly peer: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const own = runAll(prepared, people);
    rounds.push({ own, peer: await runPeers(prepared, people) });
  }
  const ratio = median(rounds.map(({ own, peer }) => peer / own));
  yield {
    name: `ten expressions (${dialect}) over ${PEOPLE.toLocaleString("en")} people : jsonata`,
    measured: ratio.toFixed(1),
    limit: "at least 20",
    held: ratio >= 20,
  };
  const perPerson = countSubExpressions(dialect, cases, sample) / sample.length;
  const perSecond = (perPerson * PEOPLE) / (median(rounds.map(({ own }) => own)) / 1000) / 1e6;
  yield {
    name: `sub-expressions a second (${dialect}), in millions`,
    measured: perSecond.toFixed(1),
    limit: "at least 5",
    held: perSecond >= 5,
  };
}

function prepareRun(dialect: DialectId, text: string, log: boolean): Run {
  const prepared = prepareExpression(dialect, text, { log });
  if (!prepared.ok) throw prepared.error;
  return prepared.run;
}

/** The peer does the same work: what comes out is the same, for the first people. */
async function checkEquivalence(
  dialect: DialectId,
  cases: readonly ExpressionCase[],
  people: readonly Attributes[],
): Promise<void> {
  for (const { text, jsonata: equivalent } of cases) {
    const prepared = prepareExpression(dialect, text, { log: false });
    if (!prepared.ok) throw prepared.error;
    const peer = jsonata(equivalent);
    for (const person of people) {
      const own = evaluateFor(prepared.run, inputOf(person), prepared.dialect, false);
      const value = own.outcome === "value" ? own.value : own;
      const theirs: unknown = await peer.evaluate(person);
      if (!isDeepStrictEqual(value, theirs))
        throw new TypeError(`${text} gives ${JSON.stringify(value)}, ${equivalent} ${JSON.stringify(theirs)}.`);
    }
  }
}

function inputOf(person: Attributes): Session["input"] {
  return { attribute: (name) => (Object.hasOwn(person, name) ? person[name] : undefined), now: 0 };
}

/** Keeps results alive, so that no work can be left out. */
const kept: { last: unknown } = { last: undefined };

function runAll(prepared: readonly Prepared[], people: readonly Attributes[]): number {
  const begin = performance.now();
  const session = createSession(inputOf({}), false);
  for (const person of people) {
    session.input = inputOf(person);
    for (const { run } of prepared) kept.last = run(session);
  }
  return performance.now() - begin;
}

async function runPeers(prepared: readonly Prepared[], people: readonly Attributes[]): Promise<number> {
  const begin = performance.now();
  for (const person of people) {
    for (const { peer } of prepared) kept.last = await peer.evaluate(person);
  }
  return performance.now() - begin;
}

/** Those that are really evaluated: a branch that is not taken does not count. */
function countSubExpressions(
  dialect: DialectId,
  cases: readonly ExpressionCase[],
  people: readonly Attributes[],
): number {
  const session = createSession(inputOf({}), true);
  const runs = cases.map(({ text }) => prepareRun(dialect, text, true));
  let count = 0;
  for (const person of people) {
    session.input = inputOf(person);
    session.log = [];
    for (const run of runs) run(session);
    count += session.log.length;
  }
  return count;
}
