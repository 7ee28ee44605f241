import type { AssertionInput } from "./assertion.ts";
import { AUTHN_CONTEXT, NAME_ID_FORMAT, STATUS } from "./names.ts";
import type { ResponseInput } from "./response.ts";
import { IDP_CERTIFICATE } from "./test-certificate.ts";

/** For tests only: what an ordinary login would be told, to be altered where a test needs something else. */

export const NOW = Date.parse("2026-03-02T09:00:00Z");

export const ASSERTION: AssertionInput = {
  id: "_assertion1",
  issueInstant: NOW,
  issuer: "https://idp.test/saml",
  nameId: { value: "ada@acme.test", format: NAME_ID_FORMAT.emailAddress },
  recipient: "https://app.test/saml/acs",
  inResponseTo: "_request1",
  audience: "https://app.test/saml",
  notBefore: NOW,
  notOnOrAfter: NOW + 300_000,
  authnInstant: NOW - 60_000,
  sessionIndex: "_session1",
  authnContext: AUTHN_CONTEXT.passwordProtectedTransport,
  attributes: [
    { name: "email", value: "ada@acme.test" },
    {
      name: "groups",
      friendlyName: "Groups",
      nameFormat: "urn:oasis:names:tc:SAML:2.0:attrname-format:basic",
      value: ["Engineering", "Admins"],
    },
  ],
};

export const RESPONSE: ResponseInput = {
  id: "_response1",
  issueInstant: NOW,
  issuer: "https://idp.test/saml",
  destination: "https://app.test/saml/acs",
  inResponseTo: "_request1",
  status: { code: STATUS.success },
  assertion: ASSERTION,
  sign: "assertion",
  key: IDP_CERTIFICATE,
};

/** The response to nobody's request: a login that starts at the identity provider. */
export const UNSOLICITED: ResponseInput = withoutRequest(RESPONSE);

function withoutRequest({ inResponseTo: _, ...response }: ResponseInput): ResponseInput {
  const { inResponseTo: __, ...assertion } = ASSERTION;
  return { ...response, assertion };
}
