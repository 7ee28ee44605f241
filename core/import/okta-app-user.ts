import { findImported, withImported } from "../imported-document.ts";
import type { RowTarget } from "../provisioning/entra-row.ts";
import { appAttributesOf, type OktaAppAttribute, oktaAppUserSchemaSchema } from "../provisioning/okta-app-user.ts";
import { directionOf, type OktaMapping, oktaMappingSchema } from "../provisioning/okta-mapping.ts";
import { readOktaRows } from "../provisioning/okta-row.ts";
import type { ProvisioningMapping } from "../provisioning/settings.ts";
import { createOktaRowContext } from "../store/okta-targets.ts";
import { withVendorAttributes } from "../store/vendor-target.ts";
import type { Workspace } from "../store/workspace.ts";
import { askForApplication, type FoundConnection, findConnection, withConnection } from "./find-application.ts";
import type { ImportPlan, ReportLine } from "./import-plan.ts";
import { parseDocument } from "./parse-document.ts";
import type { PlannerInput } from "./plan-import.ts";
import { createReport } from "./report.ts";

/**
 * The schema of people's profiles in an application, as Okta has it: it is kept whole, and tells where the targets of
 * profile mappings stand in SCIM. Rows of a mapping that was imported before go to where it says.
 */
export function planOktaAppUserSchema(input: PlannerInput): ImportPlan {
  const { json, file, kind, importedAt, workspace } = input;
  const what = "the user schema of an application in Okta";
  const { parsed, document } = parseDocument(oktaAppUserSchemaSchema, { json, file, what });
  const found = findConnection(input, [parsed.title ?? "", parsed.name ?? ""]);
  if (found === undefined) return askForApplication(input);
  const { connection, application } = found;
  const imported = withImported(connection.imported, { kind: "oktaAppUserSchema", file, importedAt, document });
  const kept = { ...connection, imported };
  const attributes = appAttributesOf(parsed);
  const report = createReport();
  const { targetOf } = createOktaRowContext(workspace, application, kept);
  for (const attribute of attributes) report.add(lineOf(attribute, targetOf(attribute.name)));
  const moved = moveRows(workspace, { ...found, connection: kept }, connection);
  for (const line of missingRows(attributes, moved.connection, application.name)) report.add(line);
  return {
    kind,
    what: `The user schema of ${application.name} from ${file}: ${attributes.length} attributes`,
    report: report.finish(),
    questions: [],
    next: withConnection(workspace, found, moved),
  };
}

function lineOf({ name, place, required, readOnly }: OktaAppAttribute, target: RowTarget): ReportLine {
  const line = (result: ReportLine["result"], where: string): ReportLine => {
    const facts = [where, ...(required ? ["It is required."] : []), ...(readOnly ? ["It is read-only."] : [])];
    return { result, place, subject: name, message: facts.join(" ") };
  };
  if ("problem" in target) return line("notUnderstood", target.problem);
  if (target.vendorTarget === undefined) return line("taken", `It stands at \`${target.target}\`.`);
  return line("adapted", `The schema does not say where it stands in SCIM, which sends it as \`${target.target}\`.`);
}

/** The mapping to the application that was imported before. */
function importedMapping({ imported }: FoundConnection["connection"]): OktaMapping | undefined {
  const document = findImported(imported, "oktaMapping")?.document;
  const mappings = (Array.isArray(document) ? document : []).flatMap(
    (each) => oktaMappingSchema.safeParse(each).data ?? [],
  );
  return mappings.find((mapping) => directionOf(mapping) === "toApp");
}

/** Rows that still are as the mapping gave them go to where the schema says; others stay. */
function moveRows(
  workspace: Workspace,
  { application, connection: kept }: FoundConnection,
  before: FoundConnection["connection"],
): Pick<FoundConnection, "application" | "connection"> {
  const { provisioning } = before;
  const mapping = importedMapping(before);
  if (provisioning === undefined || mapping === undefined) return { application, connection: kept };
  const earlier = rowsOf(mapping, workspace, application, before);
  const later = rowsOf(mapping, workspace, application, kept);
  const mappings = provisioning.mappings.map((row) => {
    const [was, is] = [earlier.get(row.id), later.get(row.id)];
    const isMoved = was !== undefined && is !== undefined && was.target === row.target;
    return isMoved ? moveRow(row, is) : row;
  });
  const vendorTargets = mappings.flatMap(({ vendorTarget }) => vendorTarget ?? []);
  return {
    application: withVendorAttributes(application, vendorTargets),
    connection: { ...kept, provisioning: { ...provisioning, mappings } },
  };
}

function moveRow(
  { vendorTarget: _, ...row }: ProvisioningMapping,
  { target, vendorTarget, required }: ProvisioningMapping,
) {
  return {
    ...row,
    target,
    ...(vendorTarget === undefined ? {} : { vendorTarget }),
    ...(required === true ? { required } : {}),
  };
}

function rowsOf(
  mapping: OktaMapping,
  workspace: Workspace,
  application: FoundConnection["application"],
  connection: FoundConnection["connection"],
): ReadonlyMap<string, ProvisioningMapping> {
  const read = readOktaRows(mapping, createOktaRowContext(workspace, application, connection));
  return new Map(read.flatMap(({ row }) => (row === undefined ? [] : [[row.id, row] as const])));
}

/** What the application cannot do without, and no row gives. */
function missingRows(
  attributes: readonly OktaAppAttribute[],
  { provisioning }: FoundConnection["connection"],
  application: string,
): readonly ReportLine[] {
  if (provisioning === undefined) return [];
  const given = new Set(provisioning.mappings.flatMap(({ id, target }) => [id, target]));
  return attributes.flatMap(({ name, path, place, required }): readonly ReportLine[] => {
    if (!required || given.has(name) || (path !== undefined && given.has(path))) return [];
    const message = `${application} requires \`${name}\`, and no row gives it a value.`;
    return [{ result: "notUnderstood", place, subject: name, message }];
  });
}
