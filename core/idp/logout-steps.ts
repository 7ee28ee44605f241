import type { Call } from "../party/party.ts";
import type { ProcessedLogout } from "../saml/process-logout.ts";
import { type IdentityProviderWorld, idpActor } from "./world.ts";

/** What the identity provider writes into the trace of a logout. */

/** Says whether an application confirmed the logout, and gives that; `problem`: why it did not. */
export function recordTold(
  world: IdentityProviderWorld,
  call: Call,
  application: string,
  problem: string | undefined,
): boolean {
  const name = world.applicationName(application);
  const isConfirmed = problem === undefined;
  call.record({
    kind: "notice",
    from: idpActor(world),
    to: idpActor(world),
    phase: "session",
    status: isConfirmed ? "ok" : "warning",
    title: `${name} ${isConfirmed ? "confirms" : "does not confirm"} the logout`,
    why: problem ?? `Whatever ${name} opened in this session is closed.`,
  });
  return isConfirmed;
}

/** A SAML logout message, as it was sent or as it came. `what`: the title behind the provider's name. */
export function recordLogoutMessage(
  world: IdentityProviderWorld,
  call: Call,
  way: "sent" | "received",
  what: string,
  xml: string,
): void {
  const isRequest = xml.includes("LogoutRequest");
  call.record({
    kind: "artefact",
    from: idpActor(world),
    to: idpActor(world),
    phase: "session",
    status: "ok",
    title: `${world.provider.name} ${what}`,
    why: way === "sent" ? WHY_SENT : WHY_RECEIVED,
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
  world: IdentityProviderWorld,
  call: Call,
  { checks, failure }: Pick<ProcessedLogout, "checks" | "failure">,
): void {
  call.record({
    kind: "checks",
    from: idpActor(world),
    to: idpActor(world),
    phase: "session",
    status: failure === undefined ? "ok" : "warning",
    title: `${world.provider.name} checks the logout message`,
    why:
      failure?.reason ??
      "Whoever could make up such a message could sign people out at will, so it must be signed, for here, and for now.",
    subject: "SAML logout message",
    checks,
  });
}

const WHY_SENT =
  "The NameID says who, and the SessionIndex which of their sessions: both are those of the assertion that began it.";
const WHY_RECEIVED = "Until its signature is verified, it is only a claim that anybody could have written.";

/** Who it is about, which session, what it answers, and how that went. */
const MARKED = [
  /<(?:\w+:)?NameID\b[^<>]*>[^<]*/,
  /<(?:\w+:)?SessionIndex\b[^<>]*>[^<]*/,
  /\bInResponseTo="[^"]*"/,
  /<(?:\w+:)?StatusCode Value="[^"]*"/,
];
