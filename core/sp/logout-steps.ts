import { escapeHtml, type HttpResponse, htmlResponse } from "../http/message.ts";
import type { Call } from "../party/party.ts";
import type { ApplicationSession } from "./state.ts";
import { type ApplicationWorld, applicationActor } from "./world.ts";

/** What an application writes into the trace when sessions end, and the page that a person sees then. */

/** The sessions that a verified message ended; none where there were none any more. */
export function recordEnded(world: ApplicationWorld, call: Call, ended: readonly ApplicationSession[]): void {
  const actor = applicationActor(world);
  const { name } = world.application;
  const [first] = ended;
  call.record({
    kind: "notice",
    from: actor,
    to: actor,
    phase: "session",
    status: first === undefined ? "skipped" : "ok",
    title: first === undefined ? `${name} has no such session` : `${name} ends ${describe(world, ended, first)}`,
    why:
      first === undefined
        ? "Whatever was meant has ended before, or was never here. That is no error: what is asked for is so already."
        : "From now on, the cookie in the browser is worth nothing. The account stays as it is: a logout takes nothing away but the session.",
  });
}

/** The end of a logout that a person began here. `problem`: what did not go as it should. */
export function signedOutPage(world: ApplicationWorld, call: Call, problem?: string): HttpResponse {
  const { id, name } = world.application;
  const actor = applicationActor(world);
  const reason = `The browser is signed out of ${name}.${problem === undefined ? "" : ` ${problem}`}`;
  call.record({
    kind: "outcome",
    from: actor,
    to: "browser",
    phase: "session",
    status: problem === undefined ? "ok" : "warning",
    title: `The browser is signed out of ${name}`,
    why: reason,
    outcome: {
      result: "done",
      code: problem === undefined ? "SIGNED_OUT" : "SIGNED_OUT_IN_PART",
      reason,
      by: actor,
      application: id,
    },
  });
  const body = `<h1>You are signed out of ${escapeHtml(name)}</h1>${problem === undefined ? "" : `<p role="alert">${escapeHtml(problem)}</p>`}<p><a href="/login">Sign in</a></p>`;
  return htmlResponse(200, `${name}: signed out`, body);
}

/** Something about a logout that is worth a line. */
export function recordNotice(
  world: ApplicationWorld,
  call: Call,
  status: "ok" | "warning",
  title: string,
  why: string,
): void {
  const actor = applicationActor(world);
  call.record({ kind: "notice", from: actor, to: actor, phase: "session", status, title, why });
}

function describe(world: ApplicationWorld, ended: readonly ApplicationSession[], first: ApplicationSession): string {
  const account = world.accounts.read().find(({ id }) => id === first.account);
  const sessions = ended.length === 1 ? "the session" : `${ended.length} sessions`;
  return `${sessions} of ${account?.userName ?? first.account}`;
}
