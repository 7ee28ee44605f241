import { type AttributeValue, isList } from "../attribute-value.ts";
import type { DirectoryGroup, DirectoryUser } from "../directory/directory.ts";
import type { Evaluation } from "../trace/step.ts";
import { ASSIGNED_ROLES, type InputAppRole } from "./app-role-rows.ts";
import type { ClaimMapping, GroupSet } from "./claim-mapping.ts";
import { describeTransformation } from "./describe-transformation.ts";
import { evaluateSource, type Lookup, type SourceResult, shownParts, valueMember } from "./evaluate.ts";
import { describeGroupSet, evaluateGroupSet, type GroupSetResult, replaceInGroups } from "./group-set.ts";
import type { ExpressionWorld } from "./person-world.ts";
import { describeRefined, evaluateRefined, isRefined, type RefinedSource } from "./refine-claim.ts";

/** A person of the directory, with the groups that they are a member of. */
export interface Person {
  readonly user: DirectoryUser;
  readonly groups: readonly DirectoryGroup[];
  /** Ids of the groups that are assigned to the application; absent: nobody says. */
  readonly assigned?: readonly string[] | undefined;
  /** The application's roles that the person is assigned; absent: nobody says. */
  readonly appRoles?: readonly InputAppRole[] | undefined;
}

/** One claim as it goes into the message: the row that made it, and its value (never null or an empty list). */
export interface ClaimValue {
  readonly mapping: ClaimMapping;
  readonly value: AttributeValue;
  /** The object that the claim is in a token, where it is more than a value; `value` is then its JSON text. */
  readonly json?: Readonly<Record<string, unknown>>;
}

/** What the claim mappings of one application give for one person. */
export interface ClaimValues {
  /** The claims to send, in the order of their rows. */
  readonly attributes: readonly ClaimValue[];
  /** One per row, also for the rows that gave nothing. */
  readonly evaluations: readonly Evaluation[];
  /** Why the identity provider lets nobody in with these claims; absent: it does. */
  readonly refusal?: string;
}

/** The claims, with how each row came to its result told by whoever asks. */
export interface ExplainedClaims extends Omit<ClaimValues, "evaluations"> {
  /** {@link ClaimValues.evaluations}: pure, and more work than the claims themselves. */
  explain(): readonly Evaluation[];
}

/**
 * Evaluates the claim mappings of one application for one person. A row gives no claim where its attribute is absent,
 * null or without any value; an empty text is a value and is sent.
 * `settingPath` is where the rows are in the workspace: each evaluation's `setting` is that, `/` and the row's id.
 */
export function evaluateClaims(
  mappings: readonly ClaimMapping[],
  person: Person,
  settingPath: string,
  world?: ExpressionWorld,
): ClaimValues {
  const { explain, ...claims } = workOutClaims(mappings, person, settingPath, world);
  return { ...claims, evaluations: explain() };
}

/** The same for somebody who needs the claims now and their evaluations later, or never. */
export function workOutClaims(
  mappings: readonly ClaimMapping[],
  person: Person,
  settingPath: string,
  world?: ExpressionWorld,
): ExplainedClaims {
  const lookup = lookupInPerson(person);
  const user = person.user.id;
  const attributes: ClaimValue[] = [];
  let found: Map<ClaimMapping, ClaimResult> | undefined;
  let refusal: string | undefined;
  for (const mapping of mappings) {
    // Most rows are plain, and there is nothing to remember of them: a login pays for no more than their values.
    if (isPlain(mapping, world)) {
      addSent(attributes, mapping, plainValue(mapping.source, lookup));
      continue;
    }
    const result = evaluateClaim(mapping, person, lookup, world);
    found ??= new Map();
    found.set(mapping, result);
    if (result.overage?.kind === "refuse") refusal ??= result.why();
    if (result.overage === undefined) addSent(attributes, mapping, result.result.value);
    else attributes.push(...overageClaims(mapping, result.overage, user));
  }
  const explain = () =>
    mappings.map((mapping) => {
      const result = found?.get(mapping) ?? evaluateClaim(mapping, person, lookup, world);
      return explainRow(mapping, result, { settingPath, user });
    });
  return refusal === undefined ? { attributes, explain } : { attributes, explain, refusal };
}

interface PlainMapping extends ClaimMapping {
  readonly source: Extract<ClaimMapping["source"], { kind: "attribute" | "constant" }>;
}

/** A row whose value is what an attribute or a constant has, and nothing about anybody can be unknown. */
function isPlain(mapping: ClaimMapping, world: ExpressionWorld | undefined): mapping is PlainMapping {
  const { kind } = mapping.source;
  return world === undefined && (kind === "attribute" || kind === "constant") && !isRefined(mapping);
}

function plainValue(source: PlainMapping["source"], lookup: Lookup): AttributeValue | undefined {
  return source.kind === "constant" ? source.value : lookup(source.attribute);
}

function explainRow(
  mapping: ClaimMapping,
  { result, why, problem, overage }: ClaimResult,
  { settingPath, user }: { readonly settingPath: string; readonly user: string },
): Evaluation {
  const sent =
    overage === undefined ? sentValue(mapping, result.value) : overageClaims(mapping, overage, user)[0]?.value;
  return {
    id: mapping.id,
    target: mapping.claim,
    rule: describeClaim(mapping),
    ...shownParts(result),
    ...(overage === undefined ? {} : valueMember(sent)),
    result: problem === undefined ? sentResult(sent) : "failed",
    why: problem ?? why(),
    setting: `${settingPath}/${mapping.id}`,
  };
}

function sentResult(sent: AttributeValue | undefined): "applied" | "absent" {
  return sent === undefined ? "absent" : "applied";
}

function addSent(attributes: ClaimValue[], mapping: ClaimMapping, value: AttributeValue | undefined): void {
  const sent = sentValue(mapping, value);
  if (sent !== undefined) attributes.push({ mapping, value: sent });
}

/** What a row puts into the message; undefined: nothing. */
function sentValue({ severalValues }: ClaimMapping, value: AttributeValue | undefined): AttributeValue | undefined {
  if (value === undefined || !isSent(value)) return undefined;
  return severalValues === "joined" && isList(value) ? value.map(String).join(";") : value;
}

/** What takes the place of groups of which there are too many. */
function overageClaims(
  mapping: ClaimMapping,
  overage: NonNullable<GroupSetResult["overage"]>,
  user: string,
): readonly ClaimValue[] {
  switch (overage.kind) {
    case "refuse":
      return [];
    case "link":
      return [{ mapping: { ...mapping, claim: overage.claim }, value: overage.url.replaceAll("{user}", user) }];
    case "claimSources": {
      const endpoint = overage.url.replaceAll("{user}", user);
      return [
        distributed({ ...mapping, claim: "_claim_names" }, { [mapping.claim]: "src1" }),
        distributed({ ...mapping, claim: "_claim_sources" }, { src1: { endpoint } }),
      ];
    }
  }
}

function distributed(mapping: ClaimMapping, json: Readonly<Record<string, unknown>>): ClaimValue {
  return { mapping, value: JSON.stringify(json), json };
}

/** {@link lookupInUser}, and the values of the app roles that the person is assigned, as {@link ASSIGNED_ROLES}. */
export function lookupInPerson({ user, appRoles }: Pick<Person, "user" | "appRoles">): Lookup {
  const lookup = lookupInUser(user);
  if (appRoles === undefined) return lookup;
  return (name) => lookup(name) ?? (name === ASSIGNED_ROLES ? appRoles.flatMap(({ value }) => value ?? []) : undefined);
}

/** A person's values by name: `id`, `userName`, `active`, else one of their attributes. */
export function lookupInUser(user: DirectoryUser): Lookup {
  return (name) => {
    if (name === "id" || name === "userName" || name === "active") return user[name];
    return Object.hasOwn(user.attributes, name) ? user.attributes[name] : undefined;
  };
}

/** Where a claim comes from in words: "attribute `mail` through ExtractMailPrefix()", "all groups, by id". */
export function describeClaim(mapping: Omit<ClaimMapping, "id" | "claim">): string {
  const { source } = mapping;
  if (source.kind !== "groups") return describeRefined({ ...mapping, source });
  const [replace] = mapping.transformations ?? [];
  const through = replace === undefined ? "" : ` through ${describeTransformation(replace)}`;
  return `${describeGroupSet(source)}${through}`;
}

/** The part of a claim mapping, or of a NameID, that says where values come from. */
export type ExpressionRow = Pick<ClaimMapping, "source" | "further" | "conditions">;

/** Whether any of these is an expression: only then is a world for expressions built. */
export function readsExpression(rows: readonly ExpressionRow[]): boolean {
  return rows.some(
    ({ source, further, conditions }) =>
      source.kind === "expression" ||
      further?.some(({ kind }) => kind === "expression") === true ||
      conditions?.some((each) => each.source.kind === "expression") === true,
  );
}

interface ClaimResult {
  readonly result: SourceResult;
  /** In one or two sentences. */
  readonly why: () => string;
  readonly problem?: string;
  readonly overage?: GroupSetResult["overage"];
}

/** What a row's source comes to for one person, before anything is put into a message. */
export function evaluateClaim(
  mapping: Omit<ClaimMapping, "id" | "claim">,
  person: Person,
  lookup: Lookup,
  world: ExpressionWorld | undefined,
): ClaimResult {
  const { source } = mapping;
  if (source.kind === "groups") return resultOfGroups(source, mapping.transformations, person);
  const refined: RefinedSource = isRefined(mapping) ? { ...mapping, source } : { source };
  const result = isRefined(mapping)
    ? evaluateRefined(refined, { user: person.user, lookup, world })
    : evaluateSource(source, lookup, world);
  const { problem } = result;
  const why = () => explainSource(refined, result);
  return problem === undefined ? { result, why } : { result, why, problem };
}

function explainSource(refined: RefinedSource, result: SourceResult): string {
  const { source } = refined;
  if (isSent(result.value)) return `The value comes from ${describeRefined(refined)}.`;
  if (isRefined(refined)) return `Nothing came out of ${describeRefined(refined)}, so no claim is sent.`;
  if (source.kind === "expression") return "Nothing came out of the expression, so no claim is sent.";
  const input = result.inputs[0];
  if (input === undefined) return "The constant is empty, so no claim is sent.";
  if (input.value === undefined) return `The person has no attribute \`${input.name}\`, so no claim is sent.`;
  if (!isSent(input.value)) return `The person's attribute \`${input.name}\` has no value, so no claim is sent.`;
  return `No value of \`${input.name}\` is in the table, so no claim is sent.`;
}

function resultOfGroups(
  set: GroupSet,
  transformations: ClaimMapping["transformations"],
  { groups, assigned }: Person,
): ClaimResult {
  const found = evaluateGroupSet(set, groups, assigned);
  const { value, intermediate, why, problem, overage } =
    transformations === undefined ? found : replaceInGroups(found, transformations);
  return {
    result: {
      inputs: [{ name: "groups", value: groups.map((group) => group.name) }],
      ...(intermediate === undefined ? {} : { intermediate }),
      ...valueMember(value),
    },
    why: () => why,
    ...(problem === undefined ? {} : { problem }),
    ...(overage === undefined ? {} : { overage }),
  };
}

function isSent(value: AttributeValue | undefined): boolean {
  return value !== undefined && value !== null && (!isList(value) || value.length > 0);
}
