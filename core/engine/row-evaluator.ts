import { type AttributeValue, isBlank, valuesOf } from "../attribute-value.ts";
import type { RowOutcome } from "../contract/expression-results.ts";
import type { Configuration } from "../contract/methods.ts";
import type { Directory, DirectoryUser } from "../directory/directory.ts";
import { groupsOfUser } from "../directory/directory.ts";
import { RehearsalError } from "../errors.ts";
import { prepareExpression } from "../expression/prepare.ts";
import type { Effect } from "../expression/value.ts";
import type { ClaimMapping } from "../mapping/claim-mapping.ts";
import { evaluateClaim, evaluateClaims, lookupInPerson, lookupInUser, type Person } from "../mapping/claims.ts";
import { evaluateSource, type Lookup, type SourceResult } from "../mapping/evaluate.ts";
import type { ExpressionWorld } from "../mapping/person-world.ts";
import { isRefined } from "../mapping/refine-claim.ts";
import type { ProvisioningMapping } from "../provisioning/settings.ts";

/** Which row of a configuration is meant. */
export interface RowKey {
  readonly kind: "provisioning" | "saml" | "oidc";
  readonly id: string;
}

/** A row as far as it can be counted. */
export type CountedRow = ProvisioningMapping | ClaimMapping;

/** What a row came to for one person. */
export interface RowValue {
  readonly outcome: RowOutcome;
  readonly value?: AttributeValue;
  /** Why there is none. */
  readonly why?: string;
}

/** The row of a configuration; undefined where it has none of this id. */
export function findRow(
  { connection }: Pick<Configuration, "connection">,
  { kind, id }: RowKey,
): CountedRow | undefined {
  const rows = kind === "provisioning" ? connection.provisioning?.mappings : connection[kind]?.claims;
  return rows?.find((row) => row.id === id);
}

/**
 * Refuses a row whose expression cannot be read: it would fail for everybody alike.
 * @throws RehearsalError as the parser says it
 */
export function checkReadable({ source }: CountedRow): void {
  if (source.kind !== "expression") return;
  const prepared = prepareExpression(source.dialect, source.text, { log: false });
  if (prepared.ok) return;
  const { code, message, place } = prepared.error;
  throw new RehearsalError(code, message, place);
}

/** For whom a row is evaluated. */
export interface CountedPeople {
  readonly directory: Directory;
  /** Ids of the groups that are assigned to the application. */
  readonly assigned: readonly string[];
}

/** Evaluates a row for one person after another. `maxLength`: what the target holds, in characters; absent: any length. */
export function createRowEvaluator(
  row: CountedRow,
  people: CountedPeople,
  maxLength: number | undefined,
): (user: DirectoryUser, world: ExpressionWorld) => RowValue {
  const { source } = row;
  if (source.kind === "groups")
    return (user) => {
      const { attributes, evaluations } = evaluateClaims([asClaim(row, source)], personIn(people, user), "");
      const [failed] = evaluations.filter(({ result }) => result === "failed");
      return failed === undefined ? outcomeOf(attributes[0]?.value) : { outcome: "error", why: failed.why };
    };
  if ("claim" in row && isRefined(row))
    return (user, world) => judge(row, evaluateClaim(row, personIn(people, user), lookupOf(user, world), world).result);
  const lookup = "claim" in row ? lookupOf : lookupInUser;
  return (user, world) => {
    const came = evaluateSource(source, lookup(user, world), world, false);
    return limitLength(judge(row, came), maxLength);
  };
}

/** A claim may read the app roles that the person is assigned. */
function lookupOf(user: DirectoryUser, { appRoles }: ExpressionWorld): Lookup {
  return lookupInPerson({ user, appRoles });
}

/** Whatever the claim is called, it is counted the same. */
function asClaim(row: CountedRow, source: ClaimMapping["source"]): ClaimMapping {
  return "claim" in row ? { ...row, claim: row.id } : { id: row.id, claim: row.id, source };
}

function personIn({ directory, assigned }: CountedPeople, user: DirectoryUser): Person {
  return { user, groups: groupsOfUser(directory, user), assigned };
}

function judge(row: CountedRow, { value, problem, notKnown, effects = [] }: SourceResult): RowValue {
  if (notKnown !== undefined) return { outcome: "cannotTell", why: problem ?? "" };
  if (problem !== undefined) return { outcome: "error", why: problem };
  const instead = INSTEAD.find(([effect]) => effects.includes(effect))?.[1];
  if (instead !== undefined) return { outcome: instead };
  // A claim may be sent with an empty text; an account takes none.
  const isMissing = "claim" in row ? valuesOf(value).length === 0 : isBlank(value);
  return isMissing && "target" in row ? judgeMissing(row) : outcomeOf(isMissing ? undefined : value);
}

const INSTEAD: readonly (readonly [Effect, RowOutcome])[] = [
  ["ignoreObject", "leftOut"],
  ["ignoreAttribute", "leftAlone"],
  ["escrow", "waits"],
];

/** As when an account is made: that is when a default counts. */
function judgeMissing({ target, defaultIfNull, required }: ProvisioningMapping): RowValue {
  if (defaultIfNull !== undefined && !isBlank(defaultIfNull)) return { outcome: "default", value: defaultIfNull };
  return required === true
    ? { outcome: "error", why: `\`${target}\` is required, and nothing came.` }
    : { outcome: "nothing" };
}

function outcomeOf(value: AttributeValue | undefined): RowValue {
  return value === undefined ? { outcome: "nothing" } : { outcome: "value", value };
}

/** Characters as a person counts them; UTF-16 units are never fewer, so that most texts need not be counted. */
function limitLength(result: RowValue, maxLength: number | undefined): RowValue {
  if (maxLength === undefined || result.value === undefined) return result;
  const long = valuesOf(result.value).find((entry) => {
    const text = String(entry);
    return text.length > maxLength && [...text].length > maxLength;
  });
  if (long === undefined) return result;
  const why = `The value has ${[...String(long)].length} characters; the attribute holds at most ${maxLength}.`;
  return { outcome: "tooLong", value: result.value, why };
}
