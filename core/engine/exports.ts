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

const ABOUT: Readonly<
  Record<ExportKind, Pick<ExportKindItem, "purpose" | "application" | "identityProvider" | "names">>
> = {
  entraSchema: {
    purpose: "The provisioning of an application, for Entra's synchronization API.",
    application: "yes",
    identityProvider: true,
  },
  oktaMapping: {
    purpose: "The attribute mappings of an application, for Okta's API.",
    application: "yes",
    identityProvider: true,
  },
  oktaGroupRules: {
    purpose: "The rules that put people into groups, for Okta's API.",
    application: "no",
    identityProvider: true,
  },
  oktaUserNameTemplate: {
    purpose: "How an application's user names are made, for Okta's API.",
    application: "yes",
    identityProvider: true,
  },
  entraClaims: {
    purpose: "The claims of an application: optional claims and groups, for its manifest in Entra.",
    application: "yes",
    identityProvider: true,
  },
  oktaSignOn: {
    purpose: "NameID and attribute statements of an application, for Okta's API.",
    application: "yes",
    identityProvider: true,
  },
  peopleCsv: {
    purpose: "Everybody in the directory, for a spreadsheet or another import.",
    application: "no",
    names: true,
  },
  peopleScim: { purpose: "Everybody in the directory, as a SCIM server lists them.", application: "no" },
  accountsCsv: { purpose: "The accounts of an application, for a spreadsheet or another import.", application: "yes" },
  samlMetadata: {
    purpose: "What one party of SAML tells the other: of an application, or of the identity provider.",
    application: "either",
    identityProvider: true,
  },
};

const WRITTEN_KINDS: readonly ExportKindItem[] = exportKindSchema.options
  .filter((kind) => EXPORTERS[kind] !== undefined)
  .map((kind) => ({ kind, name: EXPORT_KIND_NAMES[kind], ...ABOUT[kind] }));
