import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { isSafeName } from "../attribute-value.ts";
import type { IdentityProvider } from "../idp/identity-provider.ts";
import { recogniseIssuer } from "../idp/recognise-issuer.ts";
import { buildDiscovery } from "../oidc/discovery.ts";
import type { Workspace } from "../store/workspace.ts";
import { askForProvider, findNamedProvider } from "./find-application.ts";
import type { ImportPlan, ReportLine } from "./import-plan.ts";
import { type OidcParty, withSupported } from "./oidc-supported.ts";
import { parseDocument } from "./parse-document.ts";
import type { PlannerInput } from "./plan-import.ts";
import { createReport, type ReportWriter } from "./report.ts";

const listSchema = z.array(z.string()).nullish();

const discoverySchema = z.looseObject({
  issuer: z.string(),
  scopes_supported: listSchema,
  claims_supported: listSchema,
  id_token_signing_alg_values_supported: listSchema,
  subject_types_supported: listSchema,
  token_endpoint_auth_methods_supported: listSchema,
});

export type Discovery = z.infer<typeof discoverySchema>;

/**
 * A provider's configuration (OpenID Connect Discovery, section 3). Its issuer tells the product, and what it supports is
 * what its clients here may have: scopes, subject types, algorithms and ways to authenticate. Addresses stay those of the
 * simulated provider. Every member of the document has its line.
 */
export function planOidcDiscovery(input: PlannerInput): ImportPlan {
  const { json, file, kind } = input;
  const { parsed } = parseDocument(discoverySchema, { json, file, what: "a provider's configuration" });
  const provider = findNamedProvider(input);
  if (provider === undefined) return askForProvider(input);
  const report = createReport();
  const product = tellIssuer(parsed, provider, report);
  const changed = withParties(input.workspace, { ...provider, ...product }, parsed, report);
  for (const line of linesOf(parsed, provider)) report.add(line);
  return {
    kind,
    what: `The configuration of ${parsed.issuer} for ${provider.name}`,
    report: report.finish(),
    questions: [],
    next: isDeepStrictEqual(changed, input.workspace) ? input.workspace : changed,
  };
}

function tellIssuer({ issuer }: Discovery, { origin }: IdentityProvider, report: ReportWriter) {
  const place = "issuer";
  const recognised = recogniseIssuer(issuer);
  const message = `The simulated provider keeps its own issuer, ${origin}.`;
  report.add({ result: "adapted", place, subject: issuer, message });
  if (recognised === undefined) return {};
  const { name, product, tenant } = recognised;
  report.add({ result: "taken", place, subject: "product", message: `The issuer is one of ${name}: ${tenant}.` });
  return { product, tenant };
}

/** The workspace with every client of the provider as the document lets it be. */
function withParties(
  workspace: Workspace,
  provider: IdentityProvider,
  discovery: Discovery,
  report: ReportWriter,
): Workspace {
  const parties = new Map<string, OidcParty>();
  const keys = provider.keys.filter(({ status }) => status === "active").map(({ algorithm }) => algorithm);
  for (const { application: id, oidc } of provider.connections) {
    const application = workspace.applications.find((each) => each.id === id);
    if (oidc === undefined || application === undefined) continue;
    const before: OidcParty = { name: application.name, connection: oidc, client: application.oidc };
    parties.set(id, withSupported(before, discovery, keys, report));
  }
  const connections = provider.connections.map((connection) => {
    const oidc = parties.get(connection.application)?.connection;
    return oidc === undefined ? connection : { ...connection, oidc };
  });
  return {
    ...workspace,
    identityProviders: workspace.identityProviders.map((each) =>
      each.id === provider.id ? { ...provider, connections } : each,
    ),
    applications: workspace.applications.map((application) => {
      const oidc = parties.get(application.id)?.client;
      return oidc === undefined ? application : { ...application, oidc };
    }),
  };
}

/** A line for each member, and for each value of a list. */
function linesOf(discovery: Discovery, provider: IdentityProvider): readonly ReportLine[] {
  const own: ReadonlyMap<string, unknown> = new Map(Object.entries(buildDiscovery(provider.origin, true)));
  return Object.entries(discovery).flatMap(([place, value]): readonly ReportLine[] => {
    if (place === "issuer" || value === null || value === undefined) return [];
    if (place === "claims_supported") return compareClaims(discovery, provider);
    if (isAddress(place)) return [{ result: "adapted", place, subject: place, message: OWN_ADDRESS }];
    const list = Array.isArray(value) ? value : undefined;
    const able = own.get(place);
    if (list === undefined) return [lineOf(place, place, isDeepStrictEqual(value, able), own.has(place))];
    const known = Array.isArray(able) ? able : [];
    return list.map((each) => lineOf(place, String(each).slice(0, 200), known.includes(each), own.has(place)));
  });
}

const OWN_ADDRESS = "The simulated provider has its own address for it, where its clients find it.";

function isAddress(member: string): boolean {
  return /_(?:endpoint|uri|iframe)$/.test(member) || member === "service_documentation";
}

function lineOf(place: string, subject: string, isSame: boolean, isKnown: boolean): ReportLine {
  if (isSame) return { result: "taken", place, subject, message: "It is so here too." };
  const message = isKnown ? "It is not so here." : "It has no place here, and is not kept.";
  return { result: "notUnderstood", place: isSafeName(place) ? place : "the document", subject, message };
}

function compareClaims({ claims_supported: claims }: Discovery, { connections }: IdentityProvider): ReportLine[] {
  const place = "claims_supported";
  const sent = new Set(connections.flatMap(({ oidc }) => oidc?.claims.map(({ claim }) => claim) ?? []));
  return (claims ?? []).map((subject) =>
    sent.has(subject)
      ? { result: "taken", place, subject, message: "A connection here sends it." }
      : { result: "notUnderstood", place, subject, message: "No connection here sends it." },
  );
}
