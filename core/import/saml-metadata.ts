import { RehearsalError } from "../errors.ts";
import { recogniseIssuer } from "../idp/recognise-issuer.ts";
import { type ImportedDocument, withImported } from "../imported-document.ts";
import { nameIdFormatName } from "../saml/name-id.ts";
import { BINDING, NAME_ID_FORMAT } from "../saml/names.ts";
import { type MetadataEntity, type MetadataRole, readMetadata } from "../saml/read-metadata.ts";
import type { SamlConnection } from "../saml/settings.ts";
import { buildCertificatePem, type MetadataSignature, verifyMetadata } from "../saml/verify-metadata.ts";
import { describeCertificate, parseCertificate } from "../store/certificate.ts";
import type { Workspace } from "../store/workspace.ts";
import {
  askForApplication,
  askForProvider,
  type FoundConnection,
  findConnection,
  findNamedProvider,
  withConnection,
} from "./find-application.ts";
import type { ImportPlan } from "./import-plan.ts";
import type { PlannerInput } from "./plan-import.ts";
import { readXml } from "./read-xml.ts";
import { createReport, type ReportWriter } from "./report.ts";
import { askForClaims, findRequested, type Tell, tellRequested, withRequested } from "./requested-claims.ts";

/**
 * SAML metadata: of a service provider, which becomes the connection to an application; or of an identity provider, whose
 * entityID an identity provider here takes (SAML metadata, section 2.4). The document is kept.
 * @throws {RehearsalError} IMPORT_NOT_XML, IMPORT_INVALID
 */
export function planSamlMetadata(input: PlannerInput): ImportPlan {
  const root = readXml(input.text, input.file);
  const entities = readMetadata(root).filter(({ idp, sp }) => idp ?? sp);
  const wanted = input.options.answers?.entity;
  const [entity, ...others] = wanted === undefined ? entities : entities.filter((each) => each.entityId === wanted);
  if (entity === undefined || entity.entityId === "") throw noEntity(input.file);
  if (others.length > 0) return askForEntity(input, entities);
  const report = createReport();
  tellSignature(entity, verifyMetadata(input.text, root), report);
  return entity.sp === undefined
    ? planProvider(input, entity, entity.idp, report)
    : planApplication(input, entity, entity.sp, report);
}

function noEntity(file: string): RehearsalError {
  const message =
    "It describes no entity that speaks SAML 2.0: an EntityDescriptor with an entityID and an SPSSODescriptor or an IDPSSODescriptor would be right.";
  return new RehearsalError("IMPORT_INVALID", message, { file });
}

function askForEntity({ kind, file, workspace }: PlannerInput, entities: readonly MetadataEntity[]): ImportPlan {
  return {
    kind,
    what: `${file} describes ${entities.length} entities; which one is meant has to be said first`,
    report: createReport().finish(),
    questions: [
      {
        id: "entity",
        place: "EntitiesDescriptor",
        text: "Which entity is meant?",
        choices: entities.map(({ entityId }) => ({ id: entityId, text: entityId })),
      },
    ],
    next: workspace,
  };
}

function tellSignature({ signed, entityId }: MetadataEntity, found: MetadataSignature, report: ReportWriter): void {
  const isChanged = found.kind === "changed";
  const message = describeSignature(found, signed);
  report.add({ result: isChanged ? "refused" : "adapted", place: "Signature", subject: entityId, message });
}

/** A certificate that comes with the file proves that the file is whole, and not where it comes from. */
function describeSignature(found: MetadataSignature, isPartSigned: boolean): string {
  switch (found.kind) {
    case "whole":
      return `The file is as it was signed, by the certificate in it: ${nameOf(found.certificate)}. Whose that is the file cannot prove; hold its fingerprint against one that you know.`;
    case "changed":
      return `The signature does not fit the file: it was changed after it was signed, if only by an editor. It is by ${nameOf(found.certificate)}. Nobody vouches for what is read.`;
    case "notChecked":
      return `The metadata is signed; the signature is not checked: ${found.problem}.`;
    case "unsigned":
      return isPartSigned ? INSIDE : "The metadata is not signed: nobody vouches for where it comes from.";
  }
}

const INSIDE = "A part of the metadata is signed; the signature is not checked: only one over the whole file is.";

function nameOf(certificate: string): string {
  const facts = describeCertificate(certificate);
  return facts === undefined ? "a certificate that cannot be read" : `${facts.subject} (SHA-256 ${facts.fingerprint})`;
}

function teller(report: ReportWriter): Tell {
  return (result, place, subject, message) => report.add({ result, place, subject, message });
}

function planApplication(
  input: PlannerInput,
  { entityId }: MetadataEntity,
  role: MetadataRole,
  report: ReportWriter,
): ImportPlan {
  const { workspace, file, kind, importedAt, text } = input;
  const found = findByEntityId(input, entityId) ?? findConnection(input, [entityId]);
  if (found === undefined) return askForApplication(input);
  const { connection, application } = found;
  const tell = teller(report);
  const document: ImportedDocument["document"] = text;
  const imported = withImported(connection.imported, { kind, file, importedAt, document });
  const requested = findRequested(input, role, connection.saml);
  if (connection.saml === undefined)
    tell("notUnderstood", "SPSSODescriptor", application.name, "It has no SAML connection; the metadata is kept.");
  const saml = connection.saml && withRequested(applyRole(connection.saml, entityId, role, tell), requested);
  tellRequested(role, requested, tell);
  const own = application.saml === undefined ? {} : { saml: { ...application.saml, entityId } };
  return {
    kind,
    what: `The SAML metadata from ${file} for ${application.name}`,
    report: report.finish(),
    questions: askForClaims(requested),
    next: withConnection(workspace, found, {
      connection: { ...connection, ...(saml === undefined ? {} : { saml }), imported },
      application: { ...application, ...own },
    }),
  };
}

/** The application whose entityID it already is, unless somebody says which one is meant. */
function findByEntityId(input: PlannerInput, entityId: string): FoundConnection | undefined {
  const known = input.workspace.applications.find(({ saml }) => saml?.entityId === entityId);
  if (known === undefined || input.options.application !== undefined) return undefined;
  return findConnection({ ...input, options: { ...input.options, application: known.id } }, []);
}

function applyRole(saml: SamlConnection, entityId: string, role: MetadataRole, tell: Tell): SamlConnection {
  const place = "SPSSODescriptor";
  tell("taken", "EntityDescriptor", "entityID", entityId);
  const formats = readFormats(role, tell);
  const [preferred] = formats;
  const format = preferred === undefined || formats.includes(saml.nameId.format) ? saml.nameId.format : preferred;
  if (role.requestsSigned) tell("taken", place, "AuthnRequestsSigned", "Requests have to be signed.");
  return {
    ...saml,
    entityId,
    acsUrls: readAcsUrls(saml, role, tell),
    nameId: { ...saml.nameId, format },
    ...(formats.length === 0 ? {} : { allowedNameIdFormats: formats }),
    ...(role.wantsAssertionsSigned && saml.sign === "response" ? { sign: "both" as const } : {}),
    requireSignedRequests: role.requestsSigned,
    requestCertificates: readCertificates(saml, role, tell),
  };
}

/** What is not known here is refused in a request, and never sent. */
function readFormats({ nameIdFormats }: MetadataRole, tell: Tell): SamlConnection["allowedNameIdFormats"] {
  return nameIdFormats.flatMap((uri) => {
    const name = nameIdFormatName(uri);
    const known = Object.keys(NAME_ID_FORMAT).join(", ");
    if (name === undefined) tell("notUnderstood", "NameIDFormat", uri, `This format is not sent here: ${known} are.`);
    else tell("taken", "NameIDFormat", uri, "Taken as it stands.");
    return name ?? [];
  });
}

/** The simulated application answers at its own address, which stays the first: responses go where somebody listens. */
function readAcsUrls(saml: SamlConnection, { services }: MetadataRole, tell: Tell): SamlConnection["acsUrls"] {
  const inOrder = services.toSorted((left, right) => Number(right.isDefault) - Number(left.isDefault));
  const urls = inOrder.flatMap(({ binding, location }) => {
    if (binding === BINDING.post && isHttpUrl(location)) return [location];
    tell("notUnderstood", "AssertionConsumerService", location, `Responses go by HTTP-POST alone, not by ${binding}.`);
    return [];
  });
  const [own] = saml.acsUrls;
  for (const url of urls) {
    const message =
      url === own
        ? "Taken as it stands."
        : "It may be asked for; unless it is, responses go to the simulated application.";
    tell(url === own ? "taken" : "adapted", "AssertionConsumerService", url, message);
  }
  return [...new Set([...saml.acsUrls, ...urls])];
}

function isHttpUrl(location: string): boolean {
  return /^https?:\/\//i.test(location) && URL.canParse(location);
}

function readCertificates(saml: SamlConnection, { signing, encryption }: MetadataRole, tell: Tell): string[] {
  const pems = signing.flatMap((base64) => {
    const pem = pemOf(base64);
    if (pem === undefined) tell("refused", "KeyDescriptor", "certificate", "It cannot be read as a certificate.");
    else tell("taken", "KeyDescriptor", "certificate for signing", "Requests that it signs are taken.");
    return pem ?? [];
  });
  const known = saml.encryptionCertificate === undefined ? undefined : bytesOf(saml.encryptionCertificate);
  if (encryption.some((base64) => base64 !== known)) {
    const message =
      "It is kept with the metadata. The simulated application has no private key to it, and could read nothing that is encrypted for it: assertions are not.";
    tell("adapted", "KeyDescriptor", "certificate for encryption", message);
  }
  const present = saml.requestCertificates;
  return [...present, ...pems.filter((pem) => present.every((each) => bytesOf(each) !== bytesOf(pem)))];
}

function pemOf(base64: string): string | undefined {
  const pem = buildCertificatePem(base64);
  return parseCertificate(pem) === undefined ? undefined : pem;
}

function bytesOf(pem: string): string {
  return pem.replace(/-----[^-]+-----|\s+/g, "");
}

function planProvider(
  input: PlannerInput,
  { entityId }: MetadataEntity,
  role: MetadataRole | undefined,
  report: ReportWriter,
): ImportPlan {
  const { workspace, file, kind } = input;
  const tell = teller(report);
  const provider = findNamedProvider(input);
  if (provider === undefined) return askForProvider(input);
  tell("taken", "EntityDescriptor", "entityID", entityId);
  const recognised = recogniseIssuer(entityId);
  if (recognised !== undefined)
    tell("adapted", "EntityDescriptor", "product", `Its entityID is that of ${recognised.name}.`);
  tellProviderRole(role, new Set(provider.keys.map(({ certificate }) => bytesOf(certificate))), tell);
  const { name: _, ...product } = recognised ?? { name: "" };
  return {
    kind,
    what: `The SAML metadata from ${file} for ${provider.name}`,
    report: report.finish(),
    questions: [],
    next: withTrust(provider.entityId, entityId, {
      ...workspace,
      identityProviders: workspace.identityProviders.map((each) =>
        each.id === provider.id ? { ...each, ...product, entityId } : each,
      ),
    }),
  };
}

function tellProviderRole(role: MetadataRole | undefined, own: ReadonlySet<string>, tell: Tell): void {
  for (const base64 of role?.signing ?? []) {
    if (own.has(base64)) tell("taken", "KeyDescriptor", "certificate", "It is one of the provider's own.");
    else {
      const message = "The private key is not here: messages are signed with the workspace's own, which is published.";
      tell("adapted", "KeyDescriptor", "certificate", message);
    }
  }
  for (const { location } of role?.services ?? [])
    tell("adapted", "SingleSignOnService", location, "Logins go to the simulated identity provider.");
}

/** Applications that trusted the identity provider under its old name trust it under the new one. */
function withTrust(before: string, entityId: string, next: Workspace): Workspace {
  const applications = next.applications.map((application) => {
    const { saml } = application;
    if (saml?.trust.entityId !== before) return application;
    return { ...application, saml: { ...saml, trust: { ...saml.trust, entityId } } };
  });
  return { ...next, applications };
}
