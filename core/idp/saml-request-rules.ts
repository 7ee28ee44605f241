import { chooseAuthnContext } from "../saml/authn-context.ts";
import type { AuthnRequest } from "../saml/authn-request.ts";
import { nameIdFormatName } from "../saml/name-id.ts";
import { ALGORITHM, BINDING, NAME_ID_FORMAT, type NameIdFormatName, STATUS } from "../saml/names.ts";
import { type DecodedRedirect, verifyRedirectSignature } from "../saml/redirect-binding.ts";
import type { SamlConnection } from "../saml/settings.ts";
import type { SamlStatus } from "../saml/status.ts";
import { isoSeconds } from "../time.ts";
import { type Finding, failed, notApplicable, passed, type Rule } from "../trace/checklist.ts";

/** How long a request may wait on its way, and how far its sender's clock may be ahead; milliseconds. */
const MAX_AGE = 10 * 60_000;
const MAX_AHEAD = 5 * 60_000;

/** A request of an application that is known, and what it is held against. */
export interface RequestSubject {
  readonly message: DecodedRedirect;
  readonly request: AuthnRequest;
  readonly connection: SamlConnection;
  /** The address that the request came to. */
  readonly ssoUrl: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Whether the sign-on policy has a second factor at all. */
  readonly secondFactorOffered: boolean;
}

/** One rule about a request. Where it has no `error`, the application is told nothing: the request cannot be trusted. */
export interface RequestRule extends Rule<RequestSubject, SamlStatus> {
  readonly setting?: keyof SamlConnection;
}

/** Whether the request may be answered at all. A breach shows an error page, and the application hears nothing. */
export const TRUST_RULES: readonly RequestRule[] = [
  {
    code: "SAML_REQUEST_SIGNATURE",
    name: "The request is signed where it must be, with a key of the application",
    spec: "SAML bindings 3.4.4.1",
    setting: "requireSignedRequests",
    check: checkSignature,
  },
  {
    code: "SAML_REQUEST_DESTINATION",
    name: "The request is meant for this address",
    spec: "SAML bindings 3.4.5.2",
    check: checkDestination,
  },
  {
    code: "SAML_REQUEST_ISSUE_INSTANT",
    name: "The request was made just now",
    spec: "SAML core 3.2.1",
    check: checkIssueInstant,
  },
  {
    code: "SAML_REQUEST_ACS",
    name: "The response goes to an address that is registered for the application",
    spec: "SAML profiles 4.1.4.1",
    setting: "acsUrls",
    check: checkAcs,
  },
];

/** Whether it can be done as asked. A breach is told to the application in an error response. */
export const FULFILMENT_RULES: readonly RequestRule[] = [
  {
    code: "SAML_REQUEST_BINDING",
    name: "The response is wanted over HTTP-POST",
    spec: "SAML core 3.4.1",
    error: { code: STATUS.requester, subCode: STATUS.unsupportedBinding },
    check: ({ request: { protocolBinding } }) =>
      protocolBinding === undefined || protocolBinding === BINDING.post
        ? passed(BINDING.post, protocolBinding ?? "left to the identity provider")
        : failed(
            BINDING.post,
            protocolBinding,
            "The application wants its response over a binding other than HTTP-POST.",
          ),
  },
  {
    code: "SAML_REQUEST_SUBJECT",
    name: "The request leaves open who signs in",
    spec: "SAML core 3.4.1.4",
    error: { code: STATUS.requester, subCode: STATUS.requestUnsupported },
    check: ({ request }) =>
      request.namesSubject === true
        ? failed(
            "no Subject",
            "a Subject",
            "The application asks for one particular person, which is not offered here.",
          )
        : passed("no Subject", "no Subject"),
  },
  {
    code: "SAML_REQUEST_NAME_ID",
    name: "The NameID format asked for is allowed",
    spec: "SAML core 3.4.1.1",
    setting: "allowedNameIdFormats",
    error: { code: STATUS.requester, subCode: STATUS.invalidNameIdPolicy },
    check: checkNameIdPolicy,
  },
  {
    code: "SAML_REQUEST_AUTHN_CONTEXT",
    name: "The authentication asked for can be had",
    spec: "SAML core 3.3.2.2.1",
    error: { code: STATUS.responder, subCode: STATUS.noAuthnContext },
    check: checkAuthnContext,
  },
];

/**
 * The assertion consumer service that the request names, by URL or by index; the first where it names none. Undefined
 * for one that is not registered, and for a request that names one both ways.
 */
export function chooseAcsUrl(request: AuthnRequest, { acsUrls }: SamlConnection): string | undefined {
  const { acsUrl, acsIndex } = request;
  if (acsUrl === undefined) return acsUrls[acsIndex ?? 0];
  return acsIndex === undefined && acsUrls.includes(acsUrl) ? acsUrl : undefined;
}

/** The NameID format that the request ends up with; undefined for one that is not allowed. */
export function chooseNameIdFormat(request: AuthnRequest, connection: SamlConnection): NameIdFormatName | undefined {
  const { format } = request.nameIdPolicy ?? {};
  const usual = connection.nameId.format;
  // "unspecified" leaves the choice to the identity provider, as no format at all does (SAML core, section 3.4.1.1).
  if (format === undefined || format === NAME_ID_FORMAT.unspecified) return usual;
  return [usual, ...connection.allowedNameIdFormats].find((name) => name === nameIdFormatName(format));
}

function checkSignature(subject: RequestSubject): Finding {
  const { message, request, connection } = subject;
  const expected = connection.requireSignedRequests ? "signed with RSA-SHA256" : "not required";
  if (request.envelopedSignature === true) {
    return failed(
      expected,
      "a Signature inside the XML",
      "The request is signed inside its XML; a signed one is read over HTTP-Redirect only, where the URL is signed.",
    );
  }
  if (message.signature === undefined && message.sigAlg === undefined) {
    return connection.requireSignedRequests
      ? failed(expected, "not signed", "The application's requests must be signed, and this one is not.")
      : notApplicable(expected, "not signed");
  }
  return checkPresentSignature(subject, expected);
}

function checkPresentSignature({ message, connection }: RequestSubject, expected: string): Finding {
  const certificates = connection.requestCertificates;
  if (certificates.length === 0) {
    return connection.requireSignedRequests
      ? failed(
          expected,
          "signed, but no certificate to verify it with",
          "The application's requests must be signed, but none of its certificates is registered.",
        )
      : notApplicable(expected, "signed, but no certificate of the application is registered to verify it with");
  }
  if (message.sigAlg !== ALGORITHM.rsaSha256) {
    const actual = message.sigAlg ?? "no SigAlg";
    return failed(ALGORITHM.rsaSha256, actual, `The request is signed with ${actual}; only RSA-SHA256 is accepted.`);
  }
  const known = `a key of the application (${certificates.length} known)`;
  return verifyRedirectSignature(message, certificates)
    ? passed(known, "the signature verifies")
    : failed(
        known,
        "the signature does not verify",
        "The request's signature was not made with a key of the application, or the request was altered.",
      );
}

/** A signed message must say where it goes, so that it cannot be carried elsewhere (SAML bindings, section 3.4.5.2). */
function checkDestination({ message, request: { destination }, ssoUrl }: RequestSubject): Finding {
  if (destination === undefined) {
    return message.signature === undefined
      ? notApplicable(ssoUrl, "no Destination, and not signed")
      : failed(ssoUrl, "no Destination", "A signed request must name its Destination.");
  }
  return destination === ssoUrl
    ? passed(ssoUrl, destination)
    : failed(ssoUrl, destination, "The request was made for another address.");
}

function checkIssueInstant({ request: { issueInstant }, now }: RequestSubject): Finding {
  const expected = `${isoSeconds(now - MAX_AGE)} to ${isoSeconds(now + MAX_AHEAD)}`;
  const actual = isoSeconds(issueInstant);
  if (issueInstant > now + MAX_AHEAD) {
    return failed(expected, actual, "The request was made in the future: the application's clock is ahead.");
  }
  return issueInstant < now - MAX_AGE
    ? failed(expected, actual, "The request is too old: begin again at the application.")
    : passed(expected, actual);
}

function checkAcs({ request, connection }: RequestSubject): Finding {
  const { acsUrl, acsIndex } = request;
  const expected = connection.acsUrls.join(", ");
  const asked = [acsUrl, acsIndex === undefined ? undefined : `index ${acsIndex}`].filter((part) => part !== undefined);
  const actual = asked.join(" and ") || "none named: the first is used";
  if (asked.length === 2) {
    return failed(
      expected,
      actual,
      "The request names the assertion consumer service by URL and by index, and only one of them is allowed.",
    );
  }
  return chooseAcsUrl(request, connection) === undefined
    ? failed(
        expected,
        actual,
        "The assertion consumer service that the request names is not registered for the application; nothing is sent there.",
      )
    : passed(expected, actual);
}

function checkNameIdPolicy({ request, connection }: RequestSubject): Finding {
  const { format, spNameQualifier } = request.nameIdPolicy ?? {};
  const allowed = [connection.nameId.format, ...connection.allowedNameIdFormats].map((name) => NAME_ID_FORMAT[name]);
  const expected = [...new Set(allowed)].join(", ");
  if (spNameQualifier !== undefined && spNameQualifier !== connection.entityId) {
    return failed(
      connection.entityId,
      spNameQualifier,
      "The application asks for identifiers of another application or group.",
    );
  }
  return chooseNameIdFormat(request, connection) === undefined
    ? failed(expected, format ?? "none", "The application asks for a NameID format that it is not allowed.")
    : passed(expected, format ?? "left to the identity provider");
}

function checkAuthnContext({ request, secondFactorOffered }: RequestSubject): Finding {
  const requested = request.requestedAuthnContext;
  const expected = secondFactorOffered ? "a password, or a password and a second factor" : "a password";
  if (requested === undefined) return notApplicable(expected, "none asked for");
  const actual = `${requested.comparison}: ${requested.classes.join(", ") || "no class"}`;
  return chooseAuthnContext(requested, secondFactorOffered) === undefined
    ? failed(expected, actual, `No authentication here is ${actual}.`)
    : passed(expected, actual);
}
