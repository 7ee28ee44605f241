import { describe, expect, it } from "vitest";
import type { Step } from "../../core/contract/model.ts";
import { buildTestRun } from "../../core/contract/test-runs.ts";
import { asCurl } from "./curl.ts";
import { buildLines, findHits } from "./highlight.ts";
import { litPlaces } from "./lit.ts";
import { buildPayload, otherHalf, tabsOf } from "./payload.ts";
import { summaryFields } from "./summary.ts";
import { syntaxOf } from "./syntax.ts";
import { findElements, layOutXml, tokenizeXml } from "./xml.ts";

const oidc = await buildTestRun();
const saml = await buildTestRun({ application: "slack" });

type Run = typeof oidc;

function find(run: Run, wanted: (step: Step) => boolean): Step {
  const step = run.trace.steps.find(wanted);
  if (step === undefined) throw new Error("The run has no such step.");
  return step;
}
const payloadOf = (run: Run, wanted: (step: Step) => boolean) => buildPayload(run.trace, find(run, wanted));
const artefact = (type: string) => (step: Step) => step.kind === "artefact" && step.artefact.type === type;
const posts = (step: Step) => step.kind === "request" && step.request.url.endsWith("/saml/acs");

describe("the payload of a step", () => {
  it("has the tabs that there is something for", () => {
    expect(tabsOf(payloadOf(saml, artefact("saml-response")))).toEqual(["summary", "decoded", "raw"]);
    expect(tabsOf(payloadOf(saml, posts))).toEqual(["summary", "decoded", "raw", "http"]);
    expect(tabsOf(payloadOf(saml, ({ kind }) => kind === "decision"))).toEqual(["summary"]);
  });

  it("decodes a posted response to the XML that the application reads, on a line for each element", () => {
    const decoded = payloadOf(saml, posts).decoded;
    expect(decoded?.text).toMatch(/^<samlp:Response /);
    expect(decoded?.text).toBe(payloadOf(saml, artefact("saml-response")).decoded?.text);
    expect(decoded?.text.split("\n").length).toBeGreaterThan(20);
  });

  it("shows a compressed request as the party read it, and its raw value as it was sent", () => {
    const redirect = payloadOf(saml, (step) => step.kind === "request" && step.request.url.includes("SAMLRequest="));
    expect(redirect.decoded?.text).toContain("<samlp:AuthnRequest");
    const raw = redirect.raw?.find(({ name }) => name === "SAMLRequest");
    expect(raw?.how).toContain("deflate");
    expect(redirect.http?.text).toContain(raw?.value);
  });

  it("takes an ID token apart, and keeps it as it was sent", () => {
    const answer = payloadOf(oidc, (step) => step.kind === "response" && step.response.body.includes('"id_token":'));
    expect(JSON.parse(answer.decoded?.text ?? "{}")).toMatchObject({
      header: { alg: "RS256" },
      payload: { sub: "u-ada" },
    });
    expect(answer.raw?.find(({ name }) => name === "id_token")?.value.split(".")).toHaveLength(3);
    expect(payloadOf(oidc, artefact("id-token")).raw?.[0]?.name).toBe("id_token");
  });

  it("moves the marks with the text", () => {
    const step = find(saml, artefact("saml-response"));
    const marks = step.kind === "artefact" ? (step.artefact.marks ?? []) : [];
    const { decoded } = buildPayload(saml.trace, step);
    const marked = decoded?.marks.map(({ from, to }) => decoded.text.slice(from, to)) ?? [];
    expect(marked.length).toBeGreaterThan(0);
    for (const text of marked) expect(marks).toContain(text);
  });

  it("knows which response answers which request", () => {
    const request = find(oidc, ({ kind }) => kind === "request");
    const answer = otherHalf(oidc.trace, request);
    expect(answer?.kind).toBe("response");
    expect(answer === undefined ? undefined : otherHalf(oidc.trace, answer)).toBe(request);
  });
});

describe("the summary", () => {
  it("names what matters of an assertion, with the section that says so", () => {
    const fields = summaryFields(find(saml, artefact("saml-assertion")));
    expect(fields.find(({ name }) => name === "Audience")).toMatchObject({
      value: "https://slack-like.test/saml/metadata",
      spec: "SAML core 2.5.1.4",
    });
    expect(fields.find(({ name }) => name === "User.Email")?.value).toBe("ada.lovelace@acme.test");
  });

  it("names the claims of an ID token", () => {
    const fields = summaryFields(find(oidc, artefact("id-token")));
    expect(fields.some(({ name, value }) => name.endsWith("aud") && value === "expenses")).toBe(true);
  });
});

describe("XML", () => {
  it("is laid out with nothing lost but space between elements", () => {
    const xml = `<a x="1>2"><b>text &amp; more</b><c/><!-- it's --><d></d></a>`;
    const { text, placeOf } = layOutXml(xml);
    expect(text.split("\n")).toEqual([
      `<a x="1>2">`,
      "  <b>text &amp; more</b>",
      "  <c/>",
      "  <!-- it's -->",
      "  <d></d>",
      "</a>",
    ]);
    expect(text.slice(placeOf(xml.indexOf("more")))).toMatch(/^more/);
  });

  it("that is broken is shown as it is", () => {
    expect(layOutXml("<a <b").text).toContain("<");
    expect(findElements(tokenizeXml(`<p:N F='x'>v&lt;</p:N>`), "N")[0]).toEqual({
      attributes: new Map([["F", "x"]]),
      text: "v<",
    });
  });
});

describe("the text of a payload", () => {
  it("is cut into pieces that make up the whole again, whatever lies over it", () => {
    const { decoded } = payloadOf(oidc, artefact("id-token"));
    if (decoded === undefined) throw new Error("There is no ID token.");
    const stretches = [
      ...syntaxOf(decoded),
      ...findHits(decoded.text, "ada").map((hit) => ({ ...hit, className: "hit" })),
    ];
    const lines = buildLines(decoded.text, stretches);
    expect(lines.map((line) => line.map(({ text }) => text).join("")).join("\n")).toBe(decoded.text);
    const hits = lines.flat().filter(({ className }) => className.includes("hit"));
    expect(hits.map(({ text }) => text.toLowerCase()).join("")).toMatch(/^(ada)+$/);
  });

  it("lights up the claims that a value came from", () => {
    const lit = { rows: [], names: ["department"] };
    const json = payloadOf(oidc, artefact("id-token")).decoded;
    const places = json === undefined ? [] : litPlaces(json, lit);
    expect(places.map(({ from, to }) => json?.text.slice(from, to))).toEqual(['"department": "Finance"']);
    const xml = payloadOf(saml, artefact("saml-assertion")).decoded;
    const attributes = xml === undefined ? [] : litPlaces(xml, { rows: [], names: ["User.Email"] });
    expect(xml?.text.slice(attributes[0]?.from, attributes[0]?.to)).toContain("ada.lovelace@acme.test");
  });
});

describe("a request as curl", () => {
  it("survives a shell", () => {
    const headers = { "content-type": "text/plain" };
    const text = asCurl({ method: "POST", url: "https://a.test/?x=it's", headers, body: "'; rm -rf /" });
    expect(text).toBe(
      [
        "curl -X POST 'https://a.test/?x=it'\\''s'",
        "-H 'content-type: text/plain'",
        "--data-raw ''\\''; rm -rf /'",
      ].join(" \\\n  "),
    );
  });
});
