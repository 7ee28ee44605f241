import * as oauth from "oauth4webapi";
import * as client from "openid-client";
import { IdentityProvider, ServiceProvider, setSchemaValidator } from "samlify";
import { CookieJar } from "tough-cookie";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Workspace } from "../../store/workspace.ts";
import type { LiveServer } from "./live-server.ts";
import { ADA, applicationOf, createLiveBrowser, GRACE, providerOf, startSample } from "./test-live.ts";

/** Clients that are not ours, over real HTTP on loopback, by what `rehearse serve` prints. */

let live: LiveServer;
beforeAll(async () => {
  live = await startSample({}, withPublicClient);
});
afterAll(() => live.close());

/** The sample with a redirect URI of a client's own. */
function withPublicClient(workspace: Workspace): Workspace {
  const identityProviders = workspace.identityProviders.map((provider) => ({
    ...provider,
    connections: provider.connections.map((connection) =>
      connection.oidc === undefined
        ? connection
        : { ...connection, oidc: { ...connection.oidc, redirectUris: [...connection.oidc.redirectUris, ELSEWHERE] } },
    ),
  }));
  return { ...workspace, identityProviders };
}

const ELSEWHERE = "http://localhost:3999/callback";

function expenses() {
  const { oidc } = applicationOf(live, "expenses");
  if (oidc === undefined) throw new Error("Expenses signs in by OpenID Connect.");
  return { clientSecret: "", ...oidc };
}

describe("openid-client", () => {
  it("discovers, signs somebody in with PKCE, and asks userinfo", async () => {
    const { clientId, clientSecret, redirectUri } = expenses();
    const issuer = new URL(providerOf(live).oidc.issuer);
    const authentication = client.ClientSecretBasic(clientSecret);
    const config = await client.discovery(issuer, clientId, undefined, authentication, {
      execute: [client.allowInsecureRequests],
    });
    const [verifier, state, nonce] = [client.randomPKCECodeVerifier(), client.randomState(), client.randomNonce()];
    const url = client.buildAuthorizationUrl(config, {
      redirect_uri: redirectUri,
      scope: "openid profile email",
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
      state,
      nonce,
    });
    const end = await createLiveBrowser().visit(url.href, ADA, redirectUri);
    const tokens = await client.authorizationCodeGrant(config, new URL(end.url), {
      pkceCodeVerifier: verifier,
      expectedState: state,
      expectedNonce: nonce,
    });
    const claims = tokens.claims();
    expect(claims).toMatchObject({ iss: issuer.origin, aud: clientId });
    const person = await client.fetchUserInfo(config, tokens.access_token, claims?.sub ?? "");
    expect(person.sub).toBe(claims?.sub);
  });
});

describe("oauth4webapi", () => {
  it("signs somebody in at a callback of its own, and verifies the ID token's signature", async () => {
    const options = { [oauth.allowInsecureRequests]: true };
    const issuer = new URL(providerOf(live).oidc.issuer);
    const { clientId, clientSecret } = expenses();
    const server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, options));
    const [verifier, state] = [oauth.generateRandomCodeVerifier(), oauth.generateRandomState()];
    const url = new URL(server.authorization_endpoint ?? "");
    url.search = new URLSearchParams({
      client_id: clientId,
      redirect_uri: ELSEWHERE,
      response_type: "code",
      scope: "openid email",
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
      state,
    }).toString();
    const end = await createLiveBrowser().visit(url.href, GRACE, ELSEWHERE);
    const party = { client_id: clientId };
    const parameters = oauth.validateAuthResponse(server, party, new URL(end.url), state);
    const answer = await oauth.authorizationCodeGrantRequest(
      server,
      party,
      oauth.ClientSecretBasic(clientSecret),
      parameters,
      ELSEWHERE,
      verifier,
      options,
    );
    const tokens = await oauth.processAuthorizationCodeResponse(server, party, answer, { requireIdToken: true });
    await oauth.validateApplicationLevelSignature(server, answer, options);
    expect(oauth.getValidatedIdTokenClaims(tokens)).toMatchObject({ iss: issuer.origin, aud: clientId });
  });

  it("is refused with a code that nobody was given", async () => {
    const options = { [oauth.allowInsecureRequests]: true };
    const issuer = new URL(providerOf(live).oidc.issuer);
    const server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, options));
    const { clientId, clientSecret } = expenses();
    const party = { client_id: clientId };
    const form = new URLSearchParams({ grant_type: "authorization_code", code: "made-up", redirect_uri: ELSEWHERE });
    const answer = await oauth.genericTokenEndpointRequest(
      server,
      party,
      oauth.ClientSecretBasic(clientSecret),
      "authorization_code",
      form,
      options,
    );
    expect(answer.status).toBe(400);
  });
});

describe("samlify", () => {
  setSchemaValidator({ validate: async () => "not looked at here: core/saml/schema.test.ts does" });

  async function federation(id: string) {
    const { metadataUrl = "", acsUrl = "" } = applicationOf(live, id);
    const metadata = await (await fetch(metadataUrl)).text();
    const provider = await (await fetch(providerOf(live).saml.metadataUrl)).text();
    return { acsUrl, sp: ServiceProvider({ metadata }), idp: IdentityProvider({ metadata: provider }) };
  }

  it.each(["slack", "jira"])("sends an AuthnRequest as %s, and reads the signed response", async (id) => {
    const { sp, idp, acsUrl } = await federation(id);
    const request = sp.createLoginRequest(idp, "redirect");
    const end = await createLiveBrowser().visit(request.context, ADA, acsUrl);
    const SAMLResponse = new URL(end.url).searchParams.get("SAMLResponse") ?? "";
    const { extract } = await sp.parseLoginResponse(idp, "post", { body: { SAMLResponse } });
    expect(extract).toMatchObject({
      issuer: providerOf(live).saml.entityId,
      audience: applicationOf(live, id).entityId,
      response: { inResponseTo: request.id, destination: acsUrl },
    });
    expect(JSON.stringify(extract.attributes)).toContain(ADA);
  });
});

describe("a SCIM client", () => {
  const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
  const PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

  async function call(method: string, path: string, body?: unknown) {
    const { scim } = applicationOf(live, "slack");
    const response = await fetch(path.startsWith("http") ? path : `${scim?.baseUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${scim?.token}`, "content-type": "application/scim+json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === "" ? undefined : JSON.parse(text) };
  }

  it("makes, finds, changes and removes somebody", async () => {
    const userName = "live@acme.test";
    const name = { givenName: "Liv", familyName: "E" };
    const emails = [{ type: "work", value: userName }];
    const made = await call("POST", "/Users", { schemas: [USER], userName, name, displayName: "Liv", emails });
    expect(made.status).toBe(201);
    const location = made.headers.get("location") ?? "";
    expect(location).toBe(`${applicationOf(live, "slack").scim?.baseUrl}/Users/${made.body.id}`);
    const found = await call("GET", `/Users?filter=${encodeURIComponent(`userName eq "${userName}"`)}`);
    expect(found.body).toMatchObject({ totalResults: 1, Resources: [{ id: made.body.id }] });
    const Operations = [{ op: "replace", path: "displayName", value: "Live" }];
    const changed = await call("PATCH", location, { schemas: [PATCH], Operations });
    expect(changed).toMatchObject({ status: 200, body: { displayName: "Live" } });
    expect((await call("DELETE", location)).status).toBe(204);
    expect((await call("GET", location)).status).toBe(404);
  });

  it("is refused with another application's token", async () => {
    const { scim } = applicationOf(live, "jira");
    const headers = { authorization: `Bearer ${scim?.token}` };
    const response = await fetch(`${applicationOf(live, "slack").scim?.baseUrl}/Users`, { headers });
    expect(response.status).toBe(401);
  });
});

describe("a browser", () => {
  const home = (id: string): string => new URL("/", applicationOf(live, id).loginUrl).href;

  it("signs in to applications of both protocols at once, and keeps every session", async () => {
    const browser = createLiveBrowser();
    for (const id of ["slack", "expenses", "jira"]) {
      const { loginUrl, name } = applicationOf(live, id);
      const page = await browser.visit(loginUrl, ADA);
      expect([page.status, page.url, page.text]).toEqual([200, home(id), expect.stringContaining(name)]);
    }
    // Nobody is asked again, and nobody is who they were not.
    for (const id of ["slack", "expenses", "jira"]) {
      const page = await browser.visit(home(id), "nobody@acme.test");
      expect([page.url, page.text]).toEqual([home(id), expect.stringContaining(ADA)]);
    }
    const names = (await browser.jar.getCookies(home("slack"))).map(({ key }) => key);
    expect(names).toEqual(expect.arrayContaining(["idp%3Aacme-id.rehearsal_idp", "app%3Aslack.rehearsal_session"]));
  });

  it("shares a host with another one, and no session", async () => {
    const [first, second] = [createLiveBrowser(), createLiveBrowser(new CookieJar())];
    const { loginUrl } = applicationOf(live, "expenses");
    expect((await first.visit(loginUrl, ADA)).text).toContain(ADA);
    expect((await second.visit(loginUrl, GRACE)).text).toContain(GRACE);
    expect((await first.visit(home("expenses"), GRACE)).text).toContain(ADA);
  });

  it("starts at the identity provider, and meets its second factor", async () => {
    const { oidc } = providerOf(live);
    const browser = createLiveBrowser();
    const page = await browser.visit(`${oidc.issuer}/saml/start?application=slack`, ADA);
    expect([page.status, page.text]).toEqual([200, expect.stringContaining("Slack-like")]);
    const { loginUrl } = applicationOf(live, "salesforce");
    const strong = await browser.visit(loginUrl, ADA);
    expect(strong.status).toBeLessThan(500);
  });

  it("sees what SCIM made: the same accounts", async () => {
    const { scim, loginUrl } = applicationOf(live, "jira");
    const headers = { authorization: `Bearer ${scim?.token}` };
    await createLiveBrowser().visit(loginUrl, GRACE);
    const filter = encodeURIComponent(`emails.value eq "${GRACE}"`);
    const found = await (await fetch(`${scim?.baseUrl}/Users?filter=${filter}`, { headers })).json();
    expect(found).toMatchObject({ totalResults: 1 });
  });
});
