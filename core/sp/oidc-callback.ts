import { cookiesOf, type HttpRequest, type HttpResponse, queryOf } from "../http/message.ts";
import { ANSWER_RULES } from "../oidc/authorization-response.ts";
import { parameterOf } from "../oidc/parameters.ts";
import type { Call } from "../party/party.ts";
import { secretHash } from "../random.ts";
import { checkRules } from "../trace/checklist.ts";
import { discoverProvider, settingPath } from "./oidc-discovery.ts";
import { type Login, recordChecks, type Stage, stageOf } from "./oidc-login.ts";
import { type AcceptedAnswer, redeemAnswer } from "./oidc-redeem.ts";
import { findRequest, forgetRequest, LOGIN_COOKIE } from "./oidc-request-state.ts";
import { completeSignOn, refuseProtocol, refuseSignOn } from "./sign-on.ts";
import type { ApplicationWorld } from "./world.ts";

/**
 * The redirect_uri: takes the identity provider's answer, exchanges the code, verifies the ID token, asks userinfo where
 * that is set, and hands on who it is (OpenID Connect Core, sections 3.1.2.7 to 3.1.3.7 and 5.3). The first thing that is
 * wrong ends the login.
 */
export async function handleCallback(world: ApplicationWorld, call: Call, request: HttpRequest): Promise<HttpResponse> {
  const settings = world.application.oidc;
  if (settings === undefined) return refuseProtocol(world, call, "oidc");
  const discovered = await discoverProvider(world, call, settings);
  if (!discovered.ok) return refuseSignOn(world, call, discovered.failure);
  const login = { world, call, settings, provider: discovered.provider };
  const answer = takeAnswer(login, request);
  if (!answer.ok) return refuseSignOn(world, call, answer.failure);
  const redeemed = await redeemAnswer(login, answer.value);
  if (!redeemed.ok) return refuseSignOn(world, call, redeemed.failure);
  const { identity, idToken } = redeemed.value;
  const reminders = settings.postLogoutRedirectUri === undefined ? {} : { idToken };
  return completeSignOn(world, call, identity, answer.value.pending.returnTo, reminders);
}

const WHY_ANSWER =
  "Anybody can send a browser here. Only an answer to a login that was begun in this very browser, and that comes from the identity provider that was asked, is looked at.";

function takeAnswer({ world, call, settings, provider }: Login, request: HttpRequest): Stage<AcceptedAnswer> {
  const parameters = queryOf(request);
  const stateHash = secretHash(parameterOf(parameters, "state") ?? "");
  const cookie = cookiesOf(request).get(LOGIN_COOKIE);
  const pending = findRequest(world, stateHash);
  const browser = cookie === undefined ? undefined : secretHash(cookie);
  const verdict = checkRules(
    ANSWER_RULES,
    {
      parameters,
      issuer: settings.issuer,
      issuerNamesItself: provider.metadata.authorization_response_iss_parameter_supported === true,
      now: call.now,
      ...(pending === undefined ? {} : { pending }),
      ...(browser === undefined ? {} : { browser }),
    },
    settingPath(world),
  );
  recordChecks(
    world,
    call,
    "authorization response",
    `${world.application.name} checks the answer`,
    WHY_ANSWER,
    verdict,
  );
  const mine = pending !== undefined && pending.browser === browser;
  if (mine) forgetRequest(world, stateHash);
  return stageOf(verdict, pending && { code: parameterOf(parameters, "code") ?? "", pending });
}
