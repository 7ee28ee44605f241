import { RehearsalError } from "../errors.ts";
import { ROLES_ATTRIBUTE } from "../expression/entra-trees.ts";
import { withImported } from "../imported-document.ts";
import { readEntraSource } from "../mapping/entra-source.ts";
import { namesReadBy } from "../mapping/names-read.ts";
import { knownAttributes } from "../mapping/try-expression.ts";
import type { ReadRow } from "../provisioning/entra-row.ts";
import {
  type EntraSchema,
  entraSchemaSchema,
  findDefinitions,
  findObjectMapping,
  objectMappingsOf,
} from "../provisioning/entra-schema.ts";
import type { Provisioning, ProvisioningMapping, ScimClientSettings } from "../provisioning/settings.ts";
import { beginEntraUsers, type EntraUsers } from "../store/entra-users.ts";
import { isTooDeep } from "../store/json-syntax.ts";
import { findReservedName } from "../store/parse.ts";
import { formatPath } from "../store/problem.ts";
import { describeSchemaProblems } from "../store/schema-problems.ts";
import { withVendorAttributes } from "../store/vendor-target.ts";
import type { Workspace } from "../store/workspace.ts";
import { readAtPace } from "./at-pace.ts";
import { type ComparedRows, compareRows } from "./compare-rows.ts";
import { askForApplication, type FoundConnection, findConnection, withConnection } from "./find-application.ts";
import type { ImportPlan, ImportQuestion, ReportLine } from "./import-plan.ts";
import type { PlannerInput } from "./plan-import.ts";
import { createReport } from "./report.ts";

/** Entra's name for the application of a SCIM app that is in no gallery: it names nobody's. */
const NO_NAMES = ["customappsso"];

/**
 * Entra's synchronization schema: its mapping of people becomes the rows of one connection's provisioning by SCIM, its
 * scoping filters the scope, its mapping of groups whether groups are pushed. The document is kept whole.
 */
export async function planEntraSchema(input: PlannerInput): Promise<ImportPlan> {
  const { workspace, file, json, options, pace } = input;
  const schema = parseEntraSchema(json, file);
  const found = findConnection(input, namesIn(schema));
  if (found === undefined) return askForApplication(input);
  const begun = beginEntraUsers(schema, found.application, {
    choices: options.answers ?? {},
    sourceAttributes: sourceAttributes(schema, workspace),
  });
  if (begun === undefined) {
    const message = "No object mapping has `User` as its source: there is nobody to provision.";
    throw new RehearsalError("IMPORT_NO_USERS", message, { file, path: "synchronizationRules" });
  }
  const walk = { pace, what: "attribute mappings", total: begun.total };
  const users: EntraUsers = { ...begun, rows: await readAtPace(begun.rows, walk, (row) => row) };
  const compared = compareRows(
    found.connection.provisioning?.mappings ?? [],
    users.rows.flatMap(({ row }) => row ?? []),
  );
  const report = createReport();
  for (const row of users.rows) report.add(lineOfRow(row, compared));
  for (const line of [...compared.removed, ...otherLines(schema, users, found)]) report.add(line);
  return {
    kind: input.kind,
    what: `${describe(input, found, users)}${compared.counts}`,
    report: report.finish(),
    questions: users.rows.flatMap(askWhichIsMeant),
    next: apply(input, found, { schema, users, rows: compared.rows }),
  };
}

/** Half of what a workspace file may nest, for it is kept in one. */
const DEEPEST_DOCUMENT = 100;

/**
 * The schema in a document.
 * @throws {RehearsalError} IMPORT_INVALID with the path, IMPORT_TOO_DEEP
 */
function parseEntraSchema(json: unknown, file: string): EntraSchema {
  if (isTooDeep(json, DEEPEST_DOCUMENT))
    throw new RehearsalError("IMPORT_TOO_DEEP", `It nests deeper than ${DEEPEST_DOCUMENT} levels.`, { file });
  const reserved = findReservedName(json, []);
  if (reserved !== undefined) {
    const message = "The name `__proto__` is reserved by JavaScript and cannot be used.";
    throw new RehearsalError("IMPORT_INVALID", message, { file, path: formatPath(reserved) });
  }
  const parsed = entraSchemaSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [first] = describeSchemaProblems(entraSchemaSchema, json, parsed.error);
  const message = `This is no synchronization schema as Entra exports it today. ${first?.message ?? ""}`.trim();
  throw new RehearsalError("IMPORT_INVALID", message, { file, path: first?.path ?? "" });
}

function namesIn({ synchronizationRules }: EntraSchema): readonly string[] {
  const names = synchronizationRules.map(({ targetDirectoryName }) => targetDirectoryName ?? "");
  return names.filter((name) => !NO_NAMES.includes(name));
}

/** What the file says that a source has, what people here have, and what the files that they came from carry. */
function sourceAttributes(schema: EntraSchema, { directory }: Workspace): readonly string[] {
  const rule = findObjectMapping(schema, "User")?.rule;
  const defined = findDefinitions(schema, rule?.sourceDirectoryName, "User") ?? [];
  return knownAttributes("entra", [
    ...defined.map(({ name }) => name),
    ...directory.users.flatMap(({ attributes }) => Object.keys(attributes)),
    ...(directory.sources ?? []).flatMap(({ attributes }) => attributes),
  ]);
}

function lineOfRow({ result, place, mapping, notes, row }: ReadRow, { describe: compare }: ComparedRows): ReportLine {
  const said = notes.length === 0 ? "Taken as it stands." : notes.join(" ");
  const change = row === undefined ? undefined : compare(row.id);
  const message = change === undefined ? said : `${said} ${change}`;
  return { result, place, subject: mapping.targetAttributeName, message };
}

function askWhichIsMeant({ place, mapping, differs }: ReadRow): readonly ImportQuestion[] {
  if (differs === undefined) return [];
  const text = `The expression for ${mapping.targetAttributeName} says one thing as a text and another as a tree. Which is meant?`;
  const choices = [
    { id: "text", text: `The text: ${differs.text}` },
    { id: "tree", text: `The tree: ${differs.tree}` },
  ];
  return [{ id: place, place, text, choices }];
}

function otherLines(schema: EntraSchema, users: EntraUsers, found: FoundConnection): readonly ReportLine[] {
  const { placed, filter } = users;
  return [
    ...filter.lines.map(({ path, ...line }) => ({ ...line, place: `${placed.place}.scope.${path}` })),
    ...switchedOff(users),
    ...missingRequired(schema, users),
    ...unknownRoles(users, found),
    ...groupLines(schema),
    ...unusedMappings(schema),
    ...replacedWay(found),
    ...goneScope(users, found),
  ];
}

/** A schema says how roles are sent, and not which there are. */
function unknownRoles({ placed: { place }, rows }: EntraUsers, { connection }: FoundConnection): readonly ReportLine[] {
  const readsRoles = rows.some(({ row }) => row !== undefined && namesReadBy(row.source).includes(ROLES_ATTRIBUTE));
  if (!readsRoles || connection.appRoles !== undefined) return [];
  const message =
    "Rows read which app roles people are assigned, which no schema says: they cannot tell, and nobody is provisioned, until Entra's app-role assignments are imported, or the roles are listed at the application's assignment.";
  return [{ result: "adapted", place: `${place}.attributeMappings`, subject: ROLES_ATTRIBUTE, message }];
}

function goneScope(
  { placed, filter }: EntraUsers,
  { application, connection }: FoundConnection,
): readonly ReportLine[] {
  if (filter.condition !== undefined || connection.provisioning?.scope === undefined) return [];
  const message = "Removed: the file has no scoping filter, so that whoever is assigned is in scope from now on.";
  return [{ result: "adapted", place: `${placed.place}.scope`, subject: application.name, message }];
}

function switchedOff({ placed: { place, mapping } }: EntraUsers): readonly ReportLine[] {
  if (mapping.enabled !== false) return [];
  const message = "The mapping of people is switched off: the client may neither create, update nor delete.";
  return [{ result: "adapted", place: `${place}.enabled`, subject: mapping.name ?? "User", message }];
}

/** Attributes that the application cannot do without, and that nothing here gives. */
function missingRequired(schema: EntraSchema, { placed, rows }: EntraUsers): readonly ReportLine[] {
  const { rule, mapping } = placed;
  const definitions = findDefinitions(schema, rule.targetDirectoryName, mapping.targetObjectName) ?? [];
  const given = new Set(rows.flatMap((each) => (each.row === undefined ? [] : each.mapping.targetAttributeName)));
  return definitions.flatMap(({ name, required, anchor, defaultValue }): readonly ReportLine[] => {
    const isFilled = defaultValue !== null && defaultValue !== undefined && defaultValue !== "";
    if (required !== true || anchor === true || isFilled || given.has(name)) return [];
    const message = `The application's directory requires \`${name}\`, and no mapping gives it a value: in Entra nobody could be made.`;
    return [{ result: "notUnderstood", place: "directories", subject: name, message }];
  });
}

/** What the client sends of a group, whatever a mapping says: target to source. */
const OF_GROUPS: Readonly<Record<string, string>> = {
  displayName: "displayName",
  externalId: "id",
  members: "members",
};

function groupLines(schema: EntraSchema): readonly ReportLine[] {
  const placed = findObjectMapping(schema, "Group");
  if (placed === undefined) return [];
  const { place, mapping } = placed;
  const scope: readonly ReportLine[] =
    mapping.scope === null || mapping.scope === undefined
      ? []
      : [
          {
            result: "notUnderstood",
            place: `${place}.scope`,
            subject: "Group",
            message: "Scoping filters for groups are kept and not used: the groups that are pushed are listed.",
          },
        ];
  const rows = (mapping.attributeMappings ?? []).map(({ targetAttributeName: subject, source }, index): ReportLine => {
    const read = readEntraSource(source);
    const attribute = read.kind === "read" && read.source.kind === "attribute" ? read.source.attribute : undefined;
    const isSent = attribute !== undefined && Object.hasOwn(OF_GROUPS, subject) && OF_GROUPS[subject] === attribute;
    const message = isSent ? "Taken: the client sends it of every group." : NOT_OF_GROUPS;
    return {
      result: isSent ? "taken" : "notUnderstood",
      place: `${place}.attributeMappings[${index}]`,
      subject,
      message,
    };
  });
  return [...scope, ...rows];
}

const NOT_OF_GROUPS =
  "Of a group the client sends its name, its id and its members, and nothing else; the mapping is kept and not used.";

/** One mapping of people and one of groups count. */
function unusedMappings(schema: EntraSchema): readonly ReportLine[] {
  const used = [findObjectMapping(schema, "User")?.place, findObjectMapping(schema, "Group")?.place];
  return objectMappingsOf(schema)
    .filter(({ place }) => !used.includes(place))
    .map(({ place, mapping }) => ({
      result: "notUnderstood",
      place,
      subject: mapping.name ?? `${mapping.sourceObjectName} to ${mapping.targetObjectName}`,
      message: "One mapping of people and one of groups are used; this one is kept.",
    }));
}

function replacedWay({ application, connection: { provisioning } }: FoundConnection): readonly ReportLine[] {
  if (provisioning === undefined || provisioning.way === "scim") return [];
  const message = `${application.name} was provisioned in another way (${provisioning.way}); from now on it is by SCIM.`;
  return [{ result: "adapted", place: "", subject: application.name, message }];
}

function describe({ file }: PlannerInput, { application }: FoundConnection, { rows }: EntraUsers): string {
  const used = rows.filter(({ row }) => row !== undefined).length;
  return `${used} of ${rows.length} attribute mappings from ${file} for ${application.name}`;
}

/** What is taken out of a schema. */
interface Taken {
  readonly schema: EntraSchema;
  readonly users: EntraUsers;
  readonly rows: readonly ProvisioningMapping[];
}

function apply(
  { workspace, file, json, importedAt }: PlannerInput,
  found: FoundConnection,
  { schema, users, rows }: Taken,
): Workspace {
  const { connection } = found;
  const provisioning: Provisioning = {
    way: "scim",
    mappings: [...rows],
    ...(users.filter.condition === undefined ? {} : { scope: users.filter.condition }),
    client: { ...clientOf(found), actions: users.actions, groups: groupsOf(schema, found) },
  };
  // A document that was parsed is plain JSON.
  const document = json as NonNullable<typeof connection.imported>[number]["document"];
  const imported = withImported(connection.imported, { kind: "entraSchema", file, importedAt, document });
  const vendorTargets = rows.flatMap(({ vendorTarget }) => vendorTarget ?? []);
  return withConnection(workspace, found, {
    connection: { ...connection, provisioning, imported },
    application: withVendorAttributes(found.application, vendorTargets),
  });
}

/** Entra's usual interval (entra-expressions.md, section 5). */
const EVERY_MINUTES = 40;

/** The client as it is, but for what only Entra's can be. */
function clientOf({ connection: { provisioning } }: FoundConnection): Omit<ScimClientSettings, "actions" | "groups"> {
  const present = provisioning?.way === "scim" ? provisioning.client : undefined;
  const isEntra = present?.dialect === "entra" || present?.dialect === "entraScim062020";
  const { actions: _, groups: __, patchOnly: ___, ...kept } = present ?? { dialect: "entra" };
  return {
    ...kept,
    dialect: isEntra ? present.dialect : "entra",
    runs: present?.runs.on === "cycle" ? present.runs : { on: "cycle", everyMinutes: EVERY_MINUTES },
  };
}

/** The groups that are pushed where groups are: those that are so already, else those that are assigned. */
function groupsOf(schema: EntraSchema, { connection: { provisioning, assignment } }: FoundConnection): string[] {
  const placed = findObjectMapping(schema, "Group");
  if (placed === undefined || placed.mapping.enabled === false) return [];
  const present = provisioning?.way === "scim" ? provisioning.client.groups : [];
  return present.length > 0 ? present : [...assignment.groups];
}
