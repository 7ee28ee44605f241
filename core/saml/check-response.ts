import { type Finding, failed, notApplicable, passed, show } from "../trace/checklist.ts";
import { STATUS } from "./names.ts";
import type { ReceivedResponse } from "./read-response.ts";
import type { SamlRule } from "./saml-rule.ts";
import type { SamlServiceProvider } from "./settings.ts";

/** What the application knows about the request that a response says it answers. */
export type RequestStatus = "pending" | "otherBrowser" | "expired" | "unknown";

/** What the rules about the Response look at. */
export interface ResponseSubject {
  readonly response: ReceivedResponse;
  readonly settings: SamlServiceProvider;
  /** entityID of the identity provider that is trusted. */
  readonly trustedEntityId: string;
  readonly requestStatus: (id: string) => RequestStatus;
}

/**
 * The rules about the Response around the assertion, in the order in which they are carried out. They come before any
 * signature is verified, so that a refusal by the identity provider is shown as such; where the Response carries no
 * signature at all, each says so.
 */
export const RESPONSE_RULES: readonly SamlRule<ResponseSubject>[] = [
  {
    code: "SAML_VERSION",
    name: "The response's Version is 2.0",
    spec: "SAML core 3.2.2",
    check: ({ response }) =>
      response.version === "2.0"
        ? passed('"2.0"', seen(response, response.version))
        : failed(
            '"2.0"',
            seen(response, response.version),
            `The response's Version is ${show(response.version)}; only 2.0 is understood.`,
          ),
  },
  {
    code: "SAML_STATUS",
    name: "The identity provider reports success",
    spec: "SAML core 3.2.2.2",
    check: ({ response }) => {
      const { codes, message } = response.status;
      const said = [codes.join(", ") || "(no status code)", ...(message === undefined ? [] : [show(message)])].join(
        ": ",
      );
      const actual = `${said}${unsigned(response)}`;
      if (codes[0] === STATUS.success) return passed(STATUS.success, actual);
      const words = `${codes.map(lastSegment).join(", ") || "no status"}${message === undefined ? "" : ` (${message})`}`;
      return failed(STATUS.success, actual, `The identity provider did not sign anybody in: ${words}.`);
    },
  },
  {
    code: "SAML_DESTINATION",
    name: "The response is addressed to this assertion consumer service",
    spec: "SAML core 3.2.2, bindings 3.5.5.2",
    setting: "acsUrl",
    check: ({ response, settings }) => {
      const { destination } = response;
      const expected = show(settings.acsUrl);
      if (destination === undefined && !isSigned(response)) {
        return notApplicable(expected, "absent; only a signed Response must carry it");
      }
      if (destination === settings.acsUrl) return passed(expected, seen(response, destination));
      return failed(
        expected,
        seen(response, destination),
        destination === undefined
          ? "The Response is signed but has no Destination, so that it could have been meant for anybody."
          : `The response was meant for ${destination}, not for ${settings.acsUrl}.`,
      );
    },
  },
  {
    code: "SAML_RESPONSE_ISSUER",
    name: "The response comes from the trusted identity provider",
    spec: "SAML profiles 4.1.4.2",
    setting: "trust",
    check: ({ response, trustedEntityId }) => {
      const [issuer, ...others] = response.issuers;
      const expected = show(trustedEntityId);
      if (issuer === undefined && !isSigned(response)) {
        return notApplicable(expected, "absent; only a signed Response must carry it");
      }
      const actual = `${response.issuers.map(show).join(", ") || "(absent)"}${unsigned(response)}`;
      return issuer === trustedEntityId && others.length === 0
        ? passed(expected, actual)
        : failed(
            expected,
            actual,
            `The response's Issuer is ${issuers(response.issuers)}, but the identity provider trusted is ${trustedEntityId}.`,
          );
    },
  },
  {
    code: "SAML_IN_RESPONSE_TO",
    name: "The response answers a request that this browser made here",
    spec: "SAML profiles 4.1.4.3, 4.1.5",
    check: (subject) => {
      const { inResponseTo } = subject.response;
      return inResponseTo === undefined ? checkUnsolicited(subject) : checkSolicited(subject, inResponseTo);
    },
  },
  {
    code: "SAML_ASSERTION",
    name: "The response carries exactly one assertion",
    spec: "SAML profiles 4.1.4.2; OWASP SAML Security, signature wrapping",
    check: ({ response }) => {
      const direct = response.assertions.length + response.encryptedAssertions.length;
      const { assertionsAnywhere } = response;
      if (direct === 1 && assertionsAnywhere === 1) return passed("one", "one");
      const actual = `${direct} in the Response, ${assertionsAnywhere} in the whole message`;
      return failed("one", actual, assertionCountReason(direct, assertionsAnywhere));
    },
  },
];

function checkSolicited({ response, requestStatus }: ResponseSubject, id: string): Finding {
  const status = requestStatus(id);
  const expected = "a request of this browser that waits for its answer";
  return status === "pending"
    ? passed(expected, seen(response, id))
    : failed(
        expected,
        `${seen(response, id)}: ${REQUEST_WORDS[status]}`,
        `The response answers the request ${id}, ${REQUEST_REASONS[status]}.`,
      );
}

function checkUnsolicited({ settings }: ResponseSubject): Finding {
  return settings.allowUnsolicited
    ? notApplicable(
        "none needed: unsolicited responses are allowed",
        "absent: the login began at the identity provider",
      )
    : failed(
        "a request of this browser that waits for its answer",
        "(absent)",
        "Nobody asked for this response here, and unsolicited responses are not allowed.",
        "allowUnsolicited",
      );
}

const REQUEST_WORDS = {
  otherBrowser: "made by another browser",
  expired: "too old",
  unknown: "unknown, or answered before",
} as const;

const REQUEST_REASONS = {
  otherBrowser: "which another browser made",
  expired: "which has waited too long",
  unknown: "which this application never made or which was answered before",
} as const;

function assertionCountReason(direct: number, anywhere: number): string {
  if (anywhere === 0) return "The response says that the login succeeded but carries no assertion.";
  if (direct === 0)
    return "The assertion does not stand directly in the Response, as an attempt at signature wrapping would have it.";
  return "The message holds more than one assertion, as an attempt at signature wrapping would; one is expected.";
}

function isSigned({ signatures }: ReceivedResponse): boolean {
  return signatures.length > 0;
}

/** A value of the Response; it tells where nothing but the message itself vouches for it. */
function seen(response: ReceivedResponse, value: string | undefined): string {
  return value === undefined ? show(value) : `${show(value)}${unsigned(response)}`;
}

function unsigned(response: ReceivedResponse): string {
  return isSigned(response) ? "" : " (the Response is not signed)";
}

function issuers(values: readonly string[]): string {
  return values.join(" and ") || "missing";
}

function lastSegment(code: string): string {
  return code.slice(code.lastIndexOf(":") + 1);
}
