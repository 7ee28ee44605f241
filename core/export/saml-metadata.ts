import { RehearsalError } from "../errors.ts";
import type { Connection } from "../idp/identity-provider.ts";
import { samlIdpMetadata } from "../idp/saml-endpoint.ts";
import { samlSpMetadata } from "../sp/saml-endpoint.ts";
import type { Exported, ExporterInput, ExportOptions } from "./exported.ts";
import { checkProvider, findConnectionToExport, whichProvider } from "./find-connection.ts";

/**
 * SAML metadata as the simulated parties publish it: of the application that is said, else of an identity provider.
 * @throws {RehearsalError} EXPORT_…
 */
export function exportSamlMetadata({ workspace, options }: ExporterInput): Exported {
  if (options.application === undefined) return exportProvider(workspace, options);
  // An application's metadata is the same whichever identity provider is to read it.
  const isMeant = ({ application: id, saml }: Connection) => id === options.application && saml !== undefined;
  const connected = workspace.identityProviders.find(({ connections }) => connections.some(isMeant));
  const known = connected === undefined ? {} : { identityProvider: connected.id };
  const { application } = findConnectionToExport(
    workspace,
    { ...known, ...options },
    {
      has: ({ saml }) => saml !== undefined,
      what: "signs people on by SAML",
    },
  );
  const message =
    "Metadata says nothing of claims, roles and policies: a service provider's names its addresses alone.";
  return {
    text: samlSpMetadata({ application }).body,
    fileName: `${safeName(application.id)}-metadata.xml`,
    notCarried: [{ place: "saml/claims", message }],
  };
}

function exportProvider(workspace: ExporterInput["workspace"], { identityProvider: wanted }: ExportOptions): Exported {
  checkProvider(workspace, wanted);
  const found = workspace.identityProviders.filter(({ id }) => wanted === undefined || id === wanted);
  const [provider] = found;
  if (found.length > 1) throw whichProvider(found);
  if (provider === undefined) throw new RehearsalError("EXPORT_NOTHING", "There is no identity provider.");
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
