import { type ReadEntraFilter, readEntraFilter } from "../mapping/entra-filter.ts";
import { indexDefinitions, type ReadRow, type RowContext, readEntraRows } from "../provisioning/entra-row.ts";
import {
  actionsOf,
  type EntraSchema,
  findDefinitions,
  findObjectMapping,
  type PlacedObjectMapping,
} from "../provisioning/entra-schema.ts";
import type { ScimClientSettings } from "../provisioning/settings.ts";
import type { Application } from "../sp/application.ts";
import { createTargetFinder } from "./vendor-target.ts";

/** What Entra's schema says of people. */
export interface EntraUsers {
  readonly placed: PlacedObjectMapping;
  readonly rows: readonly ReadRow[];
  readonly filter: ReadEntraFilter;
  readonly actions: ScimClientSettings["actions"];
}

const NOTHING: ScimClientSettings["actions"] = { create: false, update: false, disable: false, delete: false };

/** The same while its rows are still to be read, one after another: there may be thousands. */
export interface EntraUsersReading extends Omit<EntraUsers, "rows"> {
  readonly rows: Iterable<ReadRow>;
  /** How many rows there are. */
  readonly total: number;
}

/** Reads the mapping of people for an application; undefined where the schema has none. */
export function readEntraUsers(
  schema: EntraSchema,
  application: Application,
  context: Pick<RowContext, "choices" | "sourceAttributes">,
): EntraUsers | undefined {
  const begun = beginEntraUsers(schema, application, context);
  if (begun === undefined) return undefined;
  const { rows, total: _, ...users } = begun;
  return { ...users, rows: [...rows] };
}

/** Begins to read the mapping of people for an application; undefined where the schema has none. */
export function beginEntraUsers(
  schema: EntraSchema,
  application: Application,
  { choices, ...known }: Pick<RowContext, "choices" | "sourceAttributes">,
): EntraUsersReading | undefined {
  const placed = findObjectMapping(schema, "User");
  if (placed === undefined) return undefined;
  const { place, rule, mapping } = placed;
  const definitions = findDefinitions(schema, rule.targetDirectoryName, mapping.targetObjectName);
  const mappings = mapping.attributeMappings ?? [];
  const rows = readEntraRows(mappings, place, {
    ...known,
    ...(definitions === undefined ? {} : { targetAttributes: indexDefinitions(definitions) }),
    targetOf: createTargetFinder(application, /^urn:ietf:params:scim:/i.test(mapping.targetObjectName)),
    choices,
  });
  const actions = mapping.enabled === false ? NOTHING : actionsOf(mapping);
  return { placed, rows, total: mappings.length, filter: readEntraFilter(mapping.scope), actions };
}
