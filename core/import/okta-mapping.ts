import { RehearsalError } from "../errors.ts";
import { foldCase } from "../fold-case.ts";
import { findImported, type ImportedDocument, withImported } from "../imported-document.ts";
import {
  applicationNamesOf,
  directionOf,
  type OktaMapping,
  oktaMappingSchema,
  oktaMappingsSchema,
} from "../provisioning/okta-mapping.ts";
import { type ReadOktaRow, readOktaRows } from "../provisioning/okta-row.ts";
import type { Provisioning, ProvisioningMapping, ScimClientSettings } from "../provisioning/settings.ts";
import { createOktaRowContext } from "../store/okta-targets.ts";
import { withVendorAttributes } from "../store/vendor-target.ts";
import type { Workspace } from "../store/workspace.ts";
import { askForApplication, type FoundConnection, findConnection, withConnection } from "./find-application.ts";
import type { ImportPlan, ReportLine } from "./import-plan.ts";
import { DEFAULT_TEMPLATE, userNameRow } from "./okta-user-name.ts";
import { parseDocument } from "./parse-document.ts";
import type { PlannerInput } from "./plan-import.ts";
import { createReport, type ReportWriter } from "./report.ts";

/** A mapping as it was read, and as it stands in the file. */
interface PlacedMapping {
  readonly mapping: OktaMapping;
  readonly document: ImportedDocument["document"];
  /** `[2].`; empty where the file is one mapping. */
  readonly prefix: string;
}

/** An import while it is worked out. */
interface Work {
  readonly input: PlannerInput;
  readonly report: ReportWriter;
  workspace: Workspace;
  rows: number;
  readonly applications: Set<string>;
}

/**
 * Okta's profile mappings: those from people in Okta to an application become the rows of its provisioning. Those from an
 * application into Okta are kept and not used. The documents are kept whole.
 */
export function planOktaMapping(input: PlannerInput): ImportPlan {
  const placed = readMappings(input);
  const isOne = new Set(placed.flatMap(({ mapping }) => applicationNamesOf(mapping)[0] ?? [])).size <= 1;
  const names = isOne ? placed.flatMap(({ mapping }) => applicationNamesOf(mapping)) : [];
  if (isOne && findConnection(input, names) === undefined) return askForApplication(input);
  const work: Work = { input, report: createReport(), workspace: input.workspace, rows: 0, applications: new Set() };
  for (const each of placed) takeMapping(work, each, isOne);
  const { applications, rows, workspace: next } = work;
  const whose = applications.size === 0 ? "no application" : [...applications].join(", ");
  const what = `${rows} provisioning ${rows === 1 ? "row" : "rows"} from ${input.file} for ${whose}`;
  return { kind: input.kind, what, report: work.report.finish(), questions: [], next };
}

/** @throws {RehearsalError} IMPORT_INVALID, IMPORT_TOO_DEEP, IMPORT_NO_PROPERTIES */
function readMappings({ json, file }: PlannerInput): readonly PlacedMapping[] {
  const { parsed, document } = parseDocument(oktaMappingsSchema, { json, file, what: "a profile mapping of Okta" });
  const placed: readonly PlacedMapping[] =
    Array.isArray(parsed) && Array.isArray(document)
      ? parsed.map((mapping, index) => ({ mapping, document: document[index] ?? null, prefix: `[${index}].` }))
      : [{ mapping: oktaMappingSchema.parse(parsed), document, prefix: "" }];
  if (placed.some(({ mapping }) => isFull(mapping))) return placed;
  const message =
    "No mapping here has `properties`: this is Okta's list of mappings, which leaves them out. Each is given whole by GET /api/v1/mappings/{id}.";
  throw new RehearsalError("IMPORT_NO_PROPERTIES", message, { file, path: `${placed[0]?.prefix ?? ""}properties` });
}

function isFull({ properties }: OktaMapping): boolean {
  return properties !== null && properties !== undefined;
}

function takeMapping(work: Work, placed: PlacedMapping, isOne: boolean): void {
  const { mapping, prefix } = placed;
  const line = (result: ReportLine["result"], message: string): void =>
    work.report.add({ result, place: `${prefix}${isFull(mapping) ? "" : "properties"}`, subject: titleOf(mapping), message });
  if (!isFull(mapping))
    return line("notUnderstood", "It has no `properties`: Okta's list leaves them out, and GET /api/v1/mappings/{id} gives them.");
  const direction = directionOf(mapping);
  if (direction === "other")
    return line("refused", `A mapping goes from \`user\` to \`appuser\` or back; this one goes from \`${mapping.source.type}\` to \`${mapping.target.type}\`.`);
  const found = findWhose(work, mapping, isOne);
  if (found === undefined)
    return line("refused", "No application here is called so. Import it alone, and say which application it is of.");
  if (direction === "toOkta")
    line("notUnderstood", "It goes from the application into Okta: it is kept and not used.");
  work.applications.add(found.application.name);
  work.workspace = direction === "toApp" ? takeRows(work, found, placed) : keepDocument(work, found, placed);
}

function titleOf({ source, target }: OktaMapping): string {
  return `${source.name ?? source.type} to ${target.name ?? target.type}`;
}

/** Of several applications, each is found by its own name. */
function findWhose({ workspace, input }: Work, mapping: OktaMapping, isOne: boolean): FoundConnection | undefined {
  const names = applicationNamesOf(mapping);
  if (isOne) return findConnection({ ...input, workspace }, names);
  const { application: _, answers: __, ...options } = input.options;
  return findConnection({ workspace, options, file: "" }, names);
}

function takeRows(work: Work, found: FoundConnection, placed: PlacedMapping): Workspace {
  const { workspace, report } = work;
  const { application, connection } = found;
  const read = readOktaRows(placed.mapping, createOktaRowContext(workspace, application, connection));
  for (const each of read) report.add(lineOfRow(each, placed.prefix));
  const rows = read.flatMap(({ row }) => row ?? []);
  const mappings = withUserName(rows, connection.provisioning?.mappings ?? []);
  work.rows += rows.length;
  for (const line of otherLines(found, rows, mappings)) report.add({ ...line, place: `${placed.prefix}properties` });
  const kept = keepDocument(work, found, placed);
  const next = findConnection({ workspace: kept, options: { application: application.id }, file: "" }, []);
  if (next === undefined) return kept;
  const vendorTargets = rows.flatMap(({ vendorTarget }) => vendorTarget ?? []);
  return withConnection(kept, next, {
    connection: { ...next.connection, provisioning: provisionBy(next, mappings) },
    application: withVendorAttributes(next.application, vendorTargets),
  });
}

function lineOfRow({ result, place, name, notes }: ReadOktaRow, prefix: string): ReportLine {
  const message = notes.length === 0 ? "Taken as it stands." : notes.join(" ");
  return { result, place: `${prefix}${place}`, subject: name, message };
}

/** The rows with one for the user name: Okta keeps its template with the application and not in the mapping. */
function withUserName(
  rows: readonly ProvisioningMapping[],
  present: readonly ProvisioningMapping[],
): readonly ProvisioningMapping[] {
  if (rows.some(isUserName)) return rows.map((row) => (isUserName(row) ? { ...row, matching: 1, required: true } : row));
  const known = present.find(isUserName) ?? userNameRow({ dialect: "okta-template", text: DEFAULT_TEMPLATE }, "always");
  const taken = rows.some(({ id }) => id === known.id);
  return [{ ...known, ...(taken ? { id: "app-user-name" } : {}), matching: 1, required: true }, ...rows];
}

function isUserName({ target }: ProvisioningMapping): boolean {
  return foldCase(target) === "username";
}

function otherLines(
  { application, connection }: FoundConnection,
  rows: readonly ProvisioningMapping[],
  mappings: readonly ProvisioningMapping[],
): readonly Omit<ReportLine, "place">[] {
  const { provisioning } = connection;
  const present = provisioning?.mappings ?? [];
  const adapted = (subject: string, message: string) => ({ result: "adapted", subject, message }) as const;
  const replaced = present.filter(({ id, target }) => !mappings.some((row) => row.id === id && row.target === target));
  const isOkta = provisioning?.way === "scim" && provisioning.client.dialect.startsWith("okta");
  return [
    ...(rows.some(isUserName) || present.some(isUserName)
      ? []
      : [adapted("userName", `The file has no user name: Okta's default template \`${DEFAULT_TEMPLATE}\` gives it until a user name template is imported.`)]),
    ...(replaced.length === 0
      ? []
      : [adapted(application.name, `${replaced.length} rows that were there are gone: ${replaced.map(({ id }) => id).join(", ")}.`)]),
    ...(provisioning === undefined || isOkta
      ? []
      : [adapted(application.name, "From now on it is provisioned by SCIM as Okta does for an application made with its wizard: by events, and every change is a PUT.")]),
  ];
}

/** The rows given by Okta's client: as it is, but for what only Okta's can be. */
function provisionBy({ connection: { provisioning } }: FoundConnection, mappings: readonly ProvisioningMapping[]): Provisioning {
  const present = provisioning?.way === "scim" ? provisioning.client : undefined;
  const scope = provisioning?.scope;
  return {
    way: "scim",
    mappings: [...mappings],
    ...(scope === undefined ? {} : { scope }),
    client: present?.dialect.startsWith("okta") === true ? present : oktaClient(present),
  };
}

/** Okta never deletes, and goes by events. */
function oktaClient(present: ScimClientSettings | undefined): ScimClientSettings {
  return {
    dialect: "oktaWizard",
    ...(present?.bearerToken === undefined ? {} : { bearerToken: present.bearerToken }),
    runs: { on: "events" },
    actions: { create: true, update: true, disable: true, ...present?.actions, delete: false },
    groups: present?.groups ?? [],
  };
}

/** The document beside the one of the other direction, in the place of an earlier one of its own. */
function keepDocument({ workspace, input }: Work, found: FoundConnection, { mapping, document }: PlacedMapping): Workspace {
  const { connection } = found;
  const known = findImported(connection.imported, "oktaMapping")?.document;
  const others = (Array.isArray(known) ? known : []).filter((each) => {
    const parsed = oktaMappingSchema.safeParse(each);
    return parsed.success && directionOf(parsed.data) !== directionOf(mapping);
  });
  const { file, importedAt } = input;
  const kept = { kind: "oktaMapping", file, importedAt, document: [document, ...others] };
  return withConnection(workspace, found, {
    connection: { ...connection, imported: withImported(connection.imported, kept) },
  });
}
