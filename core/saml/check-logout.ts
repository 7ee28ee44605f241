import { isoSeconds } from "../time.ts";
import { type Finding, failed, notApplicable, passed, type Rule, show, verdictOf } from "../trace/checklist.ts";
import type { ReceivedLogout } from "./logout-binding.ts";
import type { LogoutMessage } from "./logout-message.ts";
import { STATUS } from "./names.ts";
import type { LogoutSignature } from "./verify-logout.ts";

/** How long a message may wait on its way, and how far its sender's clock may be ahead; milliseconds. */
const MAX_AGE = 10 * 60_000;
const MAX_AHEAD = 5 * 60_000;

/** Whom a message says that it is from, as far as that is known here. */
export interface LogoutSender {
  /** PEM. */
  readonly certificates: readonly string[];
  /** Where the settings about it stand in the workspace, and the certificates in them. */
  readonly settingPath: string;
  readonly certificateSetting: string;
}

/** What could be read of a message before it is verified. */
export interface LogoutSubject {
  readonly received: ReceivedLogout;
  /** Why it is no logout message; its code stands for the rule's. */
  readonly problem?: { readonly code: string; readonly message: string };
  /** As it came: only its Issuer is gone by. */
  readonly claimed?: LogoutMessage;
  readonly sender?: LogoutSender;
  readonly signature?: LogoutSignature;
}

/** A message whose signature was verified, or that needs none. */
export interface VerifiedLogoutSubject {
  readonly message: LogoutMessage;
  readonly received: ReceivedLogout;
  /** The address that it came to; undefined: it came back over the connection on which it was asked for. */
  readonly url: string | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly clockSkewSeconds: number;
  /** Whether a request of this ID was obeyed before. */
  readonly isConsumed: (id: string) => boolean;
  /** Whether a request of this ID waits for its answer. */
  readonly isAwaited: (id: string) => boolean;
}

/** Who sends it, and whether it is theirs, in the order of the rules. `code`: of what is wrong with reading it. */
export function buildTrustRules(code = "SAML_LOGOUT_XML"): readonly Rule<LogoutSubject>[] {
  return [
    { code, name: "The message is one of SAML 2.0 single logout", spec: "SAML core 3.7", check: checkRead },
    { code: "SAML_LOGOUT_ISSUER", name: "The sender is known", spec: "SAML profiles 4.4.4", check: checkSender },
    {
      code: "SAML_LOGOUT_SIGNATURE",
      name: "The message is signed by the sender",
      spec: "SAML profiles 4.4.3.1, 4.4.4",
      check: checkSignature,
    },
  ];
}

/** Whether it is for here and now, in the order of the rules. */
export const LOGOUT_RULES: readonly Rule<VerifiedLogoutSubject>[] = [
  {
    code: "SAML_LOGOUT_DESTINATION",
    name: "The message is meant for this address",
    spec: "SAML bindings 3.4.5.2, 3.5.5.2",
    check: checkDestination,
  },
  {
    code: "SAML_LOGOUT_ISSUE_INSTANT",
    name: "The message was made just now",
    spec: "SAML core 3.2.1",
    check: checkIssueInstant,
  },
  { code: "SAML_LOGOUT_EXPIRED", name: "The request has not expired", spec: "SAML core 3.7.1", check: checkExpiry },
  {
    code: "SAML_LOGOUT_REPLAY",
    name: "The request was not used before",
    spec: "SAML security considerations 6.4",
    check: checkReplay,
  },
  {
    code: "SAML_LOGOUT_IN_RESPONSE_TO",
    name: "The response answers a request of ours",
    spec: "SAML core 3.2.2",
    check: checkInResponseTo,
  },
  { code: "SAML_LOGOUT_STATUS", name: "It is done", spec: "SAML core 3.7.3.2", check: checkStatus },
];

function checkRead({ problem, claimed }: LogoutSubject): Finding {
  const expected = "a LogoutRequest or a LogoutResponse, Version 2.0";
  if (problem !== undefined) return failed(expected, problem.message, problem.message);
  return passed(expected, claimed?.kind === "response" ? "a LogoutResponse" : "a LogoutRequest");
}

function checkSender({ claimed, sender }: LogoutSubject): Finding {
  const issuer = claimed?.issuer ?? "";
  const reason = `Nobody here is known by the entityID ${show(issuer)} for single logout.`;
  return verdictOf(sender !== undefined, "somebody who takes part in single logout", issuer, reason);
}

/** Over SOAP, a response comes back over the connection of its request, which vouches for it. */
function checkSignature(subject: LogoutSubject): Finding {
  const { received, claimed, sender, signature } = subject;
  const known = sender?.certificates.length ?? 0;
  const expected = `signed with RSA-SHA256 by a key of the sender (${known} known)`;
  if (signature?.kind === "verified") return passed(expected, "the signature verifies");
  if (signature?.kind === "refused") {
    const reason = `The message's signature is not to be trusted: ${signature.problem}.`;
    return failed(expected, signature.problem, reason, sender?.certificateSetting);
  }
  if (received.binding === "soap" && claimed?.kind === "response")
    return notApplicable(expected, "not signed; it came over the connection of the request");
  return failed(expected, "not signed", "The message is not signed: anybody could have made it up.");
}

function checkDestination({ message: { destination }, url, received }: VerifiedLogoutSubject): Finding {
  const expected = url ?? "none needed";
  if (destination === undefined && (url === undefined || received.binding === "soap"))
    return notApplicable(expected, "absent; only what the browser carries must name it");
  if (url === undefined) return notApplicable(expected, show(destination));
  return verdictOf(
    destination === url,
    url,
    show(destination),
    destination === undefined
      ? "A signed message must name its Destination."
      : "The message was made for another address.",
  );
}

function checkIssueInstant({ message: { issueInstant }, now }: VerifiedLogoutSubject): Finding {
  const expected = `${isoSeconds(now - MAX_AGE)} to ${isoSeconds(now + MAX_AHEAD)}`;
  const holds = issueInstant >= now - MAX_AGE && issueInstant <= now + MAX_AHEAD;
  const trouble = issueInstant > now ? "in the future" : "too long ago";
  return verdictOf(holds, expected, isoSeconds(issueInstant), `The message was made ${trouble}.`);
}

function checkExpiry({ message, now, clockSkewSeconds }: VerifiedLogoutSubject): Finding {
  const expected = `later than ${isoSeconds(now)}`;
  const end = message.kind === "request" ? message.notOnOrAfter : undefined;
  if (end === undefined) return notApplicable(expected, "no NotOnOrAfter");
  return verdictOf(
    now - clockSkewSeconds * 1000 < end,
    expected,
    isoSeconds(end),
    `The request expired at ${isoSeconds(end)}; it is ${isoSeconds(now)}.`,
  );
}

function checkReplay({ message, isConsumed }: VerifiedLogoutSubject): Finding {
  const expected = "an ID that was not seen before";
  if (message.kind === "response") return notApplicable(expected, "a response");
  return verdictOf(
    !isConsumed(message.id),
    expected,
    message.id,
    "The request was used before: somebody brings it again.",
  );
}

function checkInResponseTo({ message, isAwaited }: VerifiedLogoutSubject): Finding {
  const expected = "a request that waits for its answer";
  if (message.kind === "request") return notApplicable(expected, "a request");
  const { inResponseTo } = message;
  const isOurs = inResponseTo !== undefined && isAwaited(inResponseTo);
  const reason = `The response answers ${show(inResponseTo)}, which was never asked here, or answered before.`;
  return verdictOf(isOurs, expected, show(inResponseTo), reason);
}

/** Somebody further on did not confirm: the sender's own session is over all the same (SAML core, section 3.7.3.2). */
function checkStatus({ message }: VerifiedLogoutSubject): Finding {
  if (message.kind === "request") return notApplicable(STATUS.success, "a request");
  const { code, subCode, message: text } = message.status;
  const said = [code, subCode, text].filter((part) => part !== undefined).join(", ");
  const isDone = code === STATUS.success || subCode === STATUS.partialLogout;
  return verdictOf(isDone, STATUS.success, said, `The other side did not end the session: ${said}.`);
}
