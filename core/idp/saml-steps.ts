import type { Call } from "../party/party.ts";
import type { SamlConnection } from "../saml/settings.ts";
import type { SamlStatus } from "../saml/status.ts";
import type { Artefact, Evaluation } from "../trace/step.ts";
import { wordForAssertion } from "./product-words.ts";
import type { CheckedRequest } from "./saml-request.ts";
import { type IdentityProviderWorld, idpActor } from "./world.ts";

/** What the SAML side of the identity provider writes into the trace. */

/** The AuthnRequest as it came, where it could be decoded. */
export function recordRequest(world: IdentityProviderWorld, call: Call, { xml, request }: CheckedRequest): void {
  if (xml === undefined) return;
  const wanted = [request?.id, request?.issuer, request?.acsUrl].filter((text) => text !== undefined);
  const marks = wanted.filter((text) => xml.includes(text));
  call.record({
    kind: "artefact",
    from: "browser",
    to: idpActor(world),
    phase: "request",
    status: "ok",
    title: `${world.provider.name} reads the AuthnRequest`,
    why: "The application's question, as the browser brought it: who asks, where the answer goes, and what it demands.",
    artefact: { type: "saml-request", name: "AuthnRequest", text: xml, language: "xml", marks },
  });
}

/** Every check on the AuthnRequest. */
export function recordChecks(world: IdentityProviderWorld, call: Call, { checks, verdict }: CheckedRequest): void {
  call.record({
    kind: "checks",
    from: idpActor(world),
    to: idpActor(world),
    phase: "request",
    status: verdict.kind === "accepted" ? "ok" : "warning",
    title: `${world.provider.name} checks the AuthnRequest`,
    why: "A request comes through the browser, where anybody can make one up: it may only lead to an address that is registered.",
    subject: "AuthnRequest",
    checks,
  });
}

/** A login that nobody asked for begins. */
export function recordStart(world: IdentityProviderWorld, call: Call, application: string): void {
  call.record({
    kind: "notice",
    from: "browser",
    to: idpActor(world),
    phase: "request",
    status: "ok",
    title: `The login to ${world.applicationName(application)} starts at ${world.provider.name}`,
    why: "The application asked for nothing, so the response will answer no request: it is unsolicited, and an application may refuse that.",
  });
}

/** The NameID and every claim, each with where it comes from. */
export function recordEvaluations(
  world: IdentityProviderWorld,
  call: Call,
  application: string,
  evaluations: readonly Evaluation[],
): void {
  const words = wordForAssertion(world.provider.product);
  call.record({
    kind: "evaluation",
    from: idpActor(world),
    to: idpActor(world),
    phase: "issue",
    status: evaluations.some(({ result }) => result === "failed") ? "warning" : "ok",
    title: `${world.provider.name} shapes the ${words} for ${world.applicationName(application)}`,
    why: `The ${words} of this application say which of the person's attributes and groups it is told, and under which names.`,
    evaluations,
  });
}

/** The assertion as it was signed, before it was encrypted. */
export function recordAssertion(
  world: IdentityProviderWorld,
  call: Call,
  connection: SamlConnection,
  assertion: string,
): void {
  call.record({
    ...issuing(world),
    status: "ok",
    title: `${world.provider.name} ${SIGNED[connection.sign]}`,
    why: describeProtection(connection),
    artefact: xmlArtefact("saml-assertion", "Assertion", assertion, ASSERTION_MARKS),
  });
}

/** An error response. */
export function recordError(world: IdentityProviderWorld, call: Call, status: SamlStatus, response: string): void {
  call.record({
    ...issuing(world),
    status: "warning",
    title: `${world.provider.name} answers with an error: ${(status.subCode ?? status.code).replace(/^.*:/, "")}`,
    why: status.message ?? "The request cannot be done as asked.",
    artefact: xmlArtefact("saml-response", "Response", response, ERROR_MARKS),
  });
}

const SIGNED: Readonly<Record<SamlConnection["sign"], string>> = {
  assertion: "signs the assertion",
  response: "signs the response around the assertion",
  both: "signs the assertion, and the response around it",
};

/** What a message says about the person, or about what went wrong. */
const ASSERTION_MARKS = /<saml:(NameID|AttributeValue)\b[^>]*>[^<]*<\/saml:\1>/g;
const ERROR_MARKS = /<samlp:(StatusMessage)>[^<]*<\/samlp:\1>|<samlp:StatusCode Value="[^"]*">/g;

function issuing(world: IdentityProviderWorld) {
  return { kind: "artefact", from: idpActor(world), to: idpActor(world), phase: "issue" } as const;
}

function xmlArtefact(type: Artefact["type"], name: string, text: string, marked: RegExp): Artefact {
  return { type, name, text, language: "xml", marks: [...new Set(text.match(marked) ?? [])] };
}

function describeProtection({ encryptionCertificate }: SamlConnection): string {
  const signed =
    "The assertion says who signed in. The signature lets the application see that it comes from here and that nobody altered it.";
  return encryptionCertificate === undefined
    ? signed
    : `${signed} It is then encrypted, so that only the application can read it.`;
}
