import { describe, expect, it } from "vitest";
import { formRequest, getRequest, htmlResponse, jsonResponse, redirectResponse } from "../http/message.ts";
import { redactRequest, redactResponse } from "./redact.ts";
import { redacted } from "./secrets.ts";

const SECRET = "s3cr3t-value";

describe("secrets in HTTP messages", () => {
  const cases: readonly { readonly where: string; readonly message: unknown }[] = [
    {
      where: "a form field client_secret",
      message: redactRequest(formRequest("https://idp.test/token", [["client_secret", SECRET]])),
    },
    {
      where: "a form field code_verifier",
      message: redactRequest(
        formRequest("https://idp.test/token", [
          ["a", "1"],
          ["code_verifier", SECRET],
        ]),
      ),
    },
    { where: "a code in the query", message: redactRequest(getRequest(`https://app.test/cb?state=1&code=${SECRET}`)) },
    {
      where: "basic authentication",
      message: redactRequest(getRequest("https://idp.test/", { authorization: `Basic ${SECRET}` })),
    },
    {
      where: "a bearer token",
      message: redactRequest(getRequest("https://idp.test/", { authorization: `Bearer ${SECRET}` })),
    },
    {
      where: "a cookie",
      message: redactRequest(getRequest("https://idp.test/", { cookie: `a=${SECRET}; b=${SECRET}` })),
    },
    {
      where: "a cookie to set",
      message: redactResponse(redirectResponse("/", { "set-cookie": [`a=${SECRET}; Path=/; Secure`] })),
    },
    {
      where: "a code in a Location",
      message: redactResponse(redirectResponse(`https://app.test/cb?code=${SECRET}&state=1`)),
    },
    {
      where: "an access token in JSON",
      message: redactResponse(jsonResponse(200, { access_token: SECRET, token_type: "Bearer" })),
    },
    {
      where: "a form field transaction",
      message: redactRequest(formRequest("https://idp.test/sign-in", [["transaction", SECRET]])),
    },
    {
      where: "a hidden input of a page",
      message: redactResponse(
        htmlResponse(200, "sign in", `<form><input type="hidden" name="transaction" value="${SECRET}"></form>`),
      ),
    },
    {
      where: "an input whose value comes first, between apostrophes",
      message: redactResponse(htmlResponse(200, "sign in", `<INPUT value='${SECRET}' name='password'>`)),
    },
    { where: "a refresh token in JSON", message: redactResponse(jsonResponse(200, { refresh_token: SECRET })) },
  ];
  for (const { where, message } of cases) {
    it(`never keeps ${where}`, () => {
      const text = JSON.stringify(message);
      expect(text).not.toContain(SECRET);
      expect(text).toContain(redacted(SECRET));
    });
  }

  it("shows that two places carry the same secret, and that two secrets differ", () => {
    expect(redacted("one")).toBe(redacted("one"));
    expect(redacted("one")).not.toBe(redacted("two"));
  });

  it("leaves everything else as it is", () => {
    const request = formRequest("https://app.test/acs?x=1", [
      ["SAMLResponse", "PHNhbWw+"],
      ["RelayState", "/reports"],
    ]);
    expect(redactRequest(request)).toEqual(request);
    const signOut = redirectResponse("/", { "set-cookie": ["a=; Max-Age=0; Path=/"] });
    expect(redactResponse(signOut)).toEqual(signOut);
    const page = htmlResponse(200, "post", '<input type="hidden" name="SAMLResponse" value="PHNhbWw+">');
    expect(redactResponse(page)).toEqual(page);
  });

  it("reads a page that never ends an input in no time", () => {
    const inputs = ["<input ".repeat(100_000), `<input ${'name="transaction" '.repeat(50_000)}`];
    for (const body of inputs) expect(redactResponse(htmlResponse(200, "", body)).body).toContain(body);
  });
});
