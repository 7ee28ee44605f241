import type { Application } from "../sp/application.ts";
import type { Outcome } from "../trace/step.ts";
import type { LogoutAction } from "./action.ts";
import { createBrowser, type FillIn } from "./browser.ts";
import { findApplication } from "./find-in-workspace.ts";
import { findUser, personWhoSignsIn } from "./login.ts";
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
 * @throws {RehearsalError} ACTION_UNKNOWN_APPLICATION, LOGIN_UNKNOWN_USER
 */
export async function logOut(stage: Stage, { user, application: id }: LogoutAction): Promise<LogoutEnding> {
  const application = findApplication(stage.read(), id);
  const signsIn = personWhoSignsIn(findUser(stage.read(), user));
  const page = new URL("/", application.origin).href;
  stage.count("logins");
  await stage.withParties(async (network) => {
    const browser = createBrowser(network, stage.now());
    await browser.visit(page, signsIn);
    if (stage.recorder.outcome()?.result === "signedIn") await browser.visit(page, personWhoSignsOut());
  });
  stage.happened();
  return endingOf(application, user, stage.recorder.outcome());
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

/** The page after a logout may have let the same person in again: the identity provider's session is open still. */
function endingOf(application: Application, user: string, outcome: Outcome | undefined): LogoutEnding {
  const by = "browser";
  if (outcome === undefined) return { by, reason: `${application.name} did not answer, and nobody was signed in.` };
  if (outcome.result !== "signedIn") return { by, reason: outcome.reason, outcome };
  const reason = `${user} signed out of ${application.name} and was signed in again at once: the session at the identity provider is open still, and it asked nothing.`;
  return { by, reason, problem: "SIGNED_IN_AGAIN" };
}
