import { withoutRecord } from "../party/expiring.ts";
import type { Call } from "../party/party.ts";
import type { LogoutRequest } from "../saml/logout-message.ts";
import { isSameNameId } from "../saml/name-id.ts";
import type { IdpSession, SessionParticipant } from "./state.ts";
import { type IdentityProviderWorld, idpActor } from "./world.ts";

/** A session and the key that it is kept by. */
export interface OpenSession {
  readonly key: string;
  readonly session: IdpSession;
}

/** Applications, or transient names of one, that a session keeps at the most; the oldest is not told for one more. */
const KEPT = 50;

/** The session with this index: SessionIndex of SAML, `sid` of OpenID Connect. */
export function findSessionByIndex(world: IdentityProviderWorld, index: string): OpenSession | undefined {
  const found = Object.entries(world.state.read().sessions).find(([, session]) => session.index === index);
  return found === undefined ? undefined : { key: found[0], session: found[1] };
}

/**
 * Remembers whom an application was told of in a session, so that it can be told when that ends. Nothing happens where
 * the session is over by now.
 */
export function addParticipant(
  world: IdentityProviderWorld,
  sessionIndex: string,
  participant: SessionParticipant,
): void {
  const found = findSessionByIndex(world, sessionIndex);
  if (found === undefined) return;
  const { participants = [] } = found.session;
  const others = participants.filter((each) => !isSame(each, participant));
  const session = { ...found.session, participants: [...others.slice(1 - KEPT), participant] };
  const state = world.state.read();
  world.state.write({ ...state, sessions: { ...state.sessions, [found.key]: session } });
}

/** Every session in which the application was told of somebody by this name; by `index` alone where one is given. */
export function findSamlSessions(
  world: IdentityProviderWorld,
  application: string,
  { nameId, sessionIndexes }: Pick<LogoutRequest, "nameId" | "sessionIndexes">,
): readonly OpenSession[] {
  const isMeant = ({ index, participants = [] }: IdpSession): boolean =>
    (sessionIndexes.length === 0 || sessionIndexes.includes(index)) &&
    participants.some(
      (each) => each.protocol === "saml" && each.application === application && isSameNameId(each.nameId, nameId),
    );
  return Object.entries(world.state.read().sessions)
    .filter(([, session]) => isMeant(session))
    .map(([key, session]) => ({ key, session }));
}

/** Ends a session here: whoever comes with its cookie signs in again. */
export function endSession(world: IdentityProviderWorld, call: Call, { key, session }: OpenSession): void {
  const state = world.state.read();
  world.state.write({ ...state, sessions: withoutRecord(state.sessions, key) });
  const person = world.directory.users.find(({ id }) => id === session.user);
  call.record({
    kind: "notice",
    from: idpActor(world),
    to: idpActor(world),
    phase: "session",
    status: "ok",
    title: `${world.provider.name} ends the session of ${person?.userName ?? session.user}`,
    why: "The next application that asks who this is gets no answer without a new sign-in. Applications that were told before keep sessions of their own, until they hear of it.",
  });
}

function isSame(left: SessionParticipant, right: SessionParticipant): boolean {
  return left.protocol === right.protocol && left.application === right.application && nameOf(left) === nameOf(right);
}

function nameOf(participant: SessionParticipant): string {
  return participant.protocol === "oidc" ? participant.subject : participant.nameId.value;
}
