import { escapeHtml, type HttpResponse, htmlResponse } from "../http/message.ts";
import type { Call } from "../party/party.ts";
import type { ProcessedLogout } from "../saml/process-logout.ts";
import type { Failure } from "../trace/checklist.ts";
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

/** Nobody is signed out: what came cannot be trusted. */
export function notSignedOutPage(
  world: ApplicationWorld,
  call: Call,
  { code, reason, setting }: Pick<Failure<unknown>, "code" | "reason" | "setting">,
): HttpResponse {
  const { id, name } = world.application;
  const by = applicationActor(world);
  const more = setting === undefined ? {} : { setting };
  call.record({
    kind: "outcome",
    from: by,
    to: "browser",
    phase: "session",
    status: "refused",
    title: `${name} signs nobody out`,
    why: reason,
    outcome: { result: "refused", code, reason, by, application: id, ...more },
  });
  const body = `<h1>${escapeHtml(name)} did not sign you out</h1><p>${escapeHtml(reason)}</p><p><code>${escapeHtml(code)}</code></p>`;
  return htmlResponse(400, `${name}: not signed out`, body);
}

/** A SAML logout message, as it was sent or as it came. `what`: the title behind the application's name. */
export function recordLogoutMessage(world: ApplicationWorld, call: Call, what: string, why: string, xml: string): void {
  const actor = applicationActor(world);
  const isRequest = xml.includes("LogoutRequest");
  call.record({
    kind: "artefact",
    from: actor,
    to: actor,
    phase: "session",
    status: "ok",
    title: `${world.application.name} ${what}`,
    why,
    artefact: {
      type: isRequest ? "saml-request" : "saml-response",
      name: isRequest ? "LogoutRequest" : "LogoutResponse",
      text: xml,
      language: "xml",
      marks: MARKED.flatMap((pattern) => pattern.exec(xml)?.[0] ?? []),
    },
  });
}

/** Every check on a SAML logout message that came. */
export function recordLogoutChecks(
  world: ApplicationWorld,
  call: Call,
  { checks, failure }: Pick<ProcessedLogout, "checks" | "failure">,
): void {
  const actor = applicationActor(world);
  call.record({
    kind: "checks",
    from: actor,
    to: actor,
    phase: "session",
    status: failure === undefined ? "ok" : "warning",
    title: `${world.application.name} checks the logout message`,
    why:
      failure?.reason ??
      "Whoever could make up such a message could sign people out at will, so it must be signed, for here, and for now.",
    subject: "SAML logout message",
    checks,
  });
}

/** Who it is about, which session, what it answers, and how that went. */
const MARKED = [
  /<(?:\w+:)?NameID\b[^<>]*>[^<]*/,
  /<(?:\w+:)?SessionIndex\b[^<>]*>[^<]*/,
  /\bInResponseTo="[^"]*"/,
  /<(?:\w+:)?StatusCode Value="[^"]*"/,
];

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
