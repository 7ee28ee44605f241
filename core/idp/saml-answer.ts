import type { KeyObject } from "node:crypto";
import { isList } from "../attribute-value.ts";
import { groupsOfUser } from "../directory/directory.ts";
import { RehearsalError } from "../errors.ts";
import type { HttpResponse } from "../http/message.ts";
import { importPrivateKey } from "../key-import.ts";
import { type ClaimValue, evaluateClaims } from "../mapping/claims.ts";
import type { Call } from "../party/party.ts";
import { messageId } from "../random.ts";
import type { AssertionInput, SamlAttribute } from "../saml/assertion.ts";
import { authnContextOf } from "../saml/authn-context.ts";
import type { NameId } from "../saml/name-id.ts";
import { AUTHN_CONTEXT, STATUS } from "../saml/names.ts";
import { encodePost, postForm } from "../saml/post-binding.ts";
import { type BuiltResponse, buildResponseParts, type ResponseInput } from "../saml/response.ts";
import type { SamlConnection } from "../saml/settings.ts";
import type { SamlSigningKey } from "../saml/signature.ts";
import type { SamlStatus } from "../saml/status.ts";
import type { Evaluation } from "../trace/step.ts";
import { appRolesOf } from "./assigned-roles.ts";
import { expressionWorld } from "./expression-world.ts";
import { addParticipant } from "./logout-session.ts";
import { type IdpRefusal, refuseAtIdp } from "./refusal.ts";
import { evaluateNameId } from "./saml-name-id.ts";
import { samlSettingPath } from "./saml-request.ts";
import { recordAssertion, recordError, recordEvaluations } from "./saml-steps.ts";
import { isMultiFactor } from "./session.ts";
import type { PendingSaml } from "./state.ts";
import { type Answer, type Authenticated, connectionTo, type IdentityProviderWorld } from "./world.ts";

/** What every answer to one application needs. */
interface Exchange {
  readonly world: IdentityProviderWorld;
  readonly call: Call;
  readonly pending: PendingSaml;
  readonly connection: SamlConnection;
}

/** Answers the application with a Response over HTTP-POST: an assertion, or an error status. */
export const answerSaml: Answer<PendingSaml> = async (world, call, pending, result) => {
  const connection = connectionTo(world, pending.application)?.saml;
  if (connection === undefined) return refuseAtIdp(world, call, unknownConnection(world, pending.application));
  const exchange = { world, call, pending, connection };
  switch (result.kind) {
    case "authenticated":
      return answerWithAssertion(exchange, result.by);
    case "noPassive": {
      const message = "The application wants no page shown, but somebody would have to sign in first.";
      return answerWithError(exchange, { code: STATUS.responder, subCode: STATUS.noPassive, message });
    }
    case "noAuthnContext": {
      const message = result.reason;
      return answerWithError(exchange, { code: STATUS.responder, subCode: STATUS.noAuthnContext, message });
    }
  }
};

/** Tells the application that its request cannot be done as asked (SAML core, section 3.2.2). */
export async function answerSamlError(
  world: IdentityProviderWorld,
  call: Call,
  pending: PendingSaml,
  status: SamlStatus,
): Promise<HttpResponse> {
  const connection = connectionTo(world, pending.application)?.saml;
  if (connection === undefined) return refuseAtIdp(world, call, unknownConnection(world, pending.application));
  return answerWithError({ world, call, pending, connection }, status);
}

/** Why a connection cannot be found by the application's id. */
export function unknownConnection(world: IdentityProviderWorld, application: string): IdpRefusal {
  return {
    code: "IDP_UNKNOWN_APPLICATION",
    reason: `${world.provider.name} has no SAML connection to ${JSON.stringify(application)}.`,
    setting: `identityProviders/${world.provider.id}/connections`,
    status: 400,
  };
}

async function answerWithAssertion(exchange: Exchange, by: Authenticated): Promise<HttpResponse> {
  const { world, call, pending, connection } = exchange;
  const settingPath = samlSettingPath(world, pending.application);
  const authnContext = contextOf(pending, by);
  if (authnContext === undefined) {
    const message = "The sign-in does not amount to the authentication that was asked for.";
    return answerWithError(exchange, { code: STATUS.responder, subCode: STATUS.noAuthnContext, message });
  }
  const { entityId: issuer, pairwiseSalt } = world.provider;
  const registered = connectionTo(world, pending.application);
  const person = {
    user: by.user,
    groups: groupsOfUser(world.directory, by.user),
    assigned: registered?.assignment.groups,
    appRoles: registered && appRolesOf(registered, by.user),
  };
  const expressions = expressionWorld(world, call, person, {
    rows: [connection.nameId, ...connection.claims],
    connection: registered,
  });
  const named = evaluateNameId({
    pending,
    connection,
    user: by.user,
    expressions,
    issuer,
    pairwiseSalt,
    random: call.random,
    settingPath,
  });
  const claims = evaluateClaims(connection.claims, person, `${settingPath}/claims`, expressions);
  recordEvaluations(world, call, pending.application, [named.evaluation, ...claims.evaluations]);
  if (named.nameId === undefined) return refuseNameId(exchange, by, named.evaluation);
  if (claims.refusal !== undefined) return refuseClaims(exchange, claims.refusal);
  const assertion = buildAssertionInput(exchange, by, named.nameId, authnContext, claims.attributes);
  if (connection.singleLogout !== undefined) {
    const nameId = { ...named.nameId };
    addParticipant(world, by.sessionIndex, { protocol: "saml", application: pending.application, nameId });
  }
  return post(exchange, { status: { code: STATUS.success }, assertion, sign: connection.sign });
}

/** An error response has no assertion: where only assertions are signed, nothing is. */
function answerWithError(exchange: Exchange, status: SamlStatus): Promise<HttpResponse> {
  return post(exchange, { status, sign: exchange.connection.sign === "assertion" ? "none" : "response" });
}

/** Builds the Response, signs it, records it and posts it. */
async function post(
  exchange: Exchange,
  content: Pick<ResponseInput, "status" | "assertion" | "sign">,
): Promise<HttpResponse> {
  const { world, call, pending } = exchange;
  const key = content.sign === "none" ? undefined : activeKey(world);
  if (key === undefined && content.sign !== "none") return refuseAtIdp(world, call, noSigningKey(world));
  const input = { ...buildResponseInput(exchange, key), ...content };
  const built = await buildOrProblem(input);
  if (built instanceof RehearsalError) return refuseUnwritable(exchange, built);
  if (built.assertion === undefined) recordError(world, call, content.status, built.response);
  else recordAssertion(world, call, exchange.connection, built.assertion);
  const { acsUrl, relayState } = pending;
  const fields = {
    SAMLResponse: encodePost(built.response),
    ...(relayState === undefined ? {} : { RelayState: relayState }),
  };
  return postForm({ action: acsUrl, fields });
}

function buildResponseInput(
  { world, call, pending, connection }: Exchange,
  key: SamlSigningKey | undefined,
): Omit<ResponseInput, "status" | "assertion" | "sign"> {
  const certificate = connection.encryptionCertificate;
  return {
    id: messageId(call.random),
    issueInstant: call.now,
    issuer: world.provider.entityId,
    destination: pending.acsUrl,
    ...(pending.requestId === undefined ? {} : { inResponseTo: pending.requestId }),
    ...(key === undefined ? {} : { key }),
    ...(certificate === undefined ? {} : { encryptFor: { certificate, random: call.random } }),
  };
}

function buildAssertionInput(
  { world, call, pending, connection }: Exchange,
  by: Authenticated,
  nameId: NameId,
  authnContext: string,
  claims: readonly ClaimValue[],
): AssertionInput {
  const { sessionMinutes } = connection;
  return {
    id: messageId(call.random),
    issueInstant: call.now,
    issuer: world.provider.entityId,
    nameId,
    recipient: pending.acsUrl,
    ...(pending.requestId === undefined ? {} : { inResponseTo: pending.requestId }),
    audience: connection.entityId,
    notBefore: call.now,
    notOnOrAfter: call.now + connection.assertionLifetimeSeconds * 1000,
    authnInstant: by.authenticatedAt,
    sessionIndex: by.sessionIndex,
    ...(sessionMinutes === undefined ? {} : { sessionNotOnOrAfter: by.authenticatedAt + sessionMinutes * 60_000 }),
    authnContext,
    attributes: claims.flatMap(attributesOf),
  };
}

/** One Attribute, or one for each value where the product repeats it. */
function attributesOf({ mapping, value }: ClaimValue): readonly SamlAttribute[] {
  const { claim, friendlyName, nameFormat, severalValues } = mapping;
  const values = severalValues === "separately" && isList(value) ? value : [value];
  return values.map((each) => ({
    name: claim,
    ...(friendlyName === undefined ? {} : { friendlyName }),
    ...(nameFormat === undefined ? {} : { nameFormat }),
    value: each,
  }));
}

/** The class that was asked for, else what the sign-in amounts to. Undefined where it does not amount to what was asked. */
function contextOf(pending: PendingSaml, by: Authenticated): string | undefined {
  const multiFactor = isMultiFactor(by.methods);
  const context = pending.authnContext ?? authnContextOf(multiFactor);
  return context === AUTHN_CONTEXT.multiFactor && !multiFactor ? undefined : context;
}

/** The RSA key that signs; undefined where there is none, as in a copy that was made to be shared. */
function activeKey(world: IdentityProviderWorld): SamlSigningKey | undefined {
  const key = world.provider.keys.find(({ algorithm, status }) => algorithm === "RS256" && status === "active");
  const privateKey: KeyObject | undefined =
    key?.privateKey === undefined ? undefined : importPrivateKey(key.privateKey);
  return key === undefined || privateKey === undefined ? undefined : { privateKey, certificate: key.certificate };
}

async function buildOrProblem(input: ResponseInput): Promise<BuiltResponse | RehearsalError> {
  try {
    return await buildResponseParts(input);
  } catch (error) {
    if (error instanceof RehearsalError) return error;
    throw error;
  }
}

function noSigningKey(world: IdentityProviderWorld): IdpRefusal {
  return {
    code: "IDP_NO_SIGNING_KEY",
    reason: `${world.provider.name} has no active RS256 key with a private part to sign with. A copy that was made to be shared has none.`,
    setting: `identityProviders/${world.provider.id}/keys`,
    status: 403,
  };
}

/** A persistent NameID fails only for want of its secret; any other for want of a value. */
function refuseNameId({ world, call, pending }: Exchange, by: Authenticated, evaluation: Evaluation): HttpResponse {
  const where =
    pending.nameIdFormat === "persistent"
      ? { code: "IDP_NO_PAIRWISE_SALT", setting: `identityProviders/${world.provider.id}/pairwiseSalt` }
      : { code: "SAML_NAME_ID_EMPTY", setting: `${samlSettingPath(world, pending.application)}/nameId` };
  return refuseAtIdp(world, call, {
    ...where,
    reason: `No NameID can be made for ${by.user.userName}. ${evaluation.why}`,
    application: pending.application,
    status: 403,
  });
}

/** More groups than the claim holds, where the product refuses instead of leaving some out. */
function refuseClaims({ world, call, pending }: Exchange, reason: string): HttpResponse {
  return refuseAtIdp(world, call, {
    code: "IDP_TOO_MANY_GROUPS",
    reason,
    application: pending.application,
    setting: `${samlSettingPath(world, pending.application)}/claims`,
    status: 403,
  });
}

/** A value that XML cannot carry, or a certificate that cannot be encrypted for. */
function refuseUnwritable({ world, call, pending }: Exchange, problem: RehearsalError): HttpResponse {
  const member = problem.code === "SAML_ENCRYPTION_CERTIFICATE" ? "encryptionCertificate" : "claims";
  return refuseAtIdp(world, call, {
    code: problem.code,
    reason: problem.message,
    application: pending.application,
    setting: `${samlSettingPath(world, pending.application)}/${member}`,
    status: 403,
  });
}
