import { isDeepStrictEqual } from "node:util";
import { RehearsalError } from "../errors.ts";
import { findImported } from "../imported-document.ts";
import { writeEntraGroups } from "../mapping/entra-filter.ts";
import { type EntraSchema, entraSchemaSchema, findObjectMapping } from "../provisioning/entra-schema.ts";
import type { Provisioning, ScimClientSettings } from "../provisioning/settings.ts";
import { type EntraUsers, readEntraUsers } from "../store/entra-users.ts";
import { buildBlankSchema, GROUP_MAPPING } from "./blank-entra-schema.ts";
import { writeEntraRows } from "./entra-rows.ts";
import type { Exported, ExporterInput, NotCarried } from "./exported.ts";
import { type ExportedConnection, findConnectionToExport } from "./find-connection.ts";

type Json = Readonly<Record<string, unknown>>;

/** A part of the schema with what it could not carry. */
interface Written<Part> {
  readonly part: Part;
  readonly notCarried: readonly NotCarried[];
}

/**
 * The provisioning of one application as Entra's synchronization schema. A schema that was imported is given back as it
 * was but for what has changed since: rows are found again by their ids, and whatever nobody here understands stays.
 * @throws {RehearsalError} EXPORT_…
 */
export function exportEntraSchema({ workspace, options }: ExporterInput): Exported {
  const what = "is provisioned by rows of its own";
  const found = findConnectionToExport(workspace, options, {
    has: ({ provisioning }) => provisioning !== undefined,
    what,
  });
  const { application, connection } = found;
  const { provisioning } = connection;
  const imported = findImported(connection.imported, "entraSchema");
  const document = (imported?.document ?? buildBlankSchema(application)) as Json;
  const schema = parseKept(document, application.id);
  const users = readEntraUsers(schema, application, { choices: {} });
  if (provisioning === undefined || users === undefined) throw unreadable(application.id);
  const people = writePeople(objectMappingAt(document, users.placed.indexes), users, provisioning);
  const withPeople = replaceAt(document, users.placed.indexes, people.part);
  const groups = writeGroups(withPeople, schema, users, found, clientOf(provisioning));
  return {
    text: `${JSON.stringify(groups.part, null, 2)}\n`,
    fileName: `${application.id.replace(/[^A-Za-z0-9._-]/g, "-")}-entra-schema.json`,
    notCarried: [
      ...people.notCarried,
      ...groups.notCarried,
      ...describeSettings(provisioning),
      ...(imported === undefined ? [PLACEHOLDERS] : []),
    ],
  };
}

const PLACEHOLDERS: NotCarried = {
  place: "",
  message:
    "No schema was imported: the ids and the version are placeholders, and `directories` is empty. Entra wants those of the job that it is put into.",
};

/** It was read when it was imported; somebody may have edited the workspace's file since. */
function parseKept(document: Json, application: string): EntraSchema {
  const parsed = entraSchemaSchema.safeParse(document);
  if (parsed.success) return parsed.data;
  throw unreadable(application);
}

function unreadable(application: string): RehearsalError {
  const message = `The schema that is kept with ${application} is none any more; import it again.`;
  return new RehearsalError("EXPORT_DOCUMENT", message);
}

function clientOf(provisioning: Provisioning): ScimClientSettings | undefined {
  return provisioning.way === "scim" ? provisioning.client : undefined;
}

function writePeople(mapping: Json, users: EntraUsers, provisioning: Provisioning): Written<Json> {
  const rows = writeEntraRows(users.rows, listOf(mapping.attributeMappings), provisioning.mappings);
  const scope = writeScope(mapping, users, provisioning);
  const actions = writeActions(users, clientOf(provisioning)?.actions);
  return {
    part: { ...mapping, ...actions.part, ...scope.part, attributeMappings: rows.mappings },
    notCarried: [...rows.notCarried, ...scope.notCarried, ...actions.notCarried],
  };
}

function writeScope(mapping: Json, { filter }: EntraUsers, { scope }: Provisioning): Written<Json> {
  if (isDeepStrictEqual(filter.condition, scope)) return { part: {}, notCarried: [] };
  const present = isObject(mapping.scope) ? mapping.scope : { inputFilterGroups: [], categoryFilterGroups: [] };
  if (scope === undefined) return { part: { scope: { ...present, groups: [] } }, notCarried: [] };
  const groups = writeEntraGroups(scope);
  const place = "provisioning/scope";
  if (groups === undefined) {
    const message =
      "The scope cannot be said by Entra's scoping filters and is left out: whoever is assigned would be in scope.";
    return { part: { scope: { ...present, groups: [] } }, notCarried: [{ place, message }] };
  }
  const isOwn = "entraFilters" in scope;
  const message = "The scope is written as scoping filters, which take no attribute with several values.";
  return { part: { scope: { ...present, groups } }, notCarried: isOwn ? [] : [{ place, message }] };
}

function writeActions(
  { actions: before }: EntraUsers,
  actions: ScimClientSettings["actions"] | undefined,
): Written<Json> {
  if (actions === undefined || isDeepStrictEqual(before, actions)) return { part: {}, notCarried: [] };
  const types = [actions.create ? "Add" : "", actions.update ? "Update" : "", actions.delete ? "Delete" : ""];
  const flowTypes = types.filter((type) => type !== "").join(",");
  const message =
    "Entra deactivates accounts by updating them: whether it does is not said apart from whether it updates.";
  const notCarried =
    actions.disable === actions.update ? [] : [{ place: "provisioning/client/actions/disable", message }];
  return { part: flowTypes === "" ? { enabled: false } : { enabled: true, flowTypes }, notCarried };
}

/** Groups are pushed where there is a mapping of groups that is switched on; which ones, the assignment says. */
function writeGroups(
  document: Json,
  schema: EntraSchema,
  users: EntraUsers,
  { connection: { assignment } }: ExportedConnection,
  client: ScimClientSettings | undefined,
): Written<Json> {
  const pushed = client?.groups ?? [];
  const isOther = pushed.length > 0 && !isDeepStrictEqual([...pushed].sort(), [...assignment.groups].sort());
  const message = "Which groups are pushed is not in the schema: Entra pushes those that are assigned.";
  const notCarried = isOther ? [{ place: "provisioning/client/groups", message }] : [];
  const placed = findObjectMapping(schema, "Group");
  if (placed === undefined) {
    if (pushed.length === 0) return { part: document, notCarried };
    return { part: addObjectMapping(document, users.placed.indexes[0], GROUP_MAPPING), notCarried };
  }
  // Without an assigned group nothing is pushed, whatever the mapping says: it stays as it is.
  const isOff = placed.mapping.enabled === false;
  const isSwitched = isOff ? pushed.length > 0 : pushed.length === 0 && assignment.groups.length > 0;
  if (!isSwitched) return { part: document, notCarried };
  const mapping = { ...objectMappingAt(document, placed.indexes), enabled: isOff };
  return { part: replaceAt(document, placed.indexes, mapping), notCarried };
}

/** What stands elsewhere in Entra. */
function describeSettings(provisioning: Provisioning): readonly NotCarried[] {
  const client = clientOf(provisioning);
  if (client === undefined) {
    const message = `The application is provisioned in another way (${provisioning.way}), which Entra does not have; its rows are written.`;
    return [{ place: "provisioning/way", message }];
  }
  const found: readonly (readonly [string, boolean, string])[] = [
    ["deletionThreshold", client.deletionThreshold !== undefined, "the notification settings of the job"],
    ["skipOutOfScopeDeletions", client.skipOutOfScopeDeletions === true, "the secrets of the job"],
    ["runs", client.runs.on !== "cycle" || client.runs.everyMinutes !== ENTRA_MINUTES, "the schedule of the job"],
    ["dialect", client.dialect !== "entra", "the tenant URL, if Entra has it at all"],
    ["bearerToken", client.bearerToken !== undefined, "the secrets of the job, and no export holds any"],
    ["onDemandForgets", client.onDemandForgets === true, "no setting of Entra"],
  ];
  return found.flatMap(([name, isSet, where]) =>
    isSet
      ? [{ place: `provisioning/client/${name}`, message: `It is not in the schema: in Entra it is in ${where}.` }]
      : [],
  );
}

const ENTRA_MINUTES = 40;

type Indexes = readonly [rule: number, mapping: number];

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function objectAt(list: unknown, index: number): Json {
  const found = listOf(list)[index];
  return isObject(found) ? found : {};
}

function objectMappingAt(document: Json, [rule, mapping]: Indexes): Json {
  return objectAt(objectAt(document.synchronizationRules, rule).objectMappings, mapping);
}

function replaceAt(document: Json, [rule, index]: Indexes, mapping: Json): Json {
  return changeMappings(document, rule, (mappings) => mappings.with(index, mapping));
}

function addObjectMapping(document: Json, rule: number, mapping: Json): Json {
  return changeMappings(document, rule, (mappings) => [...mappings, mapping]);
}

function changeMappings(
  document: Json,
  rule: number,
  change: (mappings: readonly unknown[]) => readonly unknown[],
): Json {
  const rules = listOf(document.synchronizationRules);
  const present = objectAt(rules, rule);
  const objectMappings = change(listOf(present.objectMappings));
  return { ...document, synchronizationRules: rules.with(rule, { ...present, objectMappings }) };
}
