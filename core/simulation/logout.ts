import { findPerson } from "../directory/directory-change.ts";
import type { Application } from "../sp/application.ts";
import type { Outcome } from "../trace/step.ts";
import type { LogoutAction } from "./action.ts";
import { createBrowser, type FillIn, type Visit } from "./browser.ts";
import { findApplication } from "./find-in-workspace.ts";
import { personWhoSignsIn, placeOf } from "./login.ts";
import type { Stage } from "./stage.ts";

/** How a logout ended, in one sentence. */
interface LogoutEnding {
  readonly by: string;
  readonly reason: string;
  readonly problem?: string;
  readonly outcome?: Outcome;
}

/**
 * Somebody logs in to an application, and in the same browser out again. The login is part of it: parties keep no more
 * than hashes of cookies, so that no browser of an earlier action could be opened again as it was.
 *
 * @throws {RehearsalError} ACTION_UNKNOWN_APPLICATION, DIRECTORY_USER_UNKNOWN
 */
export async function logOut(stage: Stage, { user, application: id }: LogoutAction): Promise<LogoutEnding> {
  const application = findApplication(stage.read(), id);
  const signsIn = personWhoSignsIn(findPerson(stage.read().directory, user));
  const page = new URL("/", application.origin).href;
  stage.count("logins");
  const ending = await stage.withParties(async (network) => {
    const browser = createBrowser(network, stage.now());
    await browser.visit(page, signsIn);
    const login = stage.recorder.outcome();
    if (login?.result !== "signedIn") return notSignedIn(application, login);
    const visit = await browser.visit(page, personWhoSignsOut());
    return endingOf(application, user, visit, stage.recorder.outcome());
  });
  stage.happened();
  return ending;
}

/** A person who presses Sign out once, wherever that is asked, and signs in nowhere. */
function personWhoSignsOut(): FillIn {
  const pressed = new Set<string>();
  return ({ action, fields, buttons }) => {
    const isSignOut = action === "/logout" || buttons.some(({ name }) => name === "logout");
    if (!isSignOut || pressed.has(action)) return undefined;
    pressed.add(action);
    return [
      ...fields,
      ...buttons.filter(({ name }) => name === "logout").map(({ name, value }) => [name, value] as const),
    ];
  };
}

function notSignedIn({ name }: Application, login: Outcome | undefined): LogoutEnding {
  const by = "browser";
  if (login === undefined)
    return { by, reason: `${name} did not answer, and nobody was signed in.`, problem: "BROWSER_DEAD_END" };
  return { by, reason: login.reason, outcome: login };
}

/** The page after a logout may have let the same person in again: the identity provider's session is open still. */
function endingOf(
  { name }: Application,
  user: string,
  { url, response: { status }, ended }: Visit,
  outcome: Outcome | undefined,
): LogoutEnding {
  const by = "browser";
  if (outcome !== undefined && outcome.result !== "signedIn") return { by, reason: outcome.reason, outcome };
  if (ended === "tooManySteps" || status >= 400) {
    const reason = `${user} signed out of ${name}, and the browser was left at ${placeOf(url)}, with status ${status}: whoever was to be told after that was not told.`;
    return { by, reason, problem: "BROWSER_DEAD_END" };
  }
  const reason = `${user} signed out of ${name} and was signed in again at once: the session at the identity provider is open still, and it asked nothing.`;
  return { by, reason, problem: "SIGNED_IN_AGAIN" };
}
