import { didYouMean, RehearsalError } from "../errors.ts";
import { samlIdpMetadata } from "../idp/saml-endpoint.ts";
import { samlSpMetadata } from "../sp/saml-endpoint.ts";
import type { Exported, ExporterInput, ExportOptions } from "./exported.ts";
import { findConnectionToExport } from "./find-connection.ts";

/**
 * SAML metadata as the simulated parties publish it: of the application that is said, else of an identity provider.
 * @throws {RehearsalError} EXPORT_…
 */
export function exportSamlMetadata({ workspace, options }: ExporterInput): Exported {
  if (options.application === undefined) return exportProvider(workspace, options);
  const { application } = findConnectionToExport(workspace, options, {
    has: ({ saml }) => saml !== undefined,
    what: "signs people on by SAML",
  });
  const message =
    "Metadata says nothing of claims, roles and policies: a service provider's names its addresses alone.";
  return {
    text: samlSpMetadata({ application }).body,
    fileName: `${safeName(application.id)}-metadata.xml`,
    notCarried: [{ place: "saml/claims", message }],
  };
}

function exportProvider(
  { identityProviders }: ExporterInput["workspace"],
  { identityProvider: wanted }: ExportOptions,
): Exported {
  const provider = wanted === undefined ? identityProviders[0] : identityProviders.find(({ id }) => id === wanted);
  if (provider === undefined) {
    const ids = identityProviders.map(({ id }) => id);
    const hint = wanted === undefined ? "" : didYouMean(wanted, ids);
    throw new RehearsalError("EXPORT_NOTHING", `There is no such identity provider.${hint}`);
  }
  const message = "Private keys stay here: whoever imports the file can check this provider's messages, and sign none.";
  return {
    text: samlIdpMetadata({ provider }).body,
    fileName: `${safeName(provider.id)}-metadata.xml`,
    notCarried: [
      { place: "keys", message },
      { place: "connections", message: "What is sent to each application is no part of metadata." },
    ],
  };
}

function safeName(id: string): string {
  return id.replace(/[^A-Za-z0-9._-]/g, "-");
}
