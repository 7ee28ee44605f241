import { RehearsalError } from "../errors.ts";
import { findImported, type ImportedDocument, withImported } from "../imported-document.ts";
import {
  applicationNamesOf,
  directionOf,
  type OktaMapping,
  oktaMappingSchema,
  oktaMappingsSchema,
} from "../provisioning/okta-mapping.ts";
import { namesNobodyHas, type OktaRowContext, type ReadOktaRow, readOktaRow } from "../provisioning/okta-row.ts";
import { DEFAULT_TEMPLATE, isUserNameRow, userNameRow } from "../provisioning/okta-user-name.ts";
import type { Provisioning, ProvisioningMapping, ScimClientSettings } from "../provisioning/settings.ts";
import { createOktaRowContext } from "../store/okta-targets.ts";
import { withVendorAttributes } from "../store/vendor-target.ts";
import type { Workspace } from "../store/workspace.ts";
import { readAtPace } from "./at-pace.ts";
import { type ComparedRows, compareRows } from "./compare-rows.ts";
import { askForApplication, type FoundConnection, findConnection, withConnection } from "./find-application.ts";
import type { ImportPlan, ReportLine } from "./import-plan.ts";
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
  /** What becomes of the rows of each, by its name. */
  readonly applications: Map<string, string>;
}

/**
 * Okta's profile mappings: those from people in Okta to an application become the rows of its provisioning. Those from an
 * application into Okta are kept and not used. The documents are kept whole.
 */
export async function planOktaMapping(input: PlannerInput): Promise<ImportPlan> {
  const placed = readMappings(input);
  const isOne = new Set(placed.flatMap(({ mapping }) => applicationNamesOf(mapping)[0] ?? [])).size <= 1;
  const names = isOne ? placed.flatMap(({ mapping }) => applicationNamesOf(mapping)) : [];
  if (isOne && findConnection(input, names) === undefined) return askForApplication(input);
  const work: Work = { input, report: createReport(), workspace: input.workspace, rows: 0, applications: new Map() };
  for (const each of placed) await takeMapping(work, each, isOne);
  const { applications, rows, workspace: next } = work;
  const whose = [...applications].map(([name, counts]) => `${name}${counts}`).join("; ");
  const what = `${rows} provisioning ${rows === 1 ? "row" : "rows"} from ${input.file} for ${whose === "" ? "no application" : whose}`;
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

async function takeMapping(work: Work, placed: PlacedMapping, isOne: boolean): Promise<void> {
  const { mapping, prefix } = placed;
  const direction = directionOf(mapping);
  const found = direction === "other" || !isFull(mapping) ? undefined : findWhose(work, mapping, isOne);
  const line = lineOfMapping(mapping, found);
  if (line !== undefined) work.report.add({ ...line, place: `${prefix}properties`, subject: titleOf(mapping) });
  if (found === undefined) return;
  const { name } = found.application;
  work.applications.set(name, work.applications.get(name) ?? "");
  work.workspace =
    direction === "toApp"
      ? await takeRows(work, found, placed)
      : withConnection(work.workspace, found, { connection: withDocument(work, found, placed) });
}

/** What is to be said of a mapping as a whole; undefined where its rows say everything. */
function lineOfMapping(
  mapping: OktaMapping,
  found: FoundConnection | undefined,
): Pick<ReportLine, "result" | "message"> | undefined {
  const { source, target } = mapping;
  if (!isFull(mapping)) {
    const message = "It has no `properties`: Okta's list leaves them out, and GET /api/v1/mappings/{id} gives them.";
    return { result: "refused", message };
  }
  if (directionOf(mapping) === "other") {
    const message = `A mapping goes from \`user\` to \`appuser\` or back; this one goes from \`${source.type}\` to \`${target.type}\`.`;
    return { result: "refused", message };
  }
  if (found === undefined) {
    const message = "No application here is called so. Import it alone, and say which application it is of.";
    return { result: "refused", message };
  }
  if (directionOf(mapping) === "toApp") return undefined;
  return { result: "notUnderstood", message: "It goes from the application into Okta: it is kept and not used." };
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

async function takeRows(work: Work, found: FoundConnection, placed: PlacedMapping): Promise<Workspace> {
  const { workspace, report, input } = work;
  const { application, connection } = found;
  const context = createOktaRowContext(workspace, application, connection);
  const walk = { pace: input.pace, what: "properties" };
  const properties = Object.entries(placed.mapping.properties ?? {});
  const read = await readAtPace(properties, walk, (entry) => readOktaRow(entry, context));
  const rows = read.flatMap(({ row }) => row ?? []);
  const present = connection.provisioning?.mappings ?? [];
  const compared = compareRows(present, withUserName(rows, present));
  const mappings = compared.rows;
  work.rows += rows.length;
  work.applications.set(application.name, compared.counts);
  for (const each of read) report.add(lineOfRow(each, placed.prefix, compared));
  for (const line of compared.removed) report.add(line);
  for (const line of otherLines(found, rows, context)) report.add({ ...line, place: `${placed.prefix}properties` });
  const vendorTargets = rows.flatMap(({ vendorTarget }) => vendorTarget ?? []);
  return withConnection(workspace, found, {
    connection: { ...withDocument(work, found, placed), provisioning: provisionBy(found, mappings) },
    application: withVendorAttributes(application, vendorTargets),
  });
}

function lineOfRow(
  { result, place, name, notes, row }: ReadOktaRow,
  prefix: string,
  { describe }: ComparedRows,
): ReportLine {
  const said = notes.length === 0 ? "Taken as it stands." : notes.join(" ");
  const change = row === undefined ? undefined : describe(row.id);
  const message = change === undefined ? said : `${said} ${change}`;
  return { result, place: `${prefix}${place}`, subject: name, message };
}

/** The rows with one for the user name: Okta keeps its template with the application and not in the mapping. */
function withUserName(
  rows: readonly ProvisioningMapping[],
  present: readonly ProvisioningMapping[],
): readonly ProvisioningMapping[] {
  if (rows.some(isUserNameRow))
    return rows.map((row) => (isUserNameRow(row) ? { ...row, matching: 1, required: true } : row));
  const known =
    present.find(isUserNameRow) ?? userNameRow({ dialect: "okta-template", text: DEFAULT_TEMPLATE }, "always");
  const taken = rows.some(({ id }) => id === known.id);
  return [{ ...known, ...(taken ? { id: "app-user-name" } : {}), matching: 1, required: true }, ...rows];
}

function otherLines(
  { application, connection: { provisioning } }: FoundConnection,
  rows: readonly ProvisioningMapping[],
  context: OktaRowContext,
): readonly Omit<ReportLine, "place">[] {
  const present = provisioning?.mappings ?? [];
  const client = provisioning?.way === "scim" ? provisioning.client : undefined;
  const isOtherClient = client !== undefined && !client.dialect.startsWith("okta");
  const unknown = [...new Set(rows.flatMap(({ source }) => namesNobodyHas(source, context)))];
  const facts: readonly (readonly [boolean, string, string])[] = [
    [
      !rows.some(isUserNameRow) && !present.some(isUserNameRow),
      "userName",
      `The file has no user name: Okta's default template \`${DEFAULT_TEMPLATE}\` gives it until a user name template is imported.`,
    ],
    [provisioning !== undefined && client === undefined, application.name, LIKE_OKTA],
    [isOtherClient, application.name, keptClient(client)],
    [
      unknown.length > 0,
      "People",
      `Nobody in the directory has a value for ${unknown.map((name) => `\`${name}\``).join(", ")}: import the people from Okta, too.`,
    ],
  ];
  return facts.flatMap(([holds, subject, message]) => (holds ? [{ result: "adapted", subject, message }] : []));
}

const LIKE_OKTA =
  "From now on it is provisioned by SCIM as Okta does for an application made with its wizard: by events, and every change is a PUT.";

/** A client that somebody set up is not replaced by an import of rows: whose it is, is a choice of theirs. */
function keptClient(client: ScimClientSettings | undefined): string {
  return `Its SCIM client stays as it is set, with the dialect \`${client?.dialect}\`: set it to one of Okta's to see what Okta would send.`;
}

/** The rows given by the SCIM client that is there, else by Okta's. */
function provisionBy(
  { connection: { provisioning } }: FoundConnection,
  mappings: readonly ProvisioningMapping[],
): Provisioning {
  const present = provisioning?.way === "scim" ? provisioning.client : undefined;
  const scope = provisioning?.scope;
  return {
    way: "scim",
    mappings: [...mappings],
    ...(scope === undefined ? {} : { scope }),
    client: present ?? OKTA_CLIENT,
  };
}

/** Okta never deletes, and goes by events. */
const OKTA_CLIENT: ScimClientSettings = {
  dialect: "oktaWizard",
  runs: { on: "events" },
  actions: { create: true, update: true, disable: true, delete: false },
  groups: [],
};

/** The connection with the document beside the one of the other direction, in the place of an earlier one of its own. */
function withDocument(
  { input: { file, importedAt } }: Work,
  { connection }: FoundConnection,
  { mapping, document }: PlacedMapping,
): FoundConnection["connection"] {
  const known = findImported(connection.imported, "oktaMapping")?.document;
  const others = (Array.isArray(known) ? known : []).filter((each) => {
    const parsed = oktaMappingSchema.safeParse(each);
    return parsed.success && directionOf(parsed.data) !== directionOf(mapping);
  });
  const all = directionOf(mapping) === "toApp" ? [document, ...others] : [...others, document];
  const kept = { kind: "oktaMapping", file, importedAt, document: all };
  return { ...connection, imported: withImported(connection.imported, kept) };
}
