import { RehearsalError } from "../errors.ts";
import { formOf, type HttpRequest } from "../http/message.ts";
import { chooseAuthnContext } from "../saml/authn-context.ts";
import { type AuthnRequest, parseAuthnRequest } from "../saml/authn-request.ts";
import { STATUS } from "../saml/names.ts";
import { decodePostedRequest } from "../saml/post-binding.ts";
import { type DecodedRedirect, decodeRedirect } from "../saml/redirect-binding.ts";
import type { SamlConnection } from "../saml/settings.ts";
import type { SamlStatus } from "../saml/status.ts";
import { type Checklist, createChecklist, type Failure, failed, passed, type Rule } from "../trace/checklist.ts";
import type { Check } from "../trace/step.ts";
import type { IdpRefusal } from "./refusal.ts";
import {
  chooseAcsUrl,
  chooseNameIdFormat,
  FULFILMENT_RULES,
  type RequestSubject,
  TRUST_RULES,
} from "./saml-request-rules.ts";
import type { PendingSaml } from "./state.ts";
import type { IdentityProviderWorld, SignInDemands } from "./world.ts";

/** Path of the single sign-on service. */
export const SSO_PATH = "/saml/sso";

/** What an AuthnRequest comes to. */
export type RequestVerdict =
  | { readonly kind: "accepted"; readonly pending: PendingSaml; readonly demands: SignInDemands }
  /** It can be trusted but not done as asked: the application is told. */
  | { readonly kind: "unfulfillable"; readonly pending: PendingSaml; readonly status: SamlStatus }
  /** It cannot be trusted: nothing is sent anywhere. */
  | { readonly kind: "refused"; readonly refusal: IdpRefusal };

/** An AuthnRequest, every check on it in a fixed order, and what it comes to. */
export interface CheckedRequest {
  /** Absent where it could not even be decoded. */
  readonly xml?: string;
  readonly request?: AuthnRequest;
  readonly checks: readonly Check[];
  readonly verdict: RequestVerdict;
}

/** What was found, and what it comes to. */
type Checked = Pick<CheckedRequest, "checks" | "verdict">;

type SamlParty = { readonly application: string; readonly saml: SamlConnection };

/** What was received, or why it cannot be read. */
type Received =
  | { readonly xml: string; readonly message: DecodedRedirect; readonly request: AuthnRequest }
  | { readonly xml?: string; readonly problem: RehearsalError };

/** Whether it is a request at all. A breach goes by the code of what is wrong with it. */
function buildReadRule(received: Received): Rule<Received, SamlStatus> {
  const expected = "an AuthnRequest, Version 2.0";
  const problem = "problem" in received ? received.problem : undefined;
  return {
    code: problem?.code ?? "SAML_REQUEST_XML",
    name: "The message is an AuthnRequest of SAML 2.0",
    spec: "SAML bindings 3.4.4, SAML core 3.4.1",
    check: () =>
      problem === undefined ? passed(expected, expected) : failed(expected, problem.message, problem.message),
  };
}

/** Who asks, and the application that goes by that name here. */
interface AskerSubject {
  readonly issuer: string;
  readonly party: SamlParty | undefined;
  readonly provider: IdentityProviderWorld["provider"];
}

const ISSUER_RULE: Rule<AskerSubject, SamlStatus> = {
  code: "SAML_REQUEST_ISSUER",
  name: "The application that asks is known",
  spec: "SAML profiles 4.1.4.1",
  check({ issuer, party, provider }) {
    const expected = "an application that is connected";
    if (party !== undefined) return passed(expected, issuer);
    const reason = `${provider.name} knows no application with the entityID ${JSON.stringify(issuer)}.`;
    return failed(expected, issuer, reason, "connections");
  },
};

/** The address of the single sign-on service. */
export function ssoUrlOf(world: Pick<IdentityProviderWorld, "provider">): string {
  return new URL(SSO_PATH, world.provider.origin).href;
}

/** Where a connection's SAML settings stand in the workspace. */
export function samlSettingPath(world: IdentityProviderWorld, application: string): string {
  return `identityProviders/${world.provider.id}/connections/${application}/saml`;
}

/**
 * Reads an AuthnRequest from HTTP-Redirect (GET) or HTTP-POST and checks it, up to the first check that fails: first
 * whether it can be trusted, then whether it can be done as asked. Pure, and never throws for what was sent.
 */
export function checkSsoRequest(world: IdentityProviderWorld, now: number, http: HttpRequest): CheckedRequest {
  const { provider } = world;
  const received = receive(http);
  const party = "problem" in received ? undefined : findParty(world, received.request.issuer);
  const path = party === undefined ? `identityProviders/${provider.id}` : samlSettingPath(world, party.application);
  const readRule = buildReadRule(received);
  const list = createChecklist<SamlStatus>([readRule, ISSUER_RULE, ...TRUST_RULES, ...FULFILMENT_RULES], path);
  if (!list.carryOut([readRule], received) || "problem" in received) {
    return { ...(received.xml === undefined ? {} : { xml: received.xml }), ...refuse(list) };
  }
  const { xml, message, request } = received;
  const asker = { issuer: request.issuer, party, provider };
  if (!list.carryOut([ISSUER_RULE], asker) || party === undefined) return { xml, request, ...refuse(list) };
  const subject: RequestSubject = {
    message,
    request,
    connection: party.saml,
    ssoUrl: ssoUrlOf(world),
    now,
    secondFactorOffered: provider.signOnPolicy.secondFactor !== "never",
  };
  return { xml, request, ...checkKnown(list, subject, party.application) };
}

/** The request of an application that is known. */
function checkKnown(list: Checklist<SamlStatus>, subject: RequestSubject, application: string): Checked {
  const acsUrl = chooseAcsUrl(subject.request, subject.connection);
  if (!list.carryOut(TRUST_RULES, subject) || acsUrl === undefined) return refuse(list, application);
  list.carryOut(FULFILMENT_RULES, subject);
  const { checks, failure } = list.verdict();
  const pending = buildPending(subject, application, acsUrl);
  const verdict: RequestVerdict =
    failure === undefined
      ? { kind: "accepted", pending, demands: demandsOf(subject) }
      : { kind: "unfulfillable", pending, status: statusOf(failure) };
  return { checks, verdict };
}

function receive(http: HttpRequest): Received {
  let xml: string | undefined;
  try {
    const message = http.method === "POST" ? decodePostedRequest(formOf(http)) : decodeRedirect(rawQueryOf(http));
    xml = message.xml;
    return { xml, message, request: parseAuthnRequest(xml) };
  } catch (problem) {
    if (problem instanceof RehearsalError) return { problem, ...(xml === undefined ? {} : { xml }) };
    throw problem;
  }
}

/** The query exactly as it was sent: a signature is over those very characters. */
function rawQueryOf(http: HttpRequest): string {
  const start = http.url.indexOf("?");
  return start < 0 ? "" : http.url.slice(start + 1).replace(/#.*$/, "");
}

function findParty(world: IdentityProviderWorld, issuer: string): SamlParty | undefined {
  for (const { application, saml } of world.provider.connections) {
    if (saml?.entityId === issuer) return { application, saml };
  }
  return undefined;
}

/** Goes no further, for the reason that the checklist gives. */
function refuse(list: Checklist<SamlStatus>, application?: string): Checked {
  const { checks, failure } = list.verdict();
  const { code, reason, setting } = failure ?? UNANSWERABLE;
  const refusal: IdpRefusal = {
    code,
    reason,
    ...(application === undefined ? {} : { application }),
    ...(setting === undefined ? {} : { setting }),
    status: 400,
  };
  return { checks, verdict: { kind: "refused", refusal } };
}

/** A checklist that ends early always says why; these words are for the compiler. */
const UNANSWERABLE: Failure<SamlStatus> = { code: "SAML_REQUEST_XML", reason: "The request cannot be answered." };

function statusOf({ error, reason }: Failure<SamlStatus>): SamlStatus {
  return { ...(error ?? { code: STATUS.responder }), message: reason };
}

function buildPending(subject: RequestSubject, application: string, acsUrl: string): PendingSaml {
  const { message, request, connection } = subject;
  const classRef = chosenContext(subject)?.classRef;
  const spNameQualifier = request.nameIdPolicy?.spNameQualifier;
  return {
    protocol: "saml",
    application,
    requestId: request.id,
    acsUrl,
    ...(message.relayState === undefined ? {} : { relayState: message.relayState }),
    nameIdFormat: chooseNameIdFormat(request, connection) ?? connection.nameId.format,
    ...(spNameQualifier === undefined ? {} : { spNameQualifier }),
    ...(classRef === undefined ? {} : { authnContext: classRef }),
  };
}

function demandsOf(subject: RequestSubject): SignInDemands {
  const { forceAuthn, isPassive } = subject.request;
  return { forceAuthn, isPassive, secondFactor: chosenContext(subject)?.secondFactor ?? false };
}

function chosenContext({ request, secondFactorOffered }: RequestSubject): ReturnType<typeof chooseAuthnContext> {
  const requested = request.requestedAuthnContext;
  return requested === undefined ? undefined : chooseAuthnContext(requested, secondFactorOffered);
}
