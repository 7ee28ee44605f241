import { RehearsalError } from "../errors.ts";
import { formOf, type HttpRequest } from "../http/message.ts";
import { chooseAuthnContext } from "../saml/authn-context.ts";
import { type AuthnRequest, parseAuthnRequest } from "../saml/authn-request.ts";
import { STATUS } from "../saml/names.ts";
import { decodePostedRequest } from "../saml/post-binding.ts";
import { type DecodedRedirect, decodeRedirect } from "../saml/redirect-binding.ts";
import type { SamlConnection } from "../saml/settings.ts";
import type { SamlStatus } from "../saml/status.ts";
import type { Check } from "../trace/step.ts";
import type { IdpRefusal } from "./refusal.ts";
import {
  carryOutRules,
  chooseAcsUrl,
  chooseNameIdFormat,
  FULFILMENT_RULES,
  NO_ACS,
  notReached,
  type RequestFailure,
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

type SamlParty = { readonly application: string; readonly saml: SamlConnection };

const MESSAGE_RULE = {
  code: "SAML_REQUEST_XML",
  name: "The message is an AuthnRequest of SAML 2.0",
  spec: "SAML bindings 3.4.4, SAML core 3.4.1",
} as const;

const ISSUER_RULE = {
  code: "SAML_REQUEST_ISSUER",
  name: "The application that asks is known",
  spec: "SAML profiles 4.1.4.1",
} as const;

const LATER_RULES = [...TRUST_RULES, ...FULFILMENT_RULES];

/** The address of the single sign-on service. */
export function ssoUrlOf(world: IdentityProviderWorld): string {
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
  const received = receive(http);
  if ("problem" in received) return refuseMessage(received.problem, received.xml);
  const { message, request } = received;
  const party = findParty(world, request.issuer);
  const read = { xml: message.xml, request };
  if (party === undefined) return { ...read, ...refuseIssuer(world, request.issuer) };
  const subject: RequestSubject = {
    message,
    request,
    connection: party.saml,
    ssoUrl: ssoUrlOf(world),
    now,
    secondFactorOffered: world.provider.signOnPolicy.secondFactor !== "never",
  };
  return { ...read, ...checkKnown(subject, party.application, samlSettingPath(world, party.application)) };
}

/** The request of an application that is known. */
function checkKnown(
  subject: RequestSubject,
  application: string,
  path: string,
): Omit<CheckedRequest, "xml" | "request"> {
  const trust = carryOutRules(TRUST_RULES, subject, path);
  const checks = [...knownChecks(subject.request.issuer), ...trust.checks];
  const acsUrl = chooseAcsUrl(subject.request, subject.connection);
  if (trust.failure !== undefined || acsUrl === undefined) {
    const refusal = buildRefusal(trust.failure ?? NO_ACS, application, path);
    return { checks: [...checks, ...notReached(FULFILMENT_RULES)], verdict: { kind: "refused", refusal } };
  }
  const fulfilment = carryOutRules(FULFILMENT_RULES, subject, path);
  const pending = buildPending(subject, application, acsUrl);
  const verdict: RequestVerdict =
    fulfilment.failure === undefined
      ? { kind: "accepted", pending, demands: demandsOf(subject) }
      : { kind: "unfulfillable", pending, status: statusOf(fulfilment.failure) };
  return { checks: [...checks, ...fulfilment.checks], verdict };
}

/** What was received, or why it cannot be read. */
type Received =
  | { readonly message: DecodedRedirect; readonly request: AuthnRequest }
  | { readonly problem: RehearsalError; readonly xml?: string };

function receive(http: HttpRequest): Received {
  let xml: string | undefined;
  try {
    const message = http.method === "POST" ? decodePostedRequest(formOf(http)) : decodeRedirect(rawQueryOf(http));
    xml = message.xml;
    return { message, request: parseAuthnRequest(xml) };
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

function refuseMessage(problem: RehearsalError, xml: string | undefined): CheckedRequest {
  const { code, message } = problem;
  const check = {
    ...MESSAGE_RULE,
    code,
    expected: "an AuthnRequest, Version 2.0",
    actual: message,
    result: "failed",
  } as const;
  return {
    ...(xml === undefined ? {} : { xml }),
    checks: [check, ...notReached([ISSUER_RULE, ...LATER_RULES])],
    verdict: { kind: "refused", refusal: { code, reason: message, status: 400 } },
  };
}

function refuseIssuer(world: IdentityProviderWorld, issuer: string): Omit<CheckedRequest, "xml" | "request"> {
  const setting = `identityProviders/${world.provider.id}/connections`;
  const check = {
    ...ISSUER_RULE,
    result: "failed",
    expected: "an application that is connected",
    actual: issuer,
    setting,
  } as const;
  const reason = `${world.provider.name} knows no application with the entityID ${JSON.stringify(issuer)}.`;
  return {
    checks: [passedCheck(MESSAGE_RULE, "an AuthnRequest, Version 2.0"), check, ...notReached(LATER_RULES)],
    verdict: { kind: "refused", refusal: { code: ISSUER_RULE.code, reason, setting, status: 400 } },
  };
}

function knownChecks(issuer: string): readonly Check[] {
  return [
    passedCheck(MESSAGE_RULE, "an AuthnRequest, Version 2.0"),
    { ...passedCheck(ISSUER_RULE, issuer), expected: "an application that is connected" },
  ];
}

function passedCheck(rule: Pick<Check, "code" | "name" | "spec">, actual: string): Check {
  return { ...rule, result: "passed", expected: actual, actual };
}

function buildRefusal({ rule, reason }: RequestFailure, application: string, path: string): IdpRefusal {
  const setting = rule.setting === undefined ? {} : { setting: `${path}/${rule.setting}` };
  return { code: rule.code, reason, application, ...setting, status: 400 };
}

function statusOf({ rule, reason }: RequestFailure): SamlStatus {
  return { ...(rule.status ?? { code: STATUS.responder }), message: reason };
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
