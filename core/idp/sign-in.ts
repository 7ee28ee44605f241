import type { DirectoryUser } from "../directory/directory.ts";
import { findUserById, findUserByUserName } from "../directory/directory.ts";
import { formOf, type HttpRequest, type HttpResponse, withCookie } from "../http/message.ts";
import type { Call } from "../party/party.ts";
import { checkAdmission } from "./admission.ts";
import type { Connection } from "./identity-provider.ts";
import { loginPage, secondFactorPage } from "./pages.ts";
import { refuseAtIdp } from "./refusal.ts";
import { findSession, isMultiFactor, openSession } from "./session.ts";
import type { AuthenticationMethod, PendingOidc, PendingSaml, SignInTransaction } from "./state.ts";
import { beginTransaction, endTransaction, findTransaction, keepTransaction, TRANSACTION_OVER } from "./transaction.ts";
import {
  type Answer,
  type Authenticated,
  connectionTo,
  type IdentityProviderWorld,
  idpActor,
  type SignInDemands,
} from "./world.ts";

/** What a sign-in is for: a request of either protocol. */
type Pending = PendingSaml | PendingOidc;

/**
 * Finds out who is at the browser, then answers the application: at once where a session that meets the demands is
 * open, else after the login page. A person who may not sign in is refused here and the application hears nothing.
 */
export async function signIn<Request extends Pending>(
  world: IdentityProviderWorld,
  call: Call,
  request: HttpRequest,
  pending: Request,
  demands: SignInDemands,
  answer: Answer<Request>,
): Promise<HttpResponse> {
  const connection = connectionTo(world, pending.application);
  if (connection === undefined) return refuseUnknownApplication(world, call, pending.application);
  const { secondFactor } = world.provider.signOnPolicy;
  const needsSecondFactor =
    demands.secondFactor || connection.requireSecondFactor === true || secondFactor === "always";
  if (demands.secondFactor && secondFactor === "never") {
    return answer(world, call, pending, {
      kind: "noAuthnContext",
      reason: "The sign-on policy offers no second factor.",
    });
  }
  const session = findSession(world, call, request);
  if (session !== undefined && isEnough(session, demands, needsSecondFactor, call.now)) {
    return answerFromSession(world, call, pending, session, connection, answer);
  }
  if (demands.isPassive) return answer(world, call, pending, { kind: "noPassive" });
  const { secret, setCookie } = beginTransaction(world, call, { request: pending, needsSecondFactor });
  return withCookie(loginPage(world, secret, world.applicationName(pending.application)), setCookie);
}

/** The posted login page: somebody was picked. */
export async function handleSignIn(
  world: IdentityProviderWorld,
  call: Call,
  request: HttpRequest,
  answer: Answer<Pending>,
): Promise<HttpResponse> {
  const form = formOf(request);
  const found = findTransaction(world, call, request, form);
  if (found === undefined) return refuseLostTransaction(world, call);
  const { secret, transaction } = found;
  const userName = (form.get("person") ?? form.get("userName") ?? "").trim();
  const user = findUserByUserName(world.directory, userName);
  const { application } = transaction.request;
  if (user === undefined) return askAgain(world, call, secret, application, userName);
  recordPicked(world, call, user);
  const connection = connectionTo(world, application);
  if (connection === undefined) return refuseUnknownApplication(world, call, application);
  const refusal = checkAdmission(world, call, user, connection);
  if (refusal !== undefined) {
    endTransaction(world, secret);
    return withCookie(refuseAtIdp(world, call, refusal), TRANSACTION_OVER);
  }
  if (!transaction.needsSecondFactor) return finish(world, call, secret, transaction, user, ["pwd"], answer);
  if ((user.secondFactors ?? []).length === 0) return refuseWithoutSecondFactor(world, call, secret, user, connection);
  keepTransaction(world, call, secret, { ...transaction, user: user.id });
  return secondFactorPage(world, secret, user.userName);
}

/** The posted second-factor page. */
export async function handleSecondFactor(
  world: IdentityProviderWorld,
  call: Call,
  request: HttpRequest,
  answer: Answer<Pending>,
): Promise<HttpResponse> {
  const form = formOf(request);
  const found = findTransaction(world, call, request, form);
  const user =
    found?.transaction.user === undefined ? undefined : findUserById(world.directory, found.transaction.user);
  const factor = user?.secondFactors?.[0];
  if (found === undefined || user === undefined || factor === undefined || form.get("approve") !== "yes") {
    return refuseLostTransaction(world, call);
  }
  call.record({
    kind: "notice",
    from: "browser",
    to: idpActor(world),
    phase: "signIn",
    status: "ok",
    title: `${user.userName} confirms with a second factor`,
    why: "The application or the sign-on policy asks for more than a password. A rehearsal asks for a click instead.",
  });
  return finish(world, call, found.secret, found.transaction, user, ["pwd", factor, "mfa"], answer);
}

/** Tells whether an open session meets what the request demands. */
function isEnough(session: Authenticated, demands: SignInDemands, secondFactor: boolean, now: number): boolean {
  const oldest = demands.maxAgeSeconds === undefined ? 0 : now - demands.maxAgeSeconds * 1000;
  return !demands.forceAuthn && session.authenticatedAt >= oldest && (!secondFactor || isMultiFactor(session.methods));
}

async function answerFromSession<Request extends Pending>(
  world: IdentityProviderWorld,
  call: Call,
  pending: Request,
  session: Authenticated,
  connection: Connection,
  answer: Answer<Request>,
): Promise<HttpResponse> {
  call.record({
    kind: "notice",
    from: idpActor(world),
    to: idpActor(world),
    phase: "signIn",
    status: "ok",
    title: `${session.user.userName} is already signed in`,
    why: "The browser brought the cookie of a session that is still open, so that nobody has to be asked: single sign-on.",
  });
  const refusal = checkAdmission(world, call, session.user, connection);
  if (refusal !== undefined) return refuseAtIdp(world, call, refusal);
  return answer(world, call, pending, { kind: "authenticated", by: session });
}

/** Opens the session and answers the application. */
async function finish(
  world: IdentityProviderWorld,
  call: Call,
  secret: string,
  transaction: SignInTransaction,
  user: DirectoryUser,
  methods: readonly AuthenticationMethod[],
  answer: Answer<Pending>,
): Promise<HttpResponse> {
  endTransaction(world, secret);
  const { authenticated, setCookie } = openSession(world, call, { user, methods });
  const response = await answer(world, call, transaction.request, { kind: "authenticated", by: authenticated });
  return withCookie(withCookie(response, setCookie), TRANSACTION_OVER);
}

function recordPicked(world: IdentityProviderWorld, call: Call, user: DirectoryUser): void {
  call.record({
    kind: "notice",
    from: "browser",
    to: idpActor(world),
    phase: "signIn",
    status: "ok",
    title: `${user.userName} signs in at ${world.provider.name}`,
    why: "A real identity provider asks for a password here. A rehearsal lets you pick the person.",
  });
}

function askAgain(
  world: IdentityProviderWorld,
  call: Call,
  secret: string,
  application: string,
  userName: string,
): HttpResponse {
  call.record({
    kind: "notice",
    from: idpActor(world),
    to: "browser",
    phase: "signIn",
    status: "warning",
    title: "Nobody has this user name",
    why: `The directory of ${world.provider.name} knows no ${JSON.stringify(userName)}.`,
  });
  return loginPage(
    world,
    secret,
    world.applicationName(application),
    `Nobody here has the user name ${JSON.stringify(userName)}.`,
  );
}

function refuseWithoutSecondFactor(
  world: IdentityProviderWorld,
  call: Call,
  secret: string,
  user: DirectoryUser,
  connection: Connection,
): HttpResponse {
  endTransaction(world, secret);
  const response = refuseAtIdp(world, call, {
    code: "IDP_NO_SECOND_FACTOR",
    reason: `${user.userName} has set up no second factor, and ${world.applicationName(connection.application)} needs one.`,
    application: connection.application,
    setting: `directory/users/${user.id}/secondFactors`,
    status: 403,
  });
  return withCookie(response, TRANSACTION_OVER);
}

function refuseLostTransaction(world: IdentityProviderWorld, call: Call): HttpResponse {
  return refuseAtIdp(world, call, {
    code: "IDP_SIGN_IN_LOST",
    reason:
      "This sign-in was begun in another browser, has expired or is over already. Begin again at the application.",
    status: 400,
  });
}

function refuseUnknownApplication(world: IdentityProviderWorld, call: Call, application: string): HttpResponse {
  return refuseAtIdp(world, call, {
    code: "IDP_UNKNOWN_APPLICATION",
    reason: `${world.provider.name} has no connection to ${JSON.stringify(application)}.`,
    setting: `identityProviders/${world.provider.id}/connections`,
    status: 400,
  });
}
