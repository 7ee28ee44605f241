import type { Account } from "../accounts/account.ts";
import { foldCase } from "../fold-case.ts";
import { formOf, type HttpRequest, type HttpResponse, htmlResponse, redirectResponse } from "../http/message.ts";
import type { Call } from "../party/party.ts";
import { isoInstant } from "../time.ts";
import { checkRules, type Rule, verdictOf } from "../trace/checklist.ts";
import { openLocalSession } from "./session.ts";
import { refuseSignOn } from "./sign-on.ts";
import { type ApplicationWorld, applicationActor } from "./world.ts";

/** Where an application's own sign-in page is: for break-glass accounts, when the identity provider cannot be reached. */
export const LOCAL_SIGN_IN_PATH = "/login/local";

/** The page that asks for the name alone: a rehearsal asks for no password. */
export function localSignInPage({ application }: ApplicationWorld): HttpResponse {
  const body = `<h1>Sign in without the identity provider</h1>
<form method="post" action="${LOCAL_SIGN_IN_PATH}"><label>User name <input name="userName" autocomplete="username"></label> <button>Sign in</button></form>
<p>For accounts that are kept for an emergency. A rehearsal asks for no password.</p>`;
  return htmlResponse(200, `${application.name}: sign in`, body);
}

/** Signs in an account that may, by its user name. */
export function handleLocalSignIn(world: ApplicationWorld, call: Call, request: HttpRequest): HttpResponse {
  const userName = formOf(request).get("userName") ?? "";
  const account = world.accounts.read().find((each) => foldCase(each.userName) === foldCase(userName));
  const { checks, failure } = checkRules(rulesFor(world, userName), account, "");
  const actor = applicationActor(world);
  call.record({
    kind: "checks",
    from: actor,
    to: actor,
    phase: "signIn",
    status: failure === undefined ? "ok" : "refused",
    title: `${world.application.name} looks for an account that may sign in here`,
    why: "This is the application's own door. The identity provider is not asked, so that it need not be there.",
    subject: "account",
    checks,
  });
  if (failure !== undefined || account === undefined) return refuseSignOn(world, call, failure ?? NO_ACCOUNT);
  world.accounts.put({ ...account, lastSignInAt: isoInstant(call.now) });
  return redirectResponse("/", { "set-cookie": [openLocalSession(world, call, account)] }, 303);
}

const NO_ACCOUNT = { code: "LOCAL_ACCOUNT", reason: "There is no such account." };

type AccountRule = Rule<Account | undefined, never>;

function rulesFor({ application }: ApplicationWorld, userName: string): readonly AccountRule[] {
  const accounts = `applications/${application.id}/accounts`;
  return [
    {
      code: "LOCAL_ACCOUNT",
      name: "There is an account of that name",
      spec: "accounts",
      setting: accounts,
      check: (account) =>
        verdictOf(
          account !== undefined,
          "an account",
          account === undefined ? "none" : account.id,
          `${application.name} has no account ${JSON.stringify(userName.slice(0, 100))}.`,
        ),
    },
    {
      code: "LOCAL_ALLOWED",
      name: "The account may sign in here",
      spec: "accounts",
      setting: accounts,
      check: (account) =>
        verdictOf(
          account?.localSignIn === true,
          "a break-glass account",
          account?.localSignIn === true ? "a break-glass account" : "signs in by the identity provider alone",
          `${account?.userName ?? userName} signs in by the identity provider alone.`,
        ),
    },
    {
      code: "LOCAL_ACTIVE",
      name: "The account is active",
      spec: "accounts",
      setting: accounts,
      check: (account) =>
        verdictOf(
          account?.active === true && account.held !== true,
          "active",
          account?.active === true ? "active" : "deactivated",
          `${account?.userName ?? userName} is deactivated.`,
        ),
    },
  ];
}
