import type { Outcome } from "../trace/step.ts";
import type { LocalLoginAction } from "./action.ts";
import { createBrowser } from "./browser.ts";
import { findApplication } from "./find-in-workspace.ts";
import type { Stage } from "./stage.ts";

/**
 * Somebody signs in on the application's own page, in a browser of their own.
 * @throws {RehearsalError} ACTION_UNKNOWN_APPLICATION
 */
export async function logInLocally(
  stage: Stage,
  { application: id, account }: LocalLoginAction,
): Promise<{ readonly by: string; readonly reason: string; readonly outcome?: Outcome }> {
  const application = findApplication(stage.read(), id);
  stage.count("logins");
  let asked = false;
  await stage.withParties((network) =>
    createBrowser(network, stage.now()).visit(new URL("/login/local", application.origin).href, ({ fields }) => {
      if (asked || !fields.has("userName")) return undefined;
      asked = true;
      return new Map([...fields, ["userName", account]]);
    }),
  );
  const outcome = stage.recorder.outcome();
  if (outcome?.result !== "signedIn") stage.count("failures");
  stage.happened();
  const reason = outcome?.reason ?? `${application.name} did not answer, and nobody was signed in.`;
  return { by: "browser", reason, ...(outcome === undefined ? {} : { outcome }) };
}
