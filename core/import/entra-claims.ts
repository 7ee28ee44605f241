import { z } from "zod";
import { type EntraManifest, entraManifestSchema, readEntraClaims } from "../idp/entra-manifest.ts";
import type { Connection } from "../idp/identity-provider.ts";
import { withImported } from "../imported-document.ts";
import { attributesKnown } from "../store/known-attributes.ts";
import type { Workspace } from "../store/workspace.ts";
import { readPublishedRoles, withPublished } from "./app-roles.ts";
import { askForApplication, findConnection, withConnection } from "./find-application.ts";
import type { ImportPlan } from "./import-plan.ts";
import { parseDocument } from "./parse-document.ts";
import type { PlannerInput } from "./plan-import.ts";
import { createReport, type ReportWriter } from "./report.ts";

/**
 * The claims of an application's manifest in Entra: `optionalClaims` and `groupMembershipClaims` (reference: idp-claims.md,
 * "Entra groups claim details"). Rows are added, or take the place of rows for the same claim. The document is kept.
 */
export function planEntraClaims(input: PlannerInput): ImportPlan {
  const { json, file, kind, workspace, importedAt } = input;
  const what = "the claims of an application in Entra";
  const { parsed, document } = parseDocument(entraManifestSchema, { json, file, what });
  const found = findConnection(input, [parsed.displayName ?? "", parsed.name ?? ""]);
  if (found === undefined) return askForApplication(input);
  const report = createReport();
  const tenant = found.provider.tenant ?? "";
  const withRows = (["saml", "oidc"] as const).reduce<Connection>(
    (connection, protocol) => addClaims(connection, parsed, { protocol, tenant, workspace, report }),
    found.connection,
  );
  const published = readPublishedRoles(json, report);
  tellRest(parsed, report);
  const kept = z.json().optional();
  const { optionalClaims, groupMembershipClaims, appRoles } = z
    .object({ optionalClaims: kept, groupMembershipClaims: kept, appRoles: kept })
    .parse(document);
  // The rest of a manifest may hold secrets.
  const claims = {
    optionalClaims: optionalClaims ?? null,
    groupMembershipClaims: groupMembershipClaims ?? null,
    ...(appRoles === undefined ? {} : { appRoles }),
  };
  const imported = withImported(withRows.imported, { kind, file, importedAt, document: claims });
  return {
    kind,
    what: `The claims from ${file} for ${found.application.name}`,
    report: report.finish(),
    questions: [],
    next: withConnection(workspace, found, {
      connection: withPublished({ ...withRows, imported }, published),
    }),
  };
}

interface Reading {
  readonly protocol: "saml" | "oidc";
  readonly tenant: string;
  readonly workspace: Workspace;
  readonly report: ReportWriter;
}

function addClaims(connection: Connection, manifest: EntraManifest, reading: Reading): Connection {
  const { protocol, tenant, workspace, report } = reading;
  const settings = connection[protocol];
  if (settings === undefined) return connection;
  const read = readEntraClaims(manifest, { protocol, tenant, attributes: attributesKnown(workspace) });
  for (const { result, place, subject, message } of read) report.add({ result, place, subject, message });
  const added = read.flatMap(({ row }) => row ?? []);
  const kept = settings.claims.filter((row) => added.every(({ claim, id }) => claim !== row.claim && id !== row.id));
  return { ...connection, [protocol]: { ...settings, claims: [...kept, ...added] } };
}

function tellRest({ optionalClaims }: EntraManifest, report: ReportWriter): void {
  const count = optionalClaims?.accessToken?.length ?? 0;
  if (count === 0) return;
  const message = "Access tokens carry no claims here; they are kept.";
  report.add({ result: "notUnderstood", place: "optionalClaims.accessToken", subject: `${count} claims`, message });
}
