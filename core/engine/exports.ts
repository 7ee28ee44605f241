import type { ExportKindItem } from "../contract/exports.ts";
import type { Method } from "../contract/methods.ts";
import { EXPORT_KIND_NAMES, type ExportKind, exportKindSchema } from "../export/export-kind.ts";
import { exportWorkspace } from "../export/export-workspace.ts";
import { EXPORTERS } from "../export/exporters.ts";
import type { Handlers } from "./context.ts";
import { createPace } from "./pace.ts";

/** Parts of a workspace in the formats of products. */
export const exportHandlers: Handlers<Extract<Method, `exports.${string}`>> = {
  "exports.list": () => ({ kinds: WRITTEN_KINDS }),

  "exports.make": async (context, { workspace, kind, ...options }) => {
    const session = await context.sessions.open(workspace);
    return exportWorkspace(session.workspace, kind, options, createPace(context));
  },
};

const ABOUT: Readonly<Record<ExportKind, Pick<ExportKindItem, "purpose" | "application">>> = {
  entraSchema: {
    purpose: "The provisioning of an application, for Entra's synchronization API.",
    application: "yes",
  },
  oktaMapping: { purpose: "The attribute mappings of an application, for Okta's API.", application: "yes" },
  oktaGroupRules: { purpose: "The rules that put people into groups, for Okta's API.", application: "no" },
  peopleCsv: { purpose: "Everybody in the directory, for a spreadsheet or another import.", application: "no" },
  peopleScim: { purpose: "Everybody in the directory, as a SCIM server lists them.", application: "no" },
  accountsCsv: { purpose: "The accounts of an application, for a spreadsheet or another import.", application: "yes" },
  samlMetadata: {
    purpose: "What one party of SAML tells the other: of an application, or of the identity provider.",
    application: "either",
  },
};

const WRITTEN_KINDS: readonly ExportKindItem[] = exportKindSchema.options
  .filter((kind) => EXPORTERS[kind] !== undefined)
  .map((kind) => ({ kind, name: EXPORT_KIND_NAMES[kind], ...ABOUT[kind] }));
