import { isSafeName } from "../attribute-value.ts";
import { nearestName } from "../errors.ts";
import { foldCase } from "../fold-case.ts";
import { isRoleListTarget, rolesFormOf } from "../mapping/app-role-rows.ts";
import { type ReadEntraSource, readEntraSource, type TextOrTree } from "../mapping/entra-source.ts";
import { checkExpression } from "../mapping/try-expression.ts";
import type { EntraAttributeDefinition, EntraAttributeMapping } from "./entra-schema.ts";
import type { ProvisioningMapping } from "./settings.ts";

/** What reading the attribute mappings of an object depends on. */
export interface RowContext {
  /** Where a target stands in the application's SCIM users. */
  targetOf(name: string): RowTarget;
  /** The attributes that a source may read; absent: not known. */
  readonly sourceAttributes?: readonly string[];
  /** What the directory of the application has; absent: not known. */
  readonly targetAttributes?: TargetDefinitions;
  /** What a person chose where text and tree differ, by the mapping's place. */
  readonly choices: Readonly<Record<string, string>>;
}

/** Attributes by their names, whatever their case. */
export type TargetDefinitions = ReadonlyMap<string, EntraAttributeDefinition>;

/** Definitions, ready to be found. */
export function indexDefinitions(definitions: readonly EntraAttributeDefinition[]): TargetDefinitions {
  return new Map(definitions.map((definition) => [foldCase(definition.name), definition]));
}

/** A target as a row names it. `vendorTarget`: what the vendor's own API calls it, where SCIM stands in for that. */
export type RowTarget = { readonly target: string; readonly vendorTarget?: string } | { readonly problem: string };

/** What became of an attribute mapping. */
export interface ReadRow {
  /** `synchronizationRules[0].objectMappings[0].attributeMappings[3]` */
  readonly place: string;
  /** The id that its row has, or would have. */
  readonly id: string;
  readonly mapping: EntraAttributeMapping;
  readonly result: "taken" | "adapted" | "notUnderstood";
  /** Sentences. */
  readonly notes: readonly string[];
  readonly row?: ProvisioningMapping;
  /** Present where only a person can tell which of the two is meant. */
  readonly differs?: Extract<ReadEntraSource, { readonly kind: "differs" }>;
}

/**
 * Reads the attribute mappings of an object mapping, in their order. Each has an id of its own, which its target and those
 * before it decide: an export finds the rows again by it.
 */
export function* readEntraRows(
  mappings: readonly EntraAttributeMapping[],
  place: string,
  context: RowContext,
): Generator<ReadRow, void, undefined> {
  const taken = new Map<string, number>();
  for (const [index, mapping] of mappings.entries()) {
    const id = takeId(mapping.targetAttributeName, taken);
    const read = readRow(mapping, `${place}.attributeMappings[${index}]`, context);
    yield read.row === undefined ? { ...read, id } : { ...read, id, row: { ...read.row, id } };
  }
}

/** An id that reads like the target: `userName`, `emails-work-value`, `User-department`. `taken`: how often each is. */
function takeId(target: string, taken: Map<string, number>): string {
  const name = target
    .replace(/^urn:.*:([^:]+:[^:]+)$/i, "$1")
    .replace(/\b(?:type|primary) eq\b/g, "")
    .replace(/[^A-Za-z0-9_]+/g, "-")
    .replace(/^-+|-+$/g, "");
  const base = name === "" || !isSafeName(name) ? "row" : name;
  let count = (taken.get(base) ?? 0) + 1;
  while (count > 1 && taken.has(`${base}-${count}`)) count += 1;
  taken.set(base, count);
  if (count === 1) return base;
  const id = `${base}-${count}`;
  taken.set(id, 1);
  return id;
}

function readRow(mapping: EntraAttributeMapping, place: string, context: RowContext): Omit<ReadRow, "id"> {
  const common = { place, mapping };
  const read = readEntraSource(mapping.source, choiceAt(place, context));
  const target = targetFor(mapping.targetAttributeName, read, context);
  if ("problem" in target) return { ...common, result: "notUnderstood", notes: [target.problem] };
  switch (read.kind) {
    case "none":
      return { ...common, ...readNone(mapping, target) };
    case "unusable":
      return { ...common, result: "notUnderstood", notes: [read.why] };
    case "differs":
      return { ...common, result: "notUnderstood", notes: [describeDifference(read)], differs: read };
    case "read":
      return { ...common, ...buildRow(mapping, target, read, context) };
  }
}

/** The list of roles is no place for a value, but for app roles. */
function targetFor(name: string, read: ReadEntraSource, { targetOf }: RowContext): RowTarget {
  const found = targetOf(name);
  const takesRoles = "problem" in found && read.kind === "read" && isRoleListTarget(name);
  return takesRoles && rolesFormOf(read.source) !== undefined ? { target: name } : found;
}

function choiceAt(place: string, { choices }: RowContext): TextOrTree | undefined {
  const choice = Object.hasOwn(choices, place) ? choices[place] : undefined;
  return choice === "text" || choice === "tree" ? choice : undefined;
}

function describeDifference({ where }: { readonly where: string }): string {
  return `The expression's text and the tree beside it differ: ${where}. Neither is used until you choose.`;
}

type Outcome = Pick<ReadRow, "result" | "notes" | "row">;

type Target = Exclude<RowTarget, { readonly problem: string }>;

/** Nothing flows; a default is what the target holds where nobody else gave it anything. */
function readNone(mapping: EntraAttributeMapping, target: Target): Outcome {
  const value = defaultOf(mapping);
  if (value === undefined)
    return { result: "taken", notes: ["Its mapping type is None: the target is left alone, without a row."] };
  const row = { id: "", ...target, source: { kind: "constant", value }, apply: "create" } as const;
  const note =
    "Its mapping type is None: the default is sent when an account is made; a target that is empty later is not filled.";
  return { result: "adapted", notes: [note], row };
}

function defaultOf({ defaultValue }: EntraAttributeMapping): string | undefined {
  return defaultValue === null || defaultValue === undefined || defaultValue === "" ? undefined : String(defaultValue);
}

function buildRow(
  mapping: EntraAttributeMapping,
  target: Target,
  { source, note }: Extract<ReadEntraSource, { readonly kind: "read" }>,
  context: RowContext,
): Outcome {
  const { flowType, flowBehavior, matchingPriority } = mapping;
  const definition = definitionOf(mapping.targetAttributeName, context);
  const isRequired = definition?.required === true && definition.anchor !== true;
  const fallback =
    defaultOf(mapping) ?? (isRequired ? defaultOf({ ...mapping, defaultValue: definition.defaultValue }) : undefined);
  const row: ProvisioningMapping = {
    id: "",
    ...target,
    source,
    apply: isFlow(flowType, "Always") ? "always" : "create",
    ...(fallback === undefined ? {} : { defaultIfNull: fallback }),
    ...(isRequired ? { required: true } : {}),
    ...(matchingPriority !== null && matchingPriority !== undefined && matchingPriority > 0
      ? { matching: matchingPriority }
      : {}),
  };
  const adapted = [
    ...(note === undefined ? [] : [note]),
    ...describeFlow(flowType, flowBehavior),
    ...describeVendor(target),
  ];
  const doubts = sourceFindings(row, context);
  const notes = [...adapted, ...targetFindings(mapping, context), ...doubts];
  return { result: adapted.length === 0 && doubts.length === 0 ? "taken" : "adapted", notes, row };
}

function isFlow(value: string | null | undefined, flow: string): boolean {
  return foldCase(value ?? "Always") === foldCase(flow);
}

/** What the flow types of Microsoft Graph beyond those of the portal do is documented nowhere. */
function describeFlow(flowType: string | null | undefined, flowBehavior: string | null | undefined): readonly string[] {
  const isKnown = isFlow(flowType, "Always") || isFlow(flowType, "ObjectAddOnly");
  const type = isKnown
    ? []
    : [
        `What the flow type ${flowType} does to an account that is there is not documented: the value is sent only when an account is made.`,
      ];
  const behaviour =
    foldCase(flowBehavior ?? "FlowWhenChanged") === "flowwhenchanged"
      ? []
      : [`The flow behaviour is ${flowBehavior}; here a value is sent when it changes.`];
  return [...type, ...behaviour];
}

function describeVendor({ target, vendorTarget }: Target): readonly string[] {
  if (vendorTarget === undefined) return [];
  return [
    `\`${vendorTarget}\` is no place of a SCIM user: SCIM stands in for the vendor's own API, and sends it as \`${target}\`.`,
  ];
}

function definitionOf(name: string, { targetAttributes }: RowContext): EntraAttributeDefinition | undefined {
  return targetAttributes?.get(foldCase(name));
}

/** What somebody may want to know of the target. A file need not carry the application's directory whole. */
function targetFindings(mapping: EntraAttributeMapping, context: RowContext): readonly string[] {
  const { targetAttributes } = context;
  const { targetAttributeName: name } = mapping;
  const definition = definitionOf(name, context);
  const target =
    targetAttributes !== undefined && definition === undefined
      ? [`The directory of the application has no attribute \`${name}\` in this file.`]
      : [];
  const readOnly =
    foldCase(definition?.mutability ?? "") === "readonly"
      ? [`\`${name}\` is read-only in the application's directory.`]
      : [];
  return [...target, ...readOnly];
}

/** What somebody has to look at before they rely on the row: it is taken all the same. */
function sourceFindings(
  { source, matching, target }: ProvisioningMapping,
  { sourceAttributes }: RowContext,
): readonly string[] {
  if (source.kind === "attribute") return checkDirect(source.attribute, sourceAttributes);
  if (source.kind !== "expression") return [];
  const { dialect, text } = source;
  const mappingPlace = matching === undefined ? "mapping" : "matching";
  const place = target === "objectFilter" ? "objectFilter" : mappingPlace;
  return checkExpression({ dialect, text, place }, sourceAttributes)
    .filter(({ severity }) => severity !== "info")
    .map(({ message, code }) => `${message} (${code})`);
}

function checkDirect(attribute: string, known: readonly string[] | undefined): readonly string[] {
  if (known === undefined || known.includes(attribute)) return [];
  const near = nearestName(attribute, known);
  return [`The source has no attribute \`${attribute}\`.${near === undefined ? "" : ` Did you mean \`${near}\`?`}`];
}
