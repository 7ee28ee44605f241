import { isDeepStrictEqual } from "node:util";
import { foldCase } from "../fold-case.ts";
import { findImported } from "../imported-document.ts";
import { writeOktaSource } from "../mapping/okta-source.ts";
import { directionOf, oktaMappingSchema } from "../provisioning/okta-mapping.ts";
import { type OktaRowContext, type ReadOktaRow, readOktaRows } from "../provisioning/okta-row.ts";
import type { Provisioning, ProvisioningMapping } from "../provisioning/settings.ts";
import { createOktaRowContext, findOktaName } from "../store/okta-targets.ts";
import type { Exported, ExporterInput, NotCarried } from "./exported.ts";
import { type ExportedConnection, findConnectionToExport } from "./find-connection.ts";

type Json = Readonly<Record<string, unknown>>;

/** What was imported, as it stands in the file, and as it is read. */
interface KeptMappings {
  /** From people in Okta to the application. */
  readonly mapping: Json;
  /** From the application into Okta, and whatever else came with it. */
  readonly others: readonly Json[];
  readonly rows: readonly ReadOktaRow[];
  readonly isImported: boolean;
}

/**
 * The rows of one application as Okta's profile mapping. A mapping that was imported is given back as it was but for what
 * has changed since, with the one of the other direction beside it.
 * @throws {RehearsalError} EXPORT_…
 */
export function exportOktaMapping({ workspace, options }: ExporterInput): Exported {
  const found = findConnectionToExport(workspace, options, {
    has: ({ provisioning }) => provisioning !== undefined,
    what: "is provisioned by rows of its own",
  });
  const { application, connection } = found;
  const context = createOktaRowContext(workspace, application, connection);
  const kept = findKept(found, context);
  const { provisioning } = connection;
  const rows = provisioning?.mappings ?? [];
  const written = writeRows(rows, kept, found, context);
  const mapping = { ...kept.mapping, properties: written.properties };
  const document = kept.others.length === 0 ? mapping : [mapping, ...kept.others];
  return {
    text: `${JSON.stringify(document, null, 2)}\n`,
    fileName: `${application.id.replace(/[^A-Za-z0-9._-]/g, "-")}-okta-mapping.json`,
    notCarried: [
      ...written.notCarried,
      ...(provisioning === undefined ? [] : describeSettings(provisioning)),
      ...(kept.isImported ? [] : [WITHOUT_IDS]),
    ],
  };
}

const WITHOUT_IDS: NotCarried = {
  place: "",
  message:
    "No mapping was imported: the ids of the mapping, its source and its target are left out, for only Okta has them.",
};

function findKept({ application, connection }: ExportedConnection, context: OktaRowContext): KeptMappings {
  const document = findImported(connection.imported, "oktaMapping")?.document;
  const candidates: readonly unknown[] = Array.isArray(document) ? document : [document];
  const all = candidates.filter(isObject);
  const index = all.findIndex((each) => {
    const parsed = oktaMappingSchema.safeParse(each);
    return parsed.success && directionOf(parsed.data) === "toApp";
  });
  const mapping = all[index];
  const others = all.filter((each) => each !== mapping);
  if (mapping === undefined) return { mapping: blankMapping(application.id), others, rows: [], isImported: false };
  return { mapping, others, rows: readOktaRows(oktaMappingSchema.parse(mapping), context), isImported: true };
}

function blankMapping(name: string): Json {
  return { source: { name: "user", type: "user" }, target: { name, type: "appuser" } };
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

interface WrittenRows {
  readonly properties: Json;
  readonly notCarried: readonly NotCarried[];
}

/** What was not read stays as it is; a row that is gone takes its property with it. */
function writeRows(
  rows: readonly ProvisioningMapping[],
  kept: KeptMappings,
  { application }: ExportedConnection,
  { profile }: OktaRowContext,
): WrittenRows {
  const present: Json = isObject(kept.mapping.properties) ? kept.mapping.properties : {};
  const wasRead = new Map(
    kept.rows.flatMap((read) => (read.row === undefined ? [] : [[read.name, read.row] as const])),
  );
  const written = new Map(Object.entries(present).filter(([name]) => !wasRead.has(name)));
  const given = new Set<string>();
  const notCarried = rows.flatMap((row): readonly NotCarried[] => {
    const place = `provisioning/mappings/${row.id}`;
    const name = wasRead.has(row.id) ? row.id : findOktaName(row, application, profile);
    const obstacle = whyNotWritten(row, name, given);
    if (obstacle !== undefined || name === undefined)
      return [{ place, message: obstacle ?? "It has no name in Okta." }];
    given.add(name);
    const property = writeProperty(row, wasRead.get(name), present[name]);
    if ("why" in property) return [{ place, message: property.why }];
    written.set(name, property.json);
    const extras = describeExtras(row, profile?.get(name)?.required === true);
    return [...property.notes, ...extras].map((message) => ({ place, message }));
  });
  return { properties: Object.fromEntries(inOrder(written, Object.keys(present))), notCarried };
}

/** As the file had them, and new ones behind. */
function inOrder(
  written: ReadonlyMap<string, unknown>,
  order: readonly string[],
): readonly (readonly [string, unknown])[] {
  const known = order.filter((name) => written.has(name));
  const added = [...written.keys()].filter((name) => !order.includes(name));
  return [...known, ...added].map((name) => [name, written.get(name)]);
}

function whyNotWritten(
  { target }: ProvisioningMapping,
  name: string | undefined,
  given: ReadonlySet<string>,
): string | undefined {
  if (foldCase(target) === "active")
    return "Okta's client says by itself whether an account is active: no mapping does, and the row is left out.";
  if (name === undefined)
    return `No name of Okta's stands for \`${target}\`: its user schema would have to give it one. The row is left out.`;
  if (given.has(name))
    return `Okta has one expression for \`${name}\`, and a row above gives it already. The row is left out.`;
  return undefined;
}

type WrittenProperty = { readonly json: unknown; readonly notes: readonly string[] } | { readonly why: string };

/** As the file had it where the row still says the same. */
function writeProperty(
  row: ProvisioningMapping,
  was: ProvisioningMapping | undefined,
  present: unknown,
): WrittenProperty {
  const isSame = was !== undefined && was.apply === row.apply && isDeepStrictEqual(was.source, row.source);
  if (isSame) return { json: present, notes: [] };
  const written = writeOktaSource(row.source);
  if (!written.ok) return { why: written.why };
  const pushStatus = row.apply === "always" ? "PUSH" : "DONT_PUSH";
  return {
    json: { ...(isObject(present) ? present : {}), expression: written.text, pushStatus },
    notes: written.notes,
  };
}

/** What a row here may say beside its source. */
function describeExtras(row: ProvisioningMapping, isRequired: boolean): readonly string[] {
  const isUserName = foldCase(row.target) === "username";
  const found: readonly (readonly [boolean, string])[] = [
    [row.defaultIfNull !== undefined, "Its default for whoever has no value is in no mapping of Okta."],
    [row.required === true && !isRequired && !isUserName, "That it is required is in the application's user schema."],
    [
      row.matching !== undefined && !isUserName,
      "That accounts are matched by it is left out: Okta goes by `userName` alone.",
    ],
    [row.note !== undefined, "Its note is left out."],
  ];
  return found.flatMap(([isSet, message]) => (isSet ? [message] : []));
}

/** What stands elsewhere in Okta. */
function describeSettings(provisioning: Provisioning): readonly NotCarried[] {
  const scope: NotCarried[] =
    provisioning.scope === undefined
      ? []
      : [{ place: "provisioning/scope", message: "Okta has no scope beside the assignment: it is left out." }];
  if (provisioning.way === "scim") {
    const message =
      "How the client works is no part of a mapping: it stands in the application's provisioning settings.";
    return [...scope, { place: "provisioning/client", message }];
  }
  const message = `The application is provisioned in another way (${provisioning.way}); its rows are written.`;
  return [...scope, { place: "provisioning/way", message }];
}
