import { isSafeName } from "../attribute-value.ts";
import { namesReadBy } from "../mapping/names-read.ts";
import { readOktaSource } from "../mapping/okta-source.ts";
import type { Source } from "../mapping/source.ts";
import { checkExpression } from "../mapping/try-expression.ts";
import type { RowTarget } from "./entra-row.ts";
import type { OktaAppAttribute } from "./okta-app-user.ts";
import type { OktaMapping, OktaProperty } from "./okta-mapping.ts";
import type { ProvisioningMapping } from "./settings.ts";

/** What reading the properties of a mapping depends on. */
export interface OktaRowContext {
  /** Where a target stands in the application's SCIM users. */
  targetOf(name: string): RowTarget;
  /** Names that the directory's people have; absent: nobody is there yet, so that no name is called unknown. */
  readonly attributes?: ReadonlySet<string>;
  /** The application's profile, where its schema was imported. */
  readonly profile?: ReadonlyMap<string, OktaAppAttribute>;
}

/** What became of a property of a mapping. */
export interface ReadOktaRow {
  /** The target's attribute: the property's name. */
  readonly name: string;
  /** `properties.displayName` */
  readonly place: string;
  readonly result: "taken" | "adapted" | "notUnderstood";
  /** Sentences. */
  readonly notes: readonly string[];
  readonly row?: ProvisioningMapping;
}

/** Reads the properties of a mapping from people in Okta to an application, in their order. */
export function readOktaRows({ properties }: OktaMapping, context: OktaRowContext): readonly ReadOktaRow[] {
  return Object.entries(properties ?? {}).map((entry) => readOktaRow(entry, context));
}

/** Reads one property of such a mapping: its name, and what stands under it. */
export function readOktaRow(
  [name, property]: readonly [string, OktaProperty | null],
  context: OktaRowContext,
): ReadOktaRow {
  return { name, place: `properties.${name}`, ...readProperty(name, property, context) };
}

type Outcome = Pick<ReadOktaRow, "result" | "notes" | "row">;

function readProperty(name: string, property: OktaProperty | null, context: OktaRowContext): Outcome {
  const text = property?.expression;
  if (text === null || text === undefined || property?.pushStatus === null)
    return { result: "taken", notes: ["It is not mapped: nothing is sent."] };
  if (!isSafeName(name)) return notUnderstood(`\`${name}\` is reserved by JavaScript and cannot be used as a name.`);
  const target = context.targetOf(name);
  if ("problem" in target) return notUnderstood(target.problem);
  const read = readOktaSource(text);
  if (read.kind === "unusable") return notUnderstood(read.why);
  return buildRow(name, property?.pushStatus ?? undefined, target, read.source, text, context);
}

function notUnderstood(why: string): Outcome {
  return { result: "notUnderstood", notes: [`${why} It is kept and not used.`] };
}

function buildRow(
  name: string,
  pushStatus: string | undefined,
  target: Exclude<RowTarget, { readonly problem: string }>,
  source: Source,
  text: string,
  context: OktaRowContext,
): Outcome {
  const attribute = context.profile?.get(name);
  const row: ProvisioningMapping = {
    id: name,
    ...target,
    source,
    apply: pushStatus === "PUSH" ? "always" : "create",
    ...(attribute?.required === true ? { required: true } : {}),
  };
  const adapted = [...describePush(pushStatus), ...describeVendor(target)];
  const doubts = findings(text);
  const notes = [...adapted, ...describeProfile(name, context), ...doubts, ...describeNobody(source, context)];
  return { result: adapted.length === 0 && doubts.length === 0 ? "taken" : "adapted", notes, row };
}

/** PUSH: on create and update; DONT_PUSH: on create alone (okta-expressions.md, section 7). */
function describePush(pushStatus: string | undefined): readonly string[] {
  if (pushStatus === "PUSH" || pushStatus === "DONT_PUSH") return [];
  const found = pushStatus === undefined ? "There is no push status" : `The push status ${pushStatus} is not known`;
  return [`${found}: the value is sent only when an account is made.`];
}

function describeVendor({ target, vendorTarget }: Exclude<RowTarget, { readonly problem: string }>): readonly string[] {
  if (vendorTarget === undefined) return [];
  return [
    `\`${vendorTarget}\` is no place of a SCIM user: SCIM stands in for the vendor's own API, and sends it as \`${target}\`.`,
  ];
}

function describeProfile(name: string, { profile }: OktaRowContext): readonly string[] {
  if (profile === undefined) return [];
  const attribute = profile.get(name);
  if (attribute === undefined) return [`The application's user schema has no attribute \`${name}\`.`];
  return attribute.readOnly ? [`\`${name}\` is read-only in the application's user schema.`] : [];
}

function findings(text: string): readonly string[] {
  return checkExpression({ dialect: "okta", text, place: "mapping" })
    .filter(({ severity }) => severity !== "info")
    .map(({ message, code }) => `${message} (${code})`);
}

/** What a source reads and nobody here has. Okta's own attributes are known to everybody there; here they have to be. */
export function namesNobodyHas(source: Source, { attributes }: Pick<OktaRowContext, "attributes">): readonly string[] {
  return attributes === undefined ? [] : namesReadBy(source).filter((name) => !attributes.has(name));
}

function describeNobody(source: Source, context: OktaRowContext): readonly string[] {
  return namesNobodyHas(source, context).map((name) => `Nobody in the directory has a value for \`${name}\`.`);
}
