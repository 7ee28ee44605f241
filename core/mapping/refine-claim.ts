import { type AttributeValue, isBlank, isList, valuesOf } from "../attribute-value.ts";
import type { DirectoryUser } from "../directory/directory.ts";
import type { ClaimCondition, ClaimRefinement, ClaimTransformation } from "./claim-transformation.ts";
import { describeCondition, describeTransformation } from "./describe-transformation.ts";
import {
  describeSource,
  evaluateSource,
  type Lookup,
  type NamedValue,
  readValue,
  type SourceResult,
} from "./evaluate.ts";
import type { ExpressionWorld } from "./person-world.ts";
import type { Source } from "./source.ts";
import { describeNotKnown, valueMember } from "./source-result.ts";
import { type TransformContext, type Transformed, transformValue } from "./transform-claim.ts";

/** A claim's source, and what is done with it on the way. */
export interface RefinedSource extends ClaimRefinement {
  readonly source: Source;
  readonly further?: readonly Source[];
}

/** Whom a claim is worked out for. */
export interface RefinedFor {
  readonly user: Pick<DirectoryUser, "groups">;
  readonly lookup: Lookup;
  readonly world: ExpressionWorld | undefined;
  /** The claim is the NameID. */
  readonly isNameId?: true;
}

/** Whether more is done with a source than to send what it gives: most claims need nothing of this file. */
export function isRefined({ transformations, conditions, further }: Omit<RefinedSource, "source">): boolean {
  return transformations !== undefined || conditions !== undefined || further !== undefined;
}

/** Where such a claim comes from in words: "attribute `mail` through ExtractMailPrefix() and ToLowercase()". */
export function describeRefined({ source, further = [], transformations = [], conditions }: RefinedSource): string {
  const sources = [source, ...further].map((each) => describeSource(each, "attribute")).join(" and ");
  const way = transformations.map(describeTransformation).join(" and ");
  const through = way === "" ? sources : `${sources} through ${way}`;
  if (conditions === undefined) return through;
  return `${through}, unless ${conditions.length === 1 ? "its condition" : `one of ${conditions.length} conditions`} gives another`;
}

/**
 * The value of a claim with conditions and transformations (reference: idp-claims.md, "Claim transforms"): conditions
 * whose source is an attribute first, then those with transformations, each from the top; the last that holds and gives
 * a value counts, and where none does, the claim's own source. `intermediate` tells source, transformations and values.
 */
export function evaluateRefined(refined: RefinedSource, whom: RefinedFor): SourceResult {
  const { conditions } = refined;
  if (conditions === undefined) return evaluateVariant(refined, whom);
  const told: NonNullable<SourceResult["intermediate"]>[number][] = [];
  const inputs: NamedValue[] = [];
  const tell = (result: SourceResult): SourceResult => ({
    ...result,
    inputs: [...inputs, ...result.inputs],
    intermediate: [...told, ...(result.intermediate ?? [])],
  });
  for (const { condition, number } of fromTheLast(conditions)) {
    const words = `Condition ${number}, ${describeCondition(condition)}`;
    const met = isMet(condition, whom);
    inputs.push(...met.inputs);
    if (met.problem !== undefined) return tell({ ...met, inputs: [] });
    if (met.why !== undefined) {
      told.push({ text: `${words}: ${met.why}` });
      continue;
    }
    const found = evaluateVariant(condition, whom);
    if (found.problem !== undefined || !isBlank(found.value)) {
      told.push({ text: `${words}: holds, and its value is sent` });
      return tell(found);
    }
    told.push({ text: `${words}: holds, and gives nothing, so that it is ignored` });
    inputs.push(...found.inputs);
  }
  told.push({ text: "No condition gives a value: the claim's own source counts" });
  return tell(evaluateVariant(refined, whom));
}

/** In the order in which they decide: the last one that is evaluated first. Numbers are those of the rows, from 1. */
function fromTheLast(conditions: readonly ClaimCondition[]) {
  const numbered = conditions.map((condition, index) => ({ condition, number: index + 1 }));
  const isTransformed = ({ condition }: (typeof numbered)[number]) => condition.transformations !== undefined;
  return [...numbered.filter((each) => !isTransformed(each)), ...numbered.filter(isTransformed)].toReversed();
}

interface Met extends Pick<SourceResult, "inputs" | "problem" | "notKnown"> {
  /** Why it is not met; absent: it is. */
  readonly why?: string;
}

const USER_TYPES = { members: "member", guests: "guest" } as const;

/** Whether a condition is about this person. */
function isMet({ userType, groups }: ClaimCondition, { user, lookup, world }: RefinedFor): Met {
  if (groups !== undefined && !groups.some((id) => user.groups.includes(id)))
    return { inputs: [], why: "the person is in none of its groups" };
  if (userType === undefined) return { inputs: [] };
  const read = readValue("userType", lookup);
  const inputs = [read];
  const unknown = notKnown(read, world);
  if (unknown !== undefined) return { inputs, ...unknown };
  if (isBlank(read.value)) return { inputs, why: "nothing says whether the person is a member or a guest" };
  const isOfType = String(read.value).toLowerCase() === USER_TYPES[userType];
  return isOfType ? { inputs } : { inputs, why: `the person is no ${USER_TYPES[userType]}` };
}

function notKnown(
  read: NamedValue,
  world: ExpressionWorld | undefined,
): Pick<SourceResult, "problem" | "notKnown"> | undefined {
  const file = read.value === undefined ? world?.notKnownFrom?.(read.name) : undefined;
  return file === undefined ? undefined : { notKnown: read.name, problem: describeNotKnown(read.name, file) };
}

/** The source of a claim or of a condition, and its transformations. */
function evaluateVariant(
  { source, further, transformations, multivalued }: Omit<RefinedSource, "conditions">,
  whom: RefinedFor,
): SourceResult {
  const found = evaluateSources([source, ...(further ?? [])], whom);
  if (found.problem !== undefined || transformations === undefined) return found;
  const begun = { text: describeSource(source, "attribute"), ...valueMember(found.value) };
  const way: Way = { inputs: [...found.inputs], told: [...(found.intermediate ?? []), begun] };
  const values = valuesOf(found.value).map(String);
  const taken = multivalued === true ? values : values.slice(0, 1);
  const left = values.length - taken.length;
  if (left > 0) way.told.push({ text: `The first value alone is transformed; left out: ${left}` });
  const outcome = runTransformations(transformations, taken, whom, way);
  const { effects } = found;
  const isSecret = effects?.includes("redact") === true;
  const intermediate = isSecret ? way.told.map(({ text }) => ({ text })) : way.told;
  const shownWay = { inputs: way.inputs, intermediate, ...(effects === undefined ? {} : { effects }) };
  if (!Array.isArray(outcome)) return { ...shownWay, ...outcome };
  const value = multivalued === true && isList(found.value) ? outcome : outcome[0];
  return outcome.length === 0 || value === undefined ? shownWay : { ...shownWay, value };
}

/** What is gathered on the way. */
interface Way {
  readonly inputs: NamedValue[];
  readonly told: NonNullable<SourceResult["intermediate"]>[number][];
}

type Failure = Pick<SourceResult, "problem" | "notKnown">;

function runTransformations(
  transformations: readonly ClaimTransformation[],
  values: readonly string[],
  whom: RefinedFor,
  way: Way,
): string[] | Failure {
  let current = [...values];
  for (const transformation of transformations) {
    const { context, failure } = contextFor(whom, way);
    const inputs = current.length === 0 ? [undefined] : current.map((each) => (each === "" ? undefined : each));
    const came = inputs.map((input) => transformValue(transformation, input, context));
    current = came.flatMap(({ value }) => value ?? []);
    way.told.push({ text: tellStep(transformation, came), ...valueMember(shown(current)) });
    const problem = failure() ?? came.find((each) => each.problem !== undefined);
    if (problem !== undefined) return "notKnown" in problem ? problem : { problem: problem.problem ?? "" };
  }
  return current;
}

function tellStep(transformation: ClaimTransformation, came: readonly Transformed[]): string {
  const notes = [...new Set(came.flatMap(({ note, problem }) => note ?? problem ?? []))];
  return [describeTransformation(transformation), ...notes].join(". ");
}

function shown(values: readonly string[]): AttributeValue | undefined {
  return values.length > 1 ? values : values[0];
}

/** Reads attributes for a transformation, and remembers what was read and what is not known. */
function contextFor({ lookup, world, isNameId }: RefinedFor, { inputs }: Way) {
  let failure: Failure | undefined;
  const context: TransformContext = {
    isNameId: isNameId === true,
    read: (attribute) => {
      const read = readValue(attribute, lookup);
      if (!inputs.some(({ name }) => name === attribute)) inputs.push(read);
      failure ??= notKnown(read, world);
      const [first] = valuesOf(read.value);
      return first === undefined ? undefined : String(first);
    },
  };
  return { context, failure: () => failure };
}

/** The values of several sources, one after the other; one source as it is. */
function evaluateSources(sources: readonly [Source, ...Source[]], { lookup, world }: RefinedFor): SourceResult {
  if (sources.length === 1) return evaluateSource(sources[0], lookup, world);
  const results = sources.map((source) => evaluateSource(source, lookup, world));
  const inputs = results.flatMap((result) => result.inputs);
  const intermediate = results.flatMap(({ value }, index) => {
    const source = sources[index];
    return source === undefined ? [] : [{ text: describeSource(source, "attribute"), ...valueMember(value) }];
  });
  const effects = [...new Set(results.flatMap((result) => result.effects ?? []))];
  const failed = results.find(({ problem }) => problem !== undefined);
  if (failed !== undefined) return { ...failed, inputs, intermediate };
  const value = results.flatMap((result) => valuesOf(result.value));
  return {
    inputs,
    intermediate,
    ...(effects.length === 0 ? {} : { effects }),
    ...(value.length === 0 ? {} : { value }),
  };
}
