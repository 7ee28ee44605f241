import { describe, expect, it } from "vitest";
import { RehearsalError } from "../errors.ts";
import { decodePostedRequest, encodePost, postForm } from "./post-binding.ts";

describe("the HTTP-POST binding", () => {
  it("posts itself, or with a button where scripts are off", () => {
    const { status, headers, body } = postForm({
      action: "https://app.test/acs",
      fields: { SAMLResponse: "PGEvPg==" },
    });
    expect(status).toBe(200);
    expect(headers["cache-control"]).toBe("no-store");
    expect(body).toContain('<form method="post" action="https://app.test/acs">');
    expect(body).toContain('<input type="hidden" name="SAMLResponse" value="PGEvPg==">');
    expect(body).toContain("<script>document.forms[0].submit()</script>");
    expect(body).toMatch(/<noscript>.*<button>Continue<\/button><\/noscript>/);
    expect(body).not.toContain("RelayState");
  });

  it("lets nothing from outside out of its quotes", () => {
    const { body } = postForm({
      action: 'https://app.test/acs?a=1&b="><script>alert(1)</script>',
      fields: { SAMLResponse: "x", RelayState: `"><img src=x onerror='alert(1)'>` },
    });
    expect(body).toContain('action="https://app.test/acs?a=1&amp;b=&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"');
    expect(body).toContain('value="&quot;&gt;&lt;img src=x onerror=&#39;alert(1)&#39;&gt;"');
  });

  it("reads a posted request", () => {
    const form = new URLSearchParams({ SAMLRequest: encodePost("<a>é</a>"), RelayState: "r" });
    expect(decodePostedRequest(form)).toEqual({ xml: "<a>é</a>", relayState: "r" });
  });

  it.each([
    ["", "SAML_REQUEST_MISSING", "The request carries no SAMLRequest."],
    [
      "SAMLRequest=PGEvPg==&SAMLRequest=PGEvPg==",
      "SAML_REQUEST_REPEATED",
      "SAMLRequest or RelayState is there more than once.",
    ],
    ["SAMLRequest=%3Ca/%3E", "SAML_REQUEST_ENCODING", "SAMLRequest is not base64."],
    ["SAMLRequest=//79", "SAML_REQUEST_ENCODING", "SAMLRequest is not UTF-8 text."],
  ])("refuses the form %j", (form, code, message) => {
    expect(() => decodePostedRequest(new URLSearchParams(form))).toThrow(new RehearsalError(code, message));
    expect(() => decodePostedRequest(new URLSearchParams(form))).toThrow(expect.objectContaining({ code }));
  });
});
