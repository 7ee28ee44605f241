import { type Checklist, createChecklist, type Failure, type Rule } from "../trace/checklist.ts";
import type { Check } from "../trace/step.ts";
import { ASSERTION_RULES, type AssertionSubject, REPLAY_RULES } from "./check-assertion.ts";
import { MESSAGE_RULES, type ReceivedMessage, readMessage } from "./check-message.ts";
import { RESPONSE_RULES, type RequestStatus } from "./check-response.ts";
import { LIBRARY_RULES, SIGNATURE_RULES, signedParts, VERIFICATION_RULES } from "./check-signature.ts";
import { parseDateTime } from "./date-time.ts";
import { DECRYPTION_RULES, decryptAssertion, ENCRYPTION_RULES } from "./decrypt-assertion.ts";
import { readAssertion } from "./read-assertion.ts";
import { readResponse } from "./read-response.ts";
import { readIdentity, type SamlIdentity } from "./saml-identity.ts";
import type { SamlCheckCode, SamlServiceProvider } from "./settings.ts";
import { type Verified, type VerifiedResponse, verifyResponse } from "./verify-signature.ts";
import type { XmlElement } from "./xml.ts";

/** A response that was posted to the assertion consumer service, and what the application knows beside it. */
export interface ResponseInput {
  /** The form's `SAMLResponse`: base64. */
  readonly samlResponse: string;
  readonly settings: SamlServiceProvider;
  /** Where the settings stand in the workspace: `applications/slack/saml`. */
  readonly settingPath: string;
  /** The identity provider: entityID and PEM certificates. */
  readonly trusted: { readonly entityId: string; readonly certificates: readonly string[] };
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** What the application knows about the request with that ID; `pending` only if this browser made it. */
  readonly requestStatus: (id: string) => RequestStatus;
  /** Whether an assertion was accepted before. */
  readonly isConsumed: (issuer: string, assertionId: string) => boolean;
}

/** Every check with its result, what could be read, and whether the application lets the subject in. */
export interface ProcessedResponse {
  readonly checks: readonly Check[];
  /** The response as it came, decoded; absent where that failed. */
  readonly responseXml?: string;
  /** The assertion as it was signed; absent where no signature was verified. */
  readonly assertionXml?: string;
  readonly result: ResponseResult;
}

/** The end of the matter. */
export type ResponseResult = AcceptedResponse | ({ readonly kind: "refused" } & Failure);

/** A response that passed every check that was carried out. */
export interface AcceptedResponse {
  readonly kind: "accepted";
  readonly identity: SamlIdentity;
  readonly assertionId: string;
  /** Until when the assertion could be brought again: how long to remember it. Milliseconds since the epoch. */
  readonly notOnOrAfter: number;
  /** The request that is answered now; absent where nobody asked. */
  readonly inResponseTo?: string;
}

/** Every rule, in the order in which they are carried out. */
const RULES: readonly Rule<never>[] = [
  ...MESSAGE_RULES,
  ...RESPONSE_RULES,
  ...ENCRYPTION_RULES,
  ...DECRYPTION_RULES,
  ...SIGNATURE_RULES,
  ...VERIFICATION_RULES,
  ...ASSERTION_RULES,
  ...LIBRARY_RULES,
  ...REPLAY_RULES,
];

const DAY_MS = 86_400_000;

/**
 * Validates a response as a service provider must (SAML profiles, section 4.1.4.3; bindings, section 3.5): the message,
 * the Response, encryption, signatures, and then the assertion, of which only the verified bytes are read. Ends at the
 * first check that fails. Never throws for what is in the response, and changes nothing: the caller remembers what was
 * used up.
 */
export async function processResponse(input: ResponseInput): Promise<ProcessedResponse> {
  const { settings, settingPath } = input;
  const list = createChecklist(RULES, settingPath, settings.unsafeChecksOff);
  const message = readMessage(input.samlResponse, isOff(settings, "SAML_DOCTYPE"));
  const end = (verified?: VerifiedResponse, accepted?: AcceptedResponse) => conclude(list, message, verified, accepted);

  if (!list.carryOut(MESSAGE_RULES, message) || message.root === undefined) return end();
  const response = readResponse(message.root);
  const { inResponseTo } = response;
  const trustedEntityId = input.trusted.entityId;
  if (!list.carryOut(RESPONSE_RULES, { ...input, response, trustedEntityId })) return end();

  const [encrypted] = response.encryptedAssertions;
  if (!list.carryOut(ENCRYPTION_RULES, { settings, encrypted })) return end();
  const assertion = encrypted === undefined ? response.assertions[0] : await decrypted(message, settings);
  if (!list.carryOut(DECRYPTION_RULES, { settings, encrypted, assertion }) || assertion === undefined) return end();

  const signed = { response: response.element, assertion, want: settings.want };
  if (!list.carryOut(SIGNATURE_RULES, signed)) return end();
  const verified = await verify(input, signed);
  const parts = signedParts(signed);
  const certificates = input.trusted.certificates.length;
  if (!list.carryOut(VERIFICATION_RULES, { verified, parts, certificates }) || verified.kind !== "verified")
    return end();

  const subject = { ...input, trustedEntityId, inResponseTo, assertion: readAssertion(verified.assertion) };
  list.carryOut(ASSERTION_RULES, subject);
  list.carryOut(LIBRARY_RULES, verified);
  list.carryOut(REPLAY_RULES, subject);
  return end(verified, accept(subject));
}

function isOff({ unsafeChecksOff }: SamlServiceProvider, code: SamlCheckCode): boolean {
  return unsafeChecksOff.includes(code);
}

async function decrypted({ xml }: ReceivedMessage, { key }: SamlServiceProvider): Promise<XmlElement | undefined> {
  return xml === undefined || key?.privateKey === undefined ? undefined : decryptAssertion(xml, key.privateKey);
}

/**
 * Has node-saml verify every signature that is there, not only those that are wanted: one that is there and wrong is an
 * error (SAML core, sections 2.3.3 and 3.2.2).
 */
function verify(
  { samlResponse, settings, trusted, now }: ResponseInput,
  signed: { readonly response: XmlElement; readonly assertion: XmlElement },
): Promise<Verified> {
  const parts = signedParts(signed);
  return verifyResponse({
    samlResponse,
    certificates: trusted.certificates,
    responseMustBeSigned: parts.response,
    assertionMustBeSigned: parts.assertion,
    acsUrl: settings.acsUrl,
    now,
    ...(settings.key?.privateKey === undefined ? {} : { decryptionKey: settings.key.privateKey }),
    ...(isOff(settings, "SAML_AUDIENCE") ? {} : { audience: settings.entityId }),
    ...(isOff(settings, "SAML_CONDITIONS") ? {} : { clockSkewSeconds: settings.clockSkewSeconds }),
  });
}

function accept(subject: AssertionSubject): AcceptedResponse {
  const { assertion, inResponseTo } = subject;
  return {
    kind: "accepted",
    identity: readIdentity(assertion),
    assertionId: assertion.id ?? "",
    notOnOrAfter: rememberUntil(subject),
    ...(inResponseTo === undefined ? {} : { inResponseTo }),
  };
}

/**
 * Until the last of its confirmations ends, since any of them lets it in. Where the end is not enforced, the assertion
 * could be brought for ever: another day must do.
 */
function rememberUntil({ assertion, settings, now }: AssertionSubject): number {
  const ends = assertion.confirmations.flatMap(({ notOnOrAfter }) => parseDateTime(notOnOrAfter ?? "") ?? []);
  const isEnforced = !isOff(settings, "SAML_CONFIRMATION_EXPIRED");
  return Math.max(...ends, ...(isEnforced && ends.length > 0 ? [] : [now + DAY_MS]));
}

function conclude(
  list: Checklist,
  message: ReceivedMessage,
  verified: VerifiedResponse | undefined,
  accepted: AcceptedResponse | undefined,
): ProcessedResponse {
  const { checks, failure } = list.verdict();
  return {
    checks,
    ...(message.xml === undefined ? {} : { responseXml: message.xml }),
    ...(verified === undefined ? {} : { assertionXml: verified.assertionXml }),
    result: failure === undefined && accepted !== undefined ? accepted : refuse(failure),
  };
}

/** Whatever ended before it was accepted is refused, even if no rule said why: nothing gets in by a gap between rules. */
function refuse(failure: Failure = { code: "SAML_XML", reason: "The response cannot be read." }): ResponseResult {
  return { kind: "refused", ...failure };
}
