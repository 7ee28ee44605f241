import { formRequest, type HttpResponse } from "../http/message.ts";
import type { IdTokenKey } from "../oidc/id-token.ts";
import {
  buildLogoutTokenClaims,
  buildLogoutTokenHeader,
  type LogoutTokenClaims,
  signLogoutToken,
} from "../oidc/logout-token.ts";
import type { Call } from "../party/party.ts";
import { messageId } from "../random.ts";
import { recordTold } from "./logout-steps.ts";
import { clientOf, findSigningKey, type OidcClient } from "./oidc-client.ts";
import type { IdpSession, SessionParticipant } from "./state.ts";
import { type IdentityProviderWorld, idpActor } from "./world.ts";

type OidcParticipant = Extract<SessionParticipant, { readonly protocol: "oidc" }>;

/**
 * Tells every client of a session that it is over, one after another and without the browser (OpenID Connect
 * Back-Channel Logout, section 2.5); `except` ended its own part already. Gives the applications that did not confirm.
 */
export async function tellOidcClients(
  world: IdentityProviderWorld,
  call: Call,
  session: IdpSession,
  except?: string,
): Promise<readonly string[]> {
  const unconfirmed: string[] = [];
  for (const participant of session.participants ?? []) {
    if (participant.protocol !== "oidc" || participant.application === except) continue;
    const isConfirmed = await tellClient(world, call, session, participant);
    if (!isConfirmed) unconfirmed.push(participant.application);
  }
  return unconfirmed;
}

async function tellClient(
  world: IdentityProviderWorld,
  call: Call,
  session: IdpSession,
  { application, subject }: OidcParticipant,
): Promise<boolean> {
  const client = clientOf(world, application);
  const uri = client?.settings.backchannelLogoutUri;
  if (client === undefined || uri === undefined) {
    return recordTold(
      world,
      call,
      application,
      "It is set up to be told no more: its connection has no backchannelLogoutUri.",
    );
  }
  const key = findSigningKey(world.provider, client.settings.idTokenAlgorithm);
  if (key === undefined) return recordTold(world, call, application, "There is no key to sign a logout token with.");
  const claims = buildClaims(world, call, session, client, subject);
  recordToken(world, call, client, claims, key);
  const token = await signLogoutToken(claims, key);
  const answer = await send(call, uri, token);
  return recordTold(world, call, application, problemOf(answer));
}

function buildClaims(
  world: IdentityProviderWorld,
  call: Call,
  session: IdpSession,
  { settings: { clientId } }: OidcClient,
  subject: string,
): LogoutTokenClaims {
  return buildLogoutTokenClaims({
    issuer: world.provider.origin,
    clientId,
    subject,
    sessionId: session.index,
    id: messageId(call.random),
    now: call.now,
  });
}

/** Undefined: nobody answers at all. */
async function send(call: Call, uri: string, token: string): Promise<HttpResponse | undefined> {
  try {
    return await call.fetch(formRequest(uri, [["logout_token", token]]));
  } catch {
    return undefined;
  }
}

/** 200 means that it is done (section 2.8); some frameworks answer 204. */
function problemOf(answer: HttpResponse | undefined): string | undefined {
  if (answer?.status === 200 || answer?.status === 204) return undefined;
  const said = answer === undefined ? "Nobody answers there" : `It answered ${answer.status}`;
  return `${said}: what it has open stays open until it expires. The identity provider does not try again by itself.`;
}

function recordToken(
  world: IdentityProviderWorld,
  call: Call,
  client: OidcClient,
  claims: LogoutTokenClaims,
  key: IdTokenKey,
): void {
  const { sub, aud, sid } = claims;
  call.record({
    kind: "artefact",
    from: idpActor(world),
    to: idpActor(world),
    phase: "session",
    status: "ok",
    title: `${world.provider.name} signs a logout token for ${world.applicationName(client.application)}`,
    why: "The browser may be closed or elsewhere, so the application is told directly. The signature proves who says it; the session's id says which of the person's sessions is over.",
    artefact: {
      type: "json",
      name: "Logout token",
      text: JSON.stringify({ header: buildLogoutTokenHeader(key), payload: claims }, null, 2),
      language: "json",
      marks: Object.entries({ sub, aud, sid }).map(([name, value]) => `"${name}": ${JSON.stringify(value)}`),
    },
  });
}
