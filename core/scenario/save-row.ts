import { z } from "zod";
import { nameSchema } from "../attribute-value.ts";
import { didYouMean, RehearsalError } from "../errors.ts";
import type { Connection } from "../idp/identity-provider.ts";
import { attributeMappingSchema } from "../mapping/attribute-mapping.ts";
import { claimMappingSchema } from "../mapping/claim-mapping.ts";
import { pushesWhenSaved } from "../provisioning/request-settings.ts";
import { provisioningMappingSchema } from "../provisioning/settings.ts";
import { findConnected, withApplication, withConnection } from "../simulation/find-in-workspace.ts";
import { describeSchemaProblems } from "../store/schema-problems.ts";
import type { Workspace } from "../store/workspace.ts";

/** Which row of an application: of what provisioning sends, of a protocol's claims, or of what the application stores. */
const rowPlace = {
  application: nameSchema,
  of: z.enum(["provisioning", "saml", "oidc", "application"]),
  /** The id of the row. */
  row: nameSchema,
} as const;

/** A row of a mapping is saved, as somebody would in the window. */
export const saveRowSchema = z.union([
  z.strictObject({
    ...rowPlace,
    /** Members that are other than they were, each whole: `source`, `apply`, … A new row has all that it needs. */
    set: z.record(nameSchema, z.json()),
  }),
  z.strictObject({ ...rowPlace, remove: z.literal(true) }),
]);

export type SaveRow = z.infer<typeof saveRowSchema>;

/** What saving a row came to. */
export interface SavedRow {
  readonly workspace: Workspace;
  /** The identity provider goes by events: everybody is pushed at once (F17). */
  readonly isPushed: boolean;
}

/**
 * Saves a row.
 * @throws {RehearsalError} ACTION_UNKNOWN_APPLICATION, ACTION_NOT_CONNECTED, SCENARIO_ROW with the path in the step
 */
export function saveRow(workspace: Workspace, wish: SaveRow): SavedRow {
  const { application, connection, provider } = findConnected(workspace, wish.application);
  if (wish.of === "application") {
    const mappings = changeRows(application.mappings, wish, attributeMappingSchema);
    return { workspace: withApplication(workspace, { ...application, mappings }), isPushed: false };
  }
  const next = changeConnection(connection, wish.of, wish);
  return {
    workspace: withConnection(workspace, provider.id, next),
    isPushed: pushesWhenSaved(connection, next),
  };
}

function changeConnection(connection: Connection, of: "provisioning" | "saml" | "oidc", wish: SaveRow): Connection {
  const { provisioning, saml, oidc } = connection;
  if (of === "provisioning" && provisioning !== undefined) {
    const mappings = changeRows(provisioning.mappings, wish, provisioningMappingSchema);
    return { ...connection, provisioning: { ...provisioning, mappings } };
  }
  if (of === "saml" && saml !== undefined)
    return { ...connection, saml: { ...saml, claims: changeRows(saml.claims, wish, claimMappingSchema) } };
  if (of === "oidc" && oidc !== undefined)
    return { ...connection, oidc: { ...oidc, claims: changeRows(oidc.claims, wish, claimMappingSchema) } };
  throw wrong(`${wish.application} has no ${of === "provisioning" ? "provisioning" : `${of} connection`}.`, "of");
}

/** The rows with one of them set, added or taken away. */
function changeRows<Row extends { readonly id: string }>(
  rows: readonly Row[],
  wish: SaveRow,
  schema: z.ZodType<Row>,
): Row[] {
  const present = rows.find(({ id }) => id === wish.row);
  if ("remove" in wish) {
    const ids = rows.map(({ id }) => id);
    if (present === undefined) throw wrong(`There is no row ${wish.row}.${didYouMean(wish.row, ids)}`, "row");
    return rows.filter((row) => row !== present);
  }
  const row = readRow({ ...present, ...wish.set, id: wish.row }, schema);
  return present === undefined ? [...rows, row] : rows.map((each) => (each === present ? row : each));
}

function readRow<Row>(row: unknown, schema: z.ZodType<Row>): Row {
  const result = schema.safeParse(row);
  if (result.success) return result.data;
  const [problem] = describeSchemaProblems(schema, row, result.error);
  throw wrong(problem?.message ?? "This is no row of a mapping.", ["set", problem?.path].filter(Boolean).join("."));
}

function wrong(message: string, path: string): RehearsalError {
  return new RehearsalError("SCENARIO_ROW", message, { path });
}
