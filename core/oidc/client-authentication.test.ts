import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  buildClientAuthentication,
  checkClientAuthentication,
  parseClientAuthentication,
} from "./client-authentication.ts";
import type { OidcConnection } from "./settings.ts";

const basic = (text: string) => `Basic ${Buffer.from(text).toString("base64")}`;

const connection: OidcConnection = {
  clientId: "acme",
  clientSecret: "s3cret",
  clientAuthentication: "client_secret_basic",
  redirectUris: ["https://acme.test/oidc/callback"],
  requirePkce: true,
  idTokenAlgorithm: "RS256",
  subject: "public",
  scopes: ["openid"],
  codeLifetimeSeconds: 60,
  tokenLifetimeSeconds: 300,
  claims: [],
};

describe("reads", () => {
  test.each([
    [
      "Basic credentials",
      basic("acme:s3cret"),
      {},
      { method: "client_secret_basic", clientId: "acme", clientSecret: "s3cret" },
    ],
    [
      "the scheme in any case",
      basic("acme:s3cret").replace("Basic", "bAsIc"),
      {},
      { method: "client_secret_basic", clientId: "acme", clientSecret: "s3cret" },
    ],
    [
      "form-encoded Basic credentials",
      basic("a%3Acme:p%25+ss%C3%A9"),
      {},
      { method: "client_secret_basic", clientId: "a:cme", clientSecret: "p% ssé" },
    ],
    [
      "a secret with colons",
      basic("acme:a:b"),
      {},
      { method: "client_secret_basic", clientId: "acme", clientSecret: "a:b" },
    ],
    [
      "Basic credentials with the same client_id in the form",
      basic("acme:s3cret"),
      { client_id: "acme" },
      { method: "client_secret_basic", clientId: "acme", clientSecret: "s3cret" },
    ],
    [
      "a secret in the form",
      undefined,
      { client_id: "acme", client_secret: "s3cret" },
      { method: "client_secret_post", clientId: "acme", clientSecret: "s3cret" },
    ],
    ["a public client", undefined, { client_id: "acme" }, { method: "none", clientId: "acme" }],
    [
      "an empty secret as none",
      undefined,
      { client_id: "acme", client_secret: "" },
      { method: "none", clientId: "acme" },
    ],
  ])("%s", (_, authorization, form, client) => {
    expect(parseClientAuthentication(authorization, new URLSearchParams(form))).toEqual({ ok: true, client });
  });
});

describe("cannot read", () => {
  test.each([
    ["a request without a client", undefined, {}, "The request names no client."],
    [
      "both ways at once",
      basic("acme:s3cret"),
      { client_secret: "s3cret" },
      "The request authenticates the client in two ways at once.",
    ],
    ["two clients", basic("acme:s3cret"), { client_id: "other" }, "The request names two clients."],
    ["another scheme", "Bearer abc", {}, "The Authorization field is no readable Basic credentials."],
    ["credentials without a colon", basic("acme"), {}, "The Authorization field is no readable Basic credentials."],
    ["an empty client", basic(":s3cret"), {}, "The Authorization field is no readable Basic credentials."],
    ["a broken percent-encoding", basic("acme:100%"), {}, "The Authorization field is no readable Basic credentials."],
    ["no base64", "Basic §§§", {}, "The Authorization field is no readable Basic credentials."],
  ])("%s", (_, authorization, form, why) => {
    expect(parseClientAuthentication(authorization, new URLSearchParams(form))).toEqual({ ok: false, why });
  });
});

describe("the registered client", () => {
  const { clientSecret: _, ...withoutSecret } = connection;
  test.each([
    [
      "is accepted with its method and secret",
      connection,
      { method: "client_secret_basic", clientSecret: "s3cret" },
      undefined,
    ],
    [
      "is refused with another secret",
      connection,
      { method: "client_secret_basic", clientSecret: "s3creT" },
      "The client secret is not the registered one.",
    ],
    [
      "is refused with a longer secret",
      connection,
      { method: "client_secret_basic", clientSecret: "s3cret2" },
      "The client secret is not the registered one.",
    ],
    [
      "is accepted with the right secret by the other way",
      connection,
      { method: "client_secret_post", clientSecret: "s3cret" },
      undefined,
    ],
    [
      "is refused with a wrong secret by the other way",
      connection,
      { method: "client_secret_post", clientSecret: "wrong" },
      "The client secret is not the registered one.",
    ],
    [
      "is accepted with Basic credentials where it is registered to post its secret",
      { ...connection, clientAuthentication: "client_secret_post" },
      { method: "client_secret_basic", clientSecret: "s3cret" },
      undefined,
    ],
    [
      "is refused with the right secret by another method where only the registered one is taken",
      { ...connection, strictClientAuthentication: true },
      { method: "client_secret_post", clientSecret: "s3cret" },
      "The client is registered for client_secret_basic and used client_secret_post.",
    ],
    [
      "is refused without its secret",
      connection,
      { method: "none" },
      "The client is registered for client_secret_basic and used none.",
    ],
    [
      "is refused where its secret was taken out",
      withoutSecret,
      { method: "client_secret_basic", clientSecret: "s3cret" },
      "No secret is kept for this client: copies made to be shared carry none.",
    ],
    [
      "is accepted without a secret where it is public",
      { ...withoutSecret, clientAuthentication: "none" },
      { method: "none" },
      undefined,
    ],
    [
      "is refused with a secret where it is public",
      { ...withoutSecret, clientAuthentication: "none" },
      { method: "client_secret_post", clientSecret: "x" },
      "The client is registered for none and used client_secret_post.",
    ],
  ] as const)("%s", (_, registered, presented, why) => {
    expect(checkClientAuthentication(registered, { clientId: "acme", ...presented })).toBe(why);
  });
});

test.each(["client_secret_basic", "client_secret_post"] as const)(
  "what %s builds is read back, whatever the characters",
  (clientAuthentication) => {
    const text = fc.string({ minLength: 1, unit: "grapheme" });
    fc.assert(
      fc.property(text, text, (clientId, clientSecret) => {
        const { headers, fields } = buildClientAuthentication({ clientId, clientSecret, clientAuthentication });
        const form = new URLSearchParams(fields.map(([name, value]) => [name, value]));
        expect(parseClientAuthentication(headers.authorization, form)).toEqual({
          ok: true,
          client: { method: clientAuthentication, clientId, clientSecret },
        });
      }),
    );
  },
);

test("any header and form are read without an exception", () => {
  fc.assert(
    fc.property(fc.option(fc.string(), { nil: undefined }), fc.string(), (authorization, form) => {
      expect(typeof parseClientAuthentication(authorization, new URLSearchParams(form)).ok).toBe("boolean");
    }),
  );
});
