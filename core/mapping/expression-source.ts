import { type Evaluated, evaluateFor, type LoggedValue } from "../expression/evaluate.ts";
import { type EvaluationInput, NotKnown } from "../expression/input.ts";
import { type PreparedExpression, prepareExpression } from "../expression/prepare.ts";
import { REDACTED } from "../expression/value.ts";
import type { ExpressionWorld } from "./person-world.ts";
import { lookupByProductName } from "./product-names.ts";
import type { Source } from "./source.ts";
import { describeNotKnown, type Lookup, type NamedValue, type SourceResult, valueMember } from "./source-result.ts";

export type ExpressionSource = Extract<Source, { kind: "expression" }>;

/** For whoever evaluates without a world: only what the attributes give can be asked. */
const NO_WORLD: ExpressionWorld = { now: Number.NaN };

/** `Now()`, `Time.now()`, `DateTime.now()` */
const READS_CLOCK = /\bnow\s*\(/i;

/** Tells whether an expression asks what time it is. */
export function readsClock({ text }: Pick<ExpressionSource, "text">): boolean {
  return READS_CLOCK.test(text);
}

/** Evaluates an expression for one person. Never throws for what the text or the person's data say. */
export function evaluateExpression(
  source: ExpressionSource,
  lookup: Lookup,
  world: ExpressionWorld = NO_WORLD,
  log = true,
): SourceResult {
  const { settings } = world;
  const prepared = prepareExpression(source.dialect, source.text, {
    log,
    ...(settings === undefined ? {} : { settings }),
  });
  if (!prepared.ok) return { inputs: [], problem: describeProblem(prepared.error) };
  if (world === NO_WORLD && readsClock(source)) return { inputs: [], problem: "There is no clock for this row." };
  const { evaluated, inputs } = runExpression(prepared, source, { lookup, world, log });
  return toSourceResult(evaluated, inputs, source.text, world);
}

/** Whom an expression is evaluated for. */
export interface EvaluatedPerson {
  readonly lookup: Lookup;
  readonly world: ExpressionWorld;
  /** Whether what was read, and what came out on the way, is wanted. */
  readonly log: boolean;
}

/** Runs a prepared expression for one person. `inputs`: the attributes that were read, in order; only with `log`. */
export function runExpression(
  { dialect, run }: Extract<PreparedExpression, { ok: true }>,
  { text }: Pick<ExpressionSource, "text">,
  { lookup, world, log }: EvaluatedPerson,
): { readonly evaluated: Evaluated; readonly inputs: readonly NamedValue[] } {
  const inputs = new Map<string, NamedValue>();
  const read = (name: string) => {
    const value = lookupByProductName(dialect.id, name, lookup);
    if (log) inputs.set(name, { name, ...valueMember(value) });
    if (value === undefined && world.notKnownFrom?.(name) !== undefined) throw new NotKnown(name);
    return value;
  };
  const evaluated = evaluateFor(run, inputFor(read, world, text), dialect, log);
  return { evaluated, inputs: [...inputs.values()] };
}

function inputFor(attribute: EvaluationInput["attribute"], world: ExpressionWorld, text: string): EvaluationInput {
  const { randomFor } = world;
  // The world stays behind it: what few expressions ask for is not worked out for everybody.
  const input: EvaluationInput = Object.create(world);
  return Object.assign(input, { attribute }, randomFor === undefined ? {} : { random: randomFor(text) });
}

function toSourceResult(
  evaluated: Evaluated,
  inputs: readonly NamedValue[],
  text: string,
  world: ExpressionWorld,
): SourceResult {
  const { log } = evaluated;
  const base = log === undefined ? { inputs } : { inputs, intermediate: log.map((entry) => describeStep(entry, text)) };
  switch (evaluated.outcome) {
    case "value": {
      const { value, effects } = evaluated;
      const shown = effects.includes("redact") ? { ...base, inputs: inputs.map(hideValue) } : base;
      const done = effects.length === 0 ? shown : { ...shown, effects };
      return value === undefined ? done : { ...done, value };
    }
    case "error":
      return { ...base, problem: describeProblem(evaluated) };
    case "notKnown": {
      const { attribute, why } = evaluated;
      const file = world.notKnownFrom?.(attribute) ?? "the file";
      const problem = why === undefined ? describeNotKnown(attribute, file) : `Cannot tell: ${why}`;
      return { ...base, notKnown: attribute, problem };
    }
  }
}

function hideValue(input: NamedValue): NamedValue {
  return input.value === undefined ? input : { name: input.name, value: REDACTED };
}

/** A sub-expression as it stands in the text, and what it gave. */
function describeStep({ from, to, text: shown }: LoggedValue, text: string) {
  const part = text.slice(from, to);
  return shown === undefined ? { text: part } : { text: part, value: shown };
}

function describeProblem({ message, code }: { readonly message: string; readonly code: string }): string {
  return `${message} (${code})`;
}
