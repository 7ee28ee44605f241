import { describe, expect, it } from "vitest";
import { buildTestRun } from "../../core/contract/test-runs.ts";
import { wrapText } from "./drawing.ts";
import { buildSvg, type Paint } from "./svg-text.ts";

const run = await buildTestRun();
const refused = await buildTestRun({ refused: true });
const paint: Paint = {
  surface: "#ffffff",
  raised: "#f6f7f9",
  text: "#16191f",
  soft: "#5b6270",
  line: "#7d8594",
  bad: "#a31b12",
  kinds: {
    http: "#111111",
    saml: "#222222",
    oidc: "#333333",
    scim: "#333333",
    map: "#444444",
    store: "#555555",
    check: "#666666",
    decide: "#777777",
    note: "#888888",
  },
};
const seqs = run.trace.steps.map(({ seq }) => seq);
const parse = (svg: string) => new DOMParser().parseFromString(svg, "image/svg+xml");

describe("the diagram as an SVG file", () => {
  it("stands on its own: no style sheet, no class, no token, nothing to load", () => {
    const svg = buildSvg(run.trace, seqs, "Ada Lovelace → Expenses", paint);
    expect(svg).not.toMatch(/class=|var\(|<style|href=|url\(/);
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="\d+" height="\d+"/);
  });

  it("has a row for each of the steps, in the colour of its kind, and no other", () => {
    const part = seqs.slice(12, 24);
    const document = parse(buildSvg(run.trace, part, "Part", paint));
    const rows = [...document.querySelectorAll("g")];
    expect(rows.map((row) => row.querySelector("text")?.textContent)).toEqual(part.map(String));
    expect(rows.at(-1)?.querySelector("path")?.getAttribute("stroke")).toBe(paint.kinds.oidc);
  });

  it("keeps its words inside the picture", () => {
    const document = parse(buildSvg(run.trace, seqs, "All", paint));
    const width = Number(document.documentElement.getAttribute("width"));
    for (const text of document.querySelectorAll("g text")) {
      const [x, long] = [Number(text.getAttribute("x")), (text.textContent?.length ?? 0) * 6];
      const anchor = text.getAttribute("text-anchor");
      const left = { start: x, middle: x - long / 2, end: x - long }[anchor ?? "start"] ?? x;
      expect(left).toBeGreaterThanOrEqual(0);
      expect(left + long).toBeLessThanOrEqual(width);
    }
  });

  it("tells a refusal by words, a dashed line and a cross", () => {
    const stop = refused.trace.steps.find(({ status }) => status === "refused")?.seq ?? 0;
    const svg = buildSvg(refused.trace, [stop], "Refused", paint);
    expect(svg).toContain("✕ Refused: ");
    expect(svg).toContain('stroke-dasharray="5 4"');
    expect(svg).toContain(`stroke="${paint.bad}" stroke-width="2.5"`);
  });

  it("is well-formed whatever a name holds", () => {
    const svg = buildSvg(run.trace, [1], 'A <b> & "c" ]]> \u0000\u0007', paint);
    expect(svg).toContain('A &lt;b&gt; &amp; "c" ]]&gt; <');
    expect(parse(svg).querySelector("title")?.textContent).toContain('A <b> & "c"');
  });
});

describe("words in lines", () => {
  const size = { row: 68, character: 10, line: 22 };

  it("break between words, and are cut only where the last line does not hold them", () => {
    expect(wrapText("Expenses maps the claims", 240, { ...size, lines: 2 })).toEqual(["Expenses maps the claims"]);
    expect(wrapText("Expenses maps the claims", 140, { ...size, lines: 2 })).toEqual(["Expenses maps", "the claims"]);
    expect(wrapText("Expenses maps the claims", 140, { ...size, lines: 1 })).toEqual(["Expenses maps…"]);
    expect(wrapText("a b c d e f g h", 30, { ...size, lines: 2 })).toEqual(["a b", "c…"]);
    expect(wrapText("ada.lovelace@acme.test", 100, { ...size, lines: 2 })).toEqual(["ada.lovela", "ce@acme.t…"]);
  });
});
