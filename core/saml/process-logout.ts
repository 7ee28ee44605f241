import { RehearsalError } from "../errors.ts";
import { createChecklist, type Failure } from "../trace/checklist.ts";
import type { Check } from "../trace/step.ts";
import {
  buildTrustRules,
  LOGOUT_RULES,
  type LogoutSender,
  type LogoutSubject,
  type VerifiedLogoutSubject,
} from "./check-logout.ts";
import type { ReceivedLogout } from "./logout-binding.ts";
import { type LogoutMessage, parseLogoutMessage } from "./logout-message.ts";
import { readLogoutElement, verifyLogout } from "./verify-logout.ts";
import type { XmlElement } from "./xml.ts";

/** A logout message that came, and what is known beside it. */
export interface LogoutInput extends Omit<VerifiedLogoutSubject, "message" | "isConsumed"> {
  /** Whoever goes by that entityID and takes part in single logout. */
  readonly senderOf: (entityId: string) => LogoutSender | undefined;
  /** Whether a request of this sender and ID was obeyed before; absent: that is not kept. */
  readonly isConsumed?: (id: string) => boolean;
}

/** Every check with its result, and the message where all of them passed. */
export interface ProcessedLogout {
  readonly checks: readonly Check[];
  /** As it came; absent where it could not be decoded. */
  readonly xml?: string;
  /** From verified bytes. */
  readonly message?: LogoutMessage;
  /** Always there where the message is not. */
  readonly failure?: Failure;
  /** What it says of itself, verified or not: good for going on with what is under way, and for nothing else. */
  readonly claimed?: LogoutMessage;
}

/**
 * Checks a LogoutRequest or LogoutResponse, up to the first rule that fails: that it can be read, who sends it, its
 * signature, and only then, on the bytes that were signed, what it says (SAML profiles, section 4.4). Pure; never throws
 * for what was sent.
 */
export function processLogout(input: LogoutInput): ProcessedLogout {
  const { received, isConsumed = () => false } = input;
  const subject = readSubject(input);
  const trustRules = buildTrustRules(subject.problem?.code);
  const list = createChecklist([...trustRules, ...LOGOUT_RULES], subject.sender?.settingPath);
  const message = list.carryOut(trustRules, subject) ? verifiedMessage(subject) : undefined;
  const isAccepted = message !== undefined && list.carryOut(LOGOUT_RULES, { ...input, isConsumed, message });
  return {
    ...(isAccepted ? {} : { failure: UNREADABLE }),
    ...list.verdict(),
    ...(received.xml === undefined ? {} : { xml: received.xml }),
    ...(subject.claimed === undefined ? {} : { claimed: subject.claimed }),
    ...(isAccepted ? { message } : {}),
  };
}

function readSubject({ received, senderOf }: LogoutInput): LogoutSubject {
  const read = readClaimed(received);
  if ("code" in read) return { received, problem: read };
  const { claimed, element } = read;
  const sender = senderOf(claimed.issuer);
  if (sender === undefined) return { received, claimed };
  return { received, claimed, sender, signature: verifyLogout(received, element, sender.certificates) };
}

type Claimed =
  | { readonly claimed: LogoutMessage; readonly element: XmlElement }
  | { readonly code: string; readonly message: string };

function readClaimed(received: ReceivedLogout): Claimed {
  if (received.problem !== undefined) return { code: "SAML_LOGOUT_ENCODING", message: received.problem };
  try {
    const element = readLogoutElement(received);
    return element === undefined
      ? { code: "SAML_LOGOUT_SOAP", message: "It is no SOAP envelope with one message in its Body." }
      : { claimed: parseLogoutMessage(element), element };
  } catch (error) {
    if (!(error instanceof RehearsalError)) throw error;
    const code = error.code.startsWith("SAML_LOGOUT") ? error.code : "SAML_LOGOUT_XML";
    return { code, message: error.message };
  }
}

/** A checklist that ends early always says why, but where the signed bytes read otherwise than what came. */
const UNREADABLE: Failure = { code: "SAML_LOGOUT_XML", reason: "What was signed is not the message that came." };

/** Read once more, from the bytes that were signed; a message that needs no signature stands as it came. */
function verifiedMessage({ claimed, signature }: LogoutSubject): LogoutMessage | undefined {
  if (signature?.kind !== "verified") return claimed;
  try {
    const message = parseLogoutMessage(signature.element);
    return message.issuer === claimed?.issuer && message.kind === claimed.kind ? message : undefined;
  } catch {
    return undefined;
  }
}
