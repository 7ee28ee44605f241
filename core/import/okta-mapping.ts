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
import { namesNobodyHas, type OktaRowContext, type ReadOktaRow, readOktaRows } from "../provisioning/okta-row.ts";
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
  const direction = directionOf(mapping);
  const found = direction === "other" || !isFull(mapping) ? undefined : findWhose(work, mapping, isOne);
  const line = lineOfMapping(mapping, found);
  if (line !== undefined) work.report.add({ ...line, place: `${prefix}properties`, subject: titleOf(mapping) });
  if (found === undefined) return;
  work.applications.add(found.application.name);
  work.workspace =
    direction === "toApp"
      ? takeRows(work, found, placed)
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

function takeRows(work: Work, found: FoundConnection, placed: PlacedMapping): Workspace {
  const { workspace, report } = work;
  const { application, connection } = found;
  const context = createOktaRowContext(workspace, application, connection);
  const read = readOktaRows(placed.mapping, context);
  for (const each of read) report.add(lineOfRow(each, placed.prefix));
  const rows = read.flatMap(({ row }) => row ?? []);
  const mappings = withUserName(rows, connection.provisioning?.mappings ?? []);
  work.rows += rows.length;
  for (const line of otherLines(found, rows, mappings, context))
    report.add({ ...line, place: `${placed.prefix}properties` });
  const vendorTargets = rows.flatMap(({ vendorTarget }) => vendorTarget ?? []);
  return withConnection(workspace, found, {
    connection: { ...withDocument(work, found, placed), provisioning: provisionBy(found, mappings) },
    application: withVendorAttributes(application, vendorTargets),
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
  if (rows.some(isUserName))
    return rows.map((row) => (isUserName(row) ? { ...row, matching: 1, required: true } : row));
  const known = present.find(isUserName) ?? userNameRow({ dialect: "okta-template", text: DEFAULT_TEMPLATE }, "always");
  const taken = rows.some(({ id }) => id === known.id);
  return [{ ...known, ...(taken ? { id: "app-user-name" } : {}), matching: 1, required: true }, ...rows];
}

function isUserName({ target }: ProvisioningMapping): boolean {
  return foldCase(target) === "username";
}

function otherLines(
  { application, connection: { provisioning } }: FoundConnection,
  rows: readonly ProvisioningMapping[],
  mappings: readonly ProvisioningMapping[],
  context: OktaRowContext,
): readonly Omit<ReportLine, "place">[] {
  const present = provisioning?.mappings ?? [];
  const gone = present.filter(({ id, target }) => !mappings.some((row) => row.id === id && row.target === target));
  const isOkta = provisioning?.way === "scim" && provisioning.client.dialect.startsWith("okta");
  const unknown = [...new Set(rows.flatMap(({ source }) => namesNobodyHas(source, context)))];
  const facts: readonly (readonly [boolean, string, string])[] = [
    [
      !rows.some(isUserName) && !present.some(isUserName),
      "userName",
      `The file has no user name: Okta's default template \`${DEFAULT_TEMPLATE}\` gives it until a user name template is imported.`,
    ],
    [gone.length > 0, application.name, `Rows that were there are gone: ${gone.map(({ id }) => id).join(", ")}.`],
    [provisioning !== undefined && !isOkta, application.name, LIKE_OKTA],
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

/** The rows given by Okta's client: as it is, but for what only Okta's can be. */
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
