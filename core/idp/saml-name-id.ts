import { type AttributeValue, valuesOf } from "../attribute-value.ts";
import type { DirectoryUser } from "../directory/directory.ts";
import { lookupInUser } from "../mapping/claims.ts";
import { describeSource, evaluateSource, shownParts } from "../mapping/evaluate.ts";
import type { ExpressionWorld } from "../mapping/person-world.ts";
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
  /** What an expression may ask about the person. */
  readonly expressions: ExpressionWorld;
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
  const { source } = input.connection.nameId;
  const result = evaluateSource(source, lookupInUser(input.user), input.expressions);
  const text = singleText(result.value);
  const evaluation: Evaluation = {
    ...nameIdRow(describeSource(source, "attribute"), input),
    ...shownParts(result),
    result: text === undefined ? "failed" : "applied",
    why:
      text === undefined
        ? (result.problem ?? "A NameID must be one value that is not empty.")
        : `The format is ${format}, so the value comes from the directory.`,
  };
  return { evaluation, ...(text === undefined ? {} : { nameId: buildMappedNameId(format, text) }) };
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
