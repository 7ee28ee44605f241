import type { DirectoryUser } from "../directory/directory.ts";
import { formRequest, getRequest, type HttpRequest, type HttpResponse } from "../http/message.ts";
import { type Call, createCell } from "../party/party.ts";
import { createSeededRandom } from "../random.ts";
import { type AuthnRequest, buildAuthnRequest } from "../saml/authn-request.ts";
import { NAMESPACE } from "../saml/names.ts";
import { encodeRedirect } from "../saml/redirect-binding.ts";
import type { SamlConnection } from "../saml/settings.ts";
import { IDP_CERTIFICATE } from "../saml/test-certificate.ts";
import { child, parseXmlDocument, type XmlElement } from "../saml/xml.ts";
import { createRecorder } from "../trace/recorder.ts";
import type { Step } from "../trace/step.ts";
import type { IdentityProvider, SigningKey } from "./identity-provider.ts";
import { createIdentityProvider } from "./party.ts";
import { EMPTY_IDENTITY_PROVIDER_STATE } from "./state.ts";
import type { IdentityProviderWorld } from "./world.ts";

/** For tests only: an identity provider with one SAML application, `app`, and somebody who signs in to it. */

export const NOW = Date.parse("2026-03-02T09:00:00Z");
export const SSO = "https://idp.test/saml/sso";
export const ACS = "https://app.test/saml/acs";
export const SECOND_ACS = "https://app.test/saml/acs2";

export const SIGNING_KEY: SigningKey = {
  id: "rsa-1",
  algorithm: "RS256",
  status: "active",
  privateKey: IDP_CERTIFICATE.privateKeyPem,
  certificate: IDP_CERTIFICATE.certificate,
  createdAt: "2026-01-01T00:00:00.000Z",
};

const CONNECTION: SamlConnection = {
  entityId: "https://app.test/saml",
  acsUrls: [ACS, SECOND_ACS],
  nameId: { format: "emailAddress", source: { kind: "attribute", attribute: "email" } },
  allowedNameIdFormats: ["persistent", "transient"],
  sign: "assertion",
  requireSignedRequests: false,
  requestCertificates: [],
  assertionLifetimeSeconds: 300,
  claims: [
    { id: "c-user", claim: "user", source: { kind: "attribute", attribute: "userName" } },
    {
      id: "c-department",
      claim: "department",
      friendlyName: "Department",
      nameFormat: "urn:oasis:names:tc:SAML:2.0:attrname-format:basic",
      source: { kind: "attribute", attribute: "department" },
    },
    { id: "c-groups", claim: "groups", source: { kind: "groups", emit: "name" } },
    { id: "c-phone", claim: "phone", source: { kind: "attribute", attribute: "phone" } },
  ],
};

const ADA: DirectoryUser = {
  id: "u-ada",
  userName: "ada",
  active: true,
  attributes: { email: "ada@acme.test", department: "Finance" },
  groups: ["g-1", "g-2"],
  secondFactors: ["otp"],
};

export const REQUEST: AuthnRequest = {
  id: "_request1",
  issueInstant: NOW,
  issuer: CONNECTION.entityId,
  destination: SSO,
  acsUrl: ACS,
  forceAuthn: false,
  isPassive: false,
};

/** What may differ from the usual. */
export interface Setup {
  readonly connection?: Partial<SamlConnection>;
  readonly provider?: Partial<IdentityProvider>;
  readonly user?: Partial<DirectoryUser>;
  /** True: without secrets, as in a copy that was made to be shared. */
  readonly shared?: boolean;
}

/** A form that the identity provider shows: its fields, and where it is sent. */
export interface ShownForm {
  readonly action: string;
  readonly fields: ReadonlyMap<string, string>;
}

/** An identity provider, and a browser that keeps its cookies. */
export function setUp({ connection = {}, provider = {}, user = {}, shared = false }: Setup = {}) {
  const whole: IdentityProvider = {
    id: "idp",
    name: "Acme ID",
    origin: "https://idp.test",
    entityId: "https://idp.test/saml",
    signOnPolicy: { secondFactor: "onRequest", sessionMinutes: 60 },
    keys: [SIGNING_KEY],
    pairwiseSalt: "0123456789abcdef",
    connections: [
      { application: "oidc-only", assignment: { required: false, users: [], groups: [] } },
      {
        application: "app",
        assignment: { required: false, users: [], groups: [] },
        saml: { ...CONNECTION, ...connection },
      },
    ],
    ...provider,
  };
  const world: IdentityProviderWorld = {
    provider: shared ? withoutSecrets(whole) : whole,
    directory: {
      users: [{ ...ADA, ...user }],
      groups: [
        { id: "g-1", name: "Engineering" },
        { id: "g-2", name: "Admins" },
      ],
    },
    state: createCell(EMPTY_IDENTITY_PROVIDER_STATE),
    applicationName: () => "Expenses",
  };
  const party = createIdentityProvider(world);
  const recorder = createRecorder([], () => NOW);
  const random = createSeededRandom("saml");
  const cookies = new Map<string, string>();

  async function send(request: HttpRequest, now = NOW): Promise<HttpResponse> {
    const call: Call = {
      now,
      random,
      record: recorder.record,
      recordLater: recorder.recordLater,
      fetch: () => Promise.reject(new Error("no back channel")),
    };
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await party({ ...request, headers: { ...request.headers, cookie } }, call);
    for (const field of [response.headers["set-cookie"] ?? []].flat()) {
      const [, name = "", value = ""] = /^([^=]*)=([^;]*)/.exec(field) ?? [];
      cookies.set(name, value);
    }
    return response;
  }

  /** Sends a request and, where the login page comes, signs in as Ada, with a second factor where one is asked for. */
  async function logIn(request: HttpRequest, now = NOW): Promise<HttpResponse> {
    let response = await send(request, now);
    for (let page = formOf(response); page.fields.has("transaction"); page = formOf(response)) {
      const answer = { transaction: page.fields.get("transaction") ?? "", userName: "ada", approve: "yes" };
      response = await send(formRequest(`https://idp.test${page.action}`, Object.entries(answer)), now);
    }
    return response;
  }

  return { world, send, logIn, steps: (): readonly Step[] => recorder.trace().steps, outcome: recorder.outcome };
}

function withoutSecrets({ pairwiseSalt: _, ...provider }: IdentityProvider): IdentityProvider {
  return { ...provider, keys: provider.keys.map(({ privateKey: __, ...key }) => key) };
}

/** A GET with the AuthnRequest in its URL. */
export function redirect(
  request: Partial<AuthnRequest> = {},
  more: Pick<Parameters<typeof encodeRedirect>[0], "relayState" | "sign"> = {},
): HttpRequest {
  const samlRequest = buildAuthnRequest({ ...REQUEST, ...request });
  return getRequest(encodeRedirect({ destination: SSO, samlRequest, ...more }));
}

/** The form of a page; without fields where it has none. */
export function formOf(response: HttpResponse): ShownForm {
  const inputs = response.body.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g);
  const fields = new Map([...inputs].map(([, name = "", value = ""]) => [name, value]));
  return { action: /<form\b[^>]* action="([^"]*)"/.exec(response.body)?.[1] ?? "", fields };
}

/** The Response that a page posts, as text. */
export function responseXml(response: HttpResponse): string {
  return Buffer.from(formOf(response).fields.get("SAMLResponse") ?? "", "base64").toString("utf8");
}

/** The Response that a page posts, and the assertion in it. */
export function readPosted(response: HttpResponse) {
  const root = parseXmlDocument(responseXml(response));
  const assertion = child(root, NAMESPACE.assertion, "Assertion");
  return { root, assertion };
}

/** The assertion element down that path of names. */
export function find(element: XmlElement | undefined, ...names: readonly string[]): XmlElement | undefined {
  return names.reduce<XmlElement | undefined>((at, name) => child(at, NAMESPACE.assertion, name), element);
}

/** The StatusCode values of a Response, the outer one first. */
export function statusOf(root: XmlElement): readonly (string | undefined)[] {
  const code = child(child(root, NAMESPACE.protocol, "Status"), NAMESPACE.protocol, "StatusCode");
  return [code, child(code, NAMESPACE.protocol, "StatusCode")].map((each) => each?.attributes.Value);
}
