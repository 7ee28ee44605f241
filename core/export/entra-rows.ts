import { isDeepStrictEqual } from "node:util";
import { isList } from "../attribute-value.ts";
import { writeEntraSource } from "../mapping/write-entra-source.ts";
import type { ReadRow } from "../provisioning/entra-row.ts";
import type { ProvisioningMapping } from "../provisioning/settings.ts";
import { buildAttributeMapping } from "./blank-entra-schema.ts";
import type { NotCarried } from "./exported.ts";

/** The `attributeMappings` of an object mapping, and what they cannot carry. */
export interface WrittenRows {
  readonly mappings: readonly unknown[];
  readonly notCarried: readonly NotCarried[];
}

/**
 * Writes rows over the mappings that they were imported from, found again by their ids: one that is as it was stays to the
 * letter, one that has changed is replaced in place, one that is gone goes, and new ones come last. A mapping that gave no
 * row stays.
 */
export function writeEntraRows(
  read: readonly ReadRow[],
  mappings: readonly unknown[],
  rows: readonly ProvisioningMapping[],
): WrittenRows {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const present = read.map((entry, index) => writePresent(entry, mappings[index], byId.get(entry.id)));
  const known = new Set(read.map(({ id }) => id));
  const added = rows.filter(({ id }) => !known.has(id)).map((row) => writeRow(row, undefined, undefined));
  const all = [...present, ...added];
  return {
    mappings: all.flatMap(({ mapping }) => (mapping === undefined ? [] : [mapping])),
    notCarried: [...all.flatMap(({ notCarried }) => notCarried), ...describeFallbacks(rows)],
  };
}

/** `mapping`: absent where there is none any more. */
interface WrittenRow {
  readonly mapping?: unknown;
  readonly notCarried: readonly NotCarried[];
}

function writePresent(entry: ReadRow, json: unknown, row: ProvisioningMapping | undefined): WrittenRow {
  if (row === undefined) return entry.row === undefined ? { mapping: json, notCarried: [] } : { notCarried: [] };
  if (isDeepStrictEqual(withoutNote(row), entry.row)) return { mapping: json, notCarried: notesOf(row) };
  // A row for the type None says less than its mapping: all of it is written once it says something else.
  const isNone = entry.mapping.source === null || entry.mapping.source === undefined;
  return writeRow(row, isNone ? undefined : entry.row, json);
}

function withoutNote({ note: _, ...row }: ProvisioningMapping): ProvisioningMapping {
  return row;
}

function notesOf({ id, note }: ProvisioningMapping): readonly NotCarried[] {
  if (note === undefined) return [];
  return [{ place: `provisioning/mappings/${id}/note`, message: "Entra's schema has no place for a note." }];
}

/**
 * Writes a row over a mapping, or as a new one. `before`: the row that the mapping stands for as it is, of which only what
 * differs is written.
 */
function writeRow(row: ProvisioningMapping, before: ProvisioningMapping | undefined, json: unknown): WrittenRow {
  const place = `provisioning/mappings/${row.id}`;
  const differs = (...members: (keyof ProvisioningMapping)[]): boolean =>
    before === undefined || members.some((member) => !isDeepStrictEqual(before[member], row[member]));
  const written = differs("source") ? writeEntraSource(row.source) : undefined;
  if (written?.ok === false) {
    const message = `The row for ${row.target} is left out. ${written.why}`;
    return { notCarried: [{ place: `${place}/source`, message }] };
  }
  const fallback = differs("defaultIfNull") ? writeDefault(row, place) : undefined;
  const name = row.vendorTarget ?? row.target;
  const mapping = {
    ...(json === undefined ? buildAttributeMapping(name, null) : Object(json)),
    ...(written === undefined ? {} : { source: written.json }),
    ...(differs("target", "vendorTarget") ? { targetAttributeName: name } : {}),
    ...(differs("apply") ? { flowType: row.apply === "create" ? "ObjectAddOnly" : "Always" } : {}),
    ...(differs("matching") ? { matchingPriority: row.matching ?? 0 } : {}),
    ...(fallback === undefined ? {} : { defaultValue: fallback.value }),
  };
  const lost = (written?.notes ?? []).map((message) => ({ place: `${place}/source`, message }));
  const notCarried = [
    ...lost,
    ...(fallback?.notCarried ?? []),
    ...describeRequired(before, row, place),
    ...notesOf(row),
  ];
  return { mapping, notCarried };
}

function writeDefault({ defaultIfNull: value }: ProvisioningMapping, place: string) {
  if (value === undefined || value === null || value === "") return { value: null, notCarried: [] };
  if (typeof value === "string") return { value, notCarried: [] };
  const text = isList(value) ? null : String(value);
  const message =
    text === null ? "A default of Entra is one text; this one is left out." : `The default becomes the text "${text}".`;
  return { value: text, notCarried: [{ place: `${place}/defaultIfNull`, message }] };
}

function describeRequired(
  before: ProvisioningMapping | undefined,
  { required }: ProvisioningMapping,
  place: string,
): readonly NotCarried[] {
  if ((before?.required ?? false) === (required ?? false)) return [];
  const message = "Whether a value is required stands in the application's directory and not in a mapping.";
  return [{ place: `${place}/required`, message }];
}

/** Entra has one mapping for a target. */
function describeFallbacks(rows: readonly ProvisioningMapping[]): readonly NotCarried[] {
  const given = new Set<string>();
  return rows.flatMap(({ id, target }) => {
    const isFirst = !given.has(target);
    given.add(target);
    const message = `Entra takes one mapping for a target, and another row gives \`${target}\` already.`;
    return isFirst ? [] : [{ place: `provisioning/mappings/${id}`, message }];
  });
}
