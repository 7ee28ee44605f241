import { describe, expect, it } from "vitest";
import css from "./tokens.css?raw";

const light = tokensOf(":root");
const schemes = { light, dark: { ...light, ...tokensOf('[data-mantine-color-scheme="dark"]') } };

const SURFACES = ["surface", "surface-raised", "surface-sunken"];
const TONES = ["good", "warn", "bad", "note"];
const COLOURED = names(/^(lane|syntax)-/);

/** Text and what it stands on: 4.5:1 (WCAG 2.2, 1.4.3). axe does not look at text in SVG, so the lanes stand here. */
const TEXT: readonly (readonly [text: string, background: string])[] = [
  ...pairs(["text", "text-soft", "accent-text", ...TONES, ...COLOURED], SURFACES),
  ...TONES.map((tone) => [tone, `${tone}-soft`] as const),
  ["accent-text", "accent-soft"],
  ["text", "accent-soft"],
  ["mark-text", "mark"],
];

/** Lines and signs that carry a meaning: 3:1 against what is beside them (1.4.11). */
const SIGNS = pairs(["accent", "line-strong", ...TONES, ...names(/^lane-/)], SURFACES);

describe.each(Object.entries(schemes))("the colours of the %s theme", (_, tokens) => {
  it.each(TEXT)("%s can be read on %s", (text, background) => {
    expect(contrast(colour(tokens, text), colour(tokens, background))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(SIGNS)("%s can be seen on %s", (sign, background) => {
    expect(contrast(colour(tokens, sign), colour(tokens, background))).toBeGreaterThanOrEqual(3);
  });
});

describe("the formula", () => {
  it("gives 21 for black on white, and 1 for a colour on itself", () => {
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
    expect(contrast("#3949ab", "#3949ab")).toBe(1);
  });

  it("agrees with a value that is known", () => {
    expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
  });
});

/** The custom properties of one rule. */
function tokensOf(selector: string): Readonly<Record<string, string>> {
  const start = css.indexOf(`${selector} {`);
  const body = css.slice(start, css.indexOf("}", start));
  return Object.fromEntries(
    [...body.matchAll(/--([\w-]+): ([^;]+);/g)].map(([, name = "", value = ""]) => [name, value]),
  );
}

function names(wanted: RegExp): readonly string[] {
  return Object.keys(light).filter((name) => wanted.test(name));
}

function pairs(ones: readonly string[], others: readonly string[]): readonly (readonly [string, string])[] {
  return ones.flatMap((one) => others.map((other) => [one, other] as const));
}

function colour(tokens: Readonly<Record<string, string>>, name: string): string {
  const value = tokens[name] ?? "";
  if (!/^#[0-9a-f]{6}$/.test(value)) throw new TypeError(`--${name} is ${JSON.stringify(value)}, no colour.`);
  return value;
}

/** The contrast ratio of two colours (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio). */
function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((left, right) => left - right);
  return (lighter + 0.05) / (darker + 0.05);
}

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
    linear(Number.parseInt(hex.slice(at, at + 2), 16) / 255),
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}
