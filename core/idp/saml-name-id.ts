import { type AttributeValue, valuesOf } from "../attribute-value.ts";
import type { DirectoryUser } from "../directory/directory.ts";
import { lookupInUser } from "../mapping/claims.ts";
import { evaluateSource, shownParts } from "../mapping/evaluate.ts";
import type { ExpressionWorld } from "../mapping/person-world.ts";
import { describeRefined, evaluateRefined, isRefined } from "../mapping/refine-claim.ts";
import type { SourceResult } from "../mapping/source-result.ts";
import type { Random } from "../random.ts";
import { buildMappedNameId, buildPersistentNameId, buildTransientNameId, type NameId } from "../saml/name-id.ts";
import type { SamlConnection } from "../saml/settings.ts";
import type { Evaluation } from "../trace/step.ts";
import type { PendingSaml } from "./state.ts";

/** What a NameID is made from. */
export interface NameIdInput {
  readonly pending: PendingSaml;
  readonly connection: SamlConnection;
  readonly user: DirectoryUser;
  /** What an expression may ask about the person; undefined: nothing is one. */
  readonly expressions: ExpressionWorld | undefined;
  /** entityID of the identity provider. */
  readonly issuer: string;
  /** Secret behind persistent ones; absent in a copy that was made to be shared. */
  readonly pairwiseSalt: string | undefined;
  readonly random: Random;
  /** Where the connection's SAML settings stand in the workspace. */
  readonly settingPath: string;
}

/** The NameID, absent where none can be made, and how it came about. */
export interface EvaluatedNameId {
  readonly nameId?: NameId;
  readonly evaluation: Evaluation;
}

/** Makes the NameID in the format that was settled on (SAML core, section 8.3). */
export function evaluateNameId(input: NameIdInput): EvaluatedNameId {
  const format = input.pending.nameIdFormat;
  switch (format) {
    case "unspecified":
    case "emailAddress":
      return evaluateMapped(input, format);
    case "persistent":
      return evaluatePersistent(input);
    case "transient":
      return evaluateTransient(input);
  }
}

function evaluateMapped(input: NameIdInput, format: "unspecified" | "emailAddress"): EvaluatedNameId {
  const { nameId } = input.connection;
  const result = evaluateNameIdSource(nameId, input.user, input.expressions);
  const text = singleText(result.value);
  const row = { ...nameIdRow(describeRefined(nameId), input), ...shownParts(result) };
  if (text !== undefined) {
    const why = `The format is ${format}, so the value comes from the directory.`;
    return { evaluation: { ...row, result: "applied", why }, nameId: buildMappedNameId(format, text) };
  }
  const { notKnown } = result;
  const reason = result.problem ?? "A NameID must be one value that is not empty.";
  return nameId.whenEmpty === undefined || notKnown !== undefined
    ? { evaluation: { ...row, result: "failed", why: reason } }
    : fallBack(input, { ...row, intermediate: [...(row.intermediate ?? []), { text: reason }] });
}

/** A persistent NameID in the place of the value that did not come, with the way that led there. */
function fallBack(input: NameIdInput, row: Pick<Evaluation, "inputs" | "intermediate" | "rule">): EvaluatedNameId {
  const { evaluation, nameId } = evaluatePersistent(input);
  const { rule, inputs, intermediate = [] } = row;
  const told = { ...evaluation, rule, inputs: [...inputs, ...evaluation.inputs], intermediate };
  if (nameId === undefined) return { evaluation: told };
  const why =
    "No value came out of its source, so a persistent pairwise identifier is sent in its place: another NameID than this person would have with a value.";
  return { nameId, evaluation: { ...told, why } };
}

/** What comes out for a NameID that is unspecified or an address, before it is one: also for whoever looks people up by it. */
export function evaluateNameIdSource(
  nameId: SamlConnection["nameId"],
  user: DirectoryUser,
  world: ExpressionWorld | undefined,
): SourceResult {
  const lookup = lookupInUser(user);
  return isRefined(nameId)
    ? evaluateRefined(nameId, { user, lookup, world, isNameId: true })
    : evaluateSource(nameId.source, lookup, world);
}

function evaluatePersistent(input: NameIdInput): EvaluatedNameId {
  const { user, issuer, pairwiseSalt: salt } = input;
  const row = { ...nameIdRow("a pairwise identifier", input), inputs: [{ name: "id", value: user.id }] };
  if (salt === undefined) {
    const why =
      "The identity provider's secret for pairwise identifiers is missing, as in every copy that was made to be shared.";
    return { evaluation: { ...row, result: "failed", why } };
  }
  const nameId = buildPersistentNameId({
    user: user.id,
    nameQualifier: issuer,
    spNameQualifier: qualifierOf(input),
    salt,
  });
  const why =
    "The format is persistent: the same at every login here, another one at every other application, and nothing that leads back to the person.";
  return { nameId, evaluation: { ...row, result: "applied", value: nameId.value, why } };
}

function evaluateTransient(input: NameIdInput): EvaluatedNameId {
  const nameId = buildTransientNameId(input.random, input.issuer, qualifierOf(input));
  const why = "The format is transient: a new one for every login, by which nobody is recognised again.";
  const row = nameIdRow("a new identifier for every login", input);
  return { nameId, evaluation: { ...row, inputs: [], result: "applied", value: nameId.value, why } };
}

function nameIdRow(rule: string, { settingPath }: NameIdInput): Pick<Evaluation, "id" | "target" | "rule" | "setting"> {
  return { id: "nameId", target: "NameID", rule, setting: `${settingPath}/nameId` };
}

/** The application itself, unless the request named the qualifier. */
function qualifierOf({ pending, connection }: NameIdInput): string {
  return pending.spNameQualifier ?? connection.entityId;
}

function singleText(value: AttributeValue | undefined): string | undefined {
  const [first, ...others] = valuesOf(value);
  if (first === undefined || others.length > 0) return undefined;
  const text = String(first);
  return text.trim() === "" ? undefined : text;
}
