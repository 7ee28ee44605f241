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

/** Reads the mapping of people for an application; undefined where the schema has none. */
export function readEntraUsers(
  schema: EntraSchema,
  application: Application,
  { choices, ...known }: Pick<RowContext, "choices" | "sourceAttributes">,
): EntraUsers | undefined {
  const placed = findObjectMapping(schema, "User");
  if (placed === undefined) return undefined;
  const { place, rule, mapping } = placed;
  const definitions = findDefinitions(schema, rule.targetDirectoryName, mapping.targetObjectName);
  const rows = readEntraRows(mapping.attributeMappings ?? [], place, {
    ...known,
    ...(definitions === undefined ? {} : { targetAttributes: indexDefinitions(definitions) }),
    targetOf: createTargetFinder(application, /^urn:ietf:params:scim:/i.test(mapping.targetObjectName)),
    choices,
  });
  const actions = mapping.enabled === false ? NOTHING : actionsOf(mapping);
  return { placed, rows, filter: readEntraFilter(mapping.scope), actions };
}
