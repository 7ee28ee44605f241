import { isoSeconds } from "../time.ts";
import { type AssertionInput, buildAssertion } from "./assertion.ts";
import { buildElement, transportForm } from "./canonical.ts";
import { buildEncryptedAssertion, type EncryptionTarget } from "./encryption.ts";
import { NAMESPACE } from "./names.ts";
import { type SamlSigningKey, signEnveloped } from "./signature.ts";
import { buildStatus, type SamlStatus } from "./status.ts";
import { escapeXmlText } from "./xml.ts";

/** What a Response says, and how it is protected. */
export interface ResponseInput {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly issueInstant: number;
  readonly issuer: string;
  /** The ACS URL. Always written: a signed message over HTTP-POST must have it (SAML bindings, section 3.5.5.2). */
  readonly destination: string;
  /** ID of the AuthnRequest; absent where nobody asked. */
  readonly inResponseTo?: string;
  readonly status: SamlStatus;
  /** Absent in an error response. */
  readonly assertion?: AssertionInput;
  readonly sign: "assertion" | "response" | "both" | "none";
  /** Must be given unless `sign` is `none`. */
  readonly key?: SamlSigningKey;
  /** The assertion is encrypted for it, after it was signed. */
  readonly encryptFor?: EncryptionTarget;
}

/** A Response as it is sent, and the assertion in it before it was encrypted. */
export interface BuiltResponse {
  readonly response: string;
  readonly assertion?: string;
}

/** The Response as it is sent: XML text (SAML core, section 3.3.3). See {@link buildResponseParts}. */
export async function buildResponse(input: ResponseInput): Promise<string> {
  return (await buildResponseParts(input)).response;
}

/**
 * Builds a Response: the assertion is signed first, then encrypted, then the Response is signed around it. An error
 * response has no assertion, so that `assertion` signs nothing of it.
 *
 * Throws `XML_CHARACTER` for a value that XML cannot carry, `SAML_ENCRYPTION_CERTIFICATE` for a certificate that cannot
 * be encrypted for, and a TypeError where a key is needed and none is given.
 */
export async function buildResponseParts(input: ResponseInput): Promise<BuiltResponse> {
  const assertion =
    input.assertion === undefined ? undefined : buildAssertion(input.assertion, keyFor(input, "assertion"));
  const content = assertion === undefined ? "" : protect(assertion, input.encryptFor);
  const key = keyFor(input, "response");
  const build = (signature: string): string => assemble(input, signature, content);
  const response = transportForm(key === undefined ? build("") : signEnveloped(input.id, key, build));
  return { response, ...(assertion === undefined ? {} : { assertion: transportForm(assertion) }) };
}

/** What is encrypted is what a reader parses after decrypting, so it takes the form that is sent. */
function protect(assertion: string, target: EncryptionTarget | undefined): string {
  return target === undefined ? assertion : buildEncryptedAssertion(transportForm(assertion), target);
}

function keyFor(input: ResponseInput, part: "assertion" | "response"): SamlSigningKey | undefined {
  if (input.sign !== part && input.sign !== "both") return undefined;
  if (input.key === undefined) throw new TypeError(`A key is needed to sign the ${part}.`);
  return input.key;
}

function assemble(input: ResponseInput, signature: string, assertion: string): string {
  const issuer = buildElement("saml:Issuer", { "xmlns:saml": NAMESPACE.assertion }, escapeXmlText(input.issuer));
  return buildElement(
    "samlp:Response",
    {
      "xmlns:samlp": NAMESPACE.protocol,
      Destination: input.destination,
      ID: input.id,
      InResponseTo: input.inResponseTo,
      IssueInstant: isoSeconds(input.issueInstant),
      Version: "2.0",
    },
    issuer + signature + buildStatus(input.status) + assertion,
  );
}
