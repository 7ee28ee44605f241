import type { Run } from "../compile.ts";
import type { Span } from "../expression-error.ts";
import { addNull } from "./add.ts";
import { type Build, literalText, type Read, readText, readWhole, type Site, spanAt } from "./site.ts";
import { fail } from "./values.ts";

/**
 * Functions of texts (okta-expressions.md, section 3). What they do with null is not documented, but that
 * `String.len(null)` is 0: here they do what Apache Commons Lang does, null giving null (and false where the answer is
 * yes or no), since the names are those of that library.
 */

/** A function of one text: null stays null. */
function ofText(apply: (text: string) => string): Build {
  return (args, site) => {
    const read = readText(args, site, 0);
    return (session) => {
      const text = read(session);
      return text === null ? null : apply(text);
    };
  };
}

export const buildUpperCase: Build = ofText((text) => text.toUpperCase());
export const buildLowerCase: Build = ofText((text) => text.toLowerCase());
export const buildRemoveSpaces: Build = ofText((text) => (text.includes(" ") ? text.replaceAll(" ", "") : text));

/** 0 where there is no text: Okta's own samples rely on it. */
export const buildLength: Build = (args, site) => {
  const read = readText(args, site, 0);
  return (session) => read(session)?.length ?? 0;
};

/** `append(text, suffix)`: the same as `text + suffix`. */
export const buildAppend: Build = (args, site) => {
  const [first, second] = [readText(args, site, 0), readText(args, site, 1)];
  const nothing = addNull(site.settings);
  return (session) => (first(session) ?? nothing) + (second(session) ?? nothing);
};

/** `join(separator, texts…)`: null counts as an empty text. */
export const buildJoin: Build = (args, site) => {
  const separator = readText(args, site, 0);
  const reads = args.slice(1).map((_, index) => readText(args, site, index + 1));
  return (session) => {
    const between = separator(session) ?? "";
    let joined = "";
    for (let index = 0; index < reads.length; index += 1) {
      if (index > 0) joined += between;
      joined += reads[index]?.(session) ?? "";
    }
    return joined;
  };
};

/** A function of two texts, the second of them known before any person is where it is a literal. */
function ofTwoTexts(
  args: readonly Run[],
  site: Site,
  apply: (text: string | null, other: string | null) => string | boolean | null,
): Run {
  const read = readText(args, site, 0);
  const literal = literalText(site, 1);
  if (literal !== undefined) return (session) => apply(read(session), literal);
  const other = readText(args, site, 1);
  return (session) => apply(read(session), other(session));
}

export const buildContains: Build = (args, site) =>
  ofTwoTexts(args, site, (text, search) => text !== null && search !== null && text.includes(search));

export const buildStartsWith: Build = (args, site) =>
  ofTwoTexts(args, site, (text, prefix) => text !== null && prefix !== null && text.startsWith(prefix));

/** The whole text where the search text is not in it. */
export const buildSubstringBefore: Build = (args, site) =>
  ofTwoTexts(args, site, (text, search) => {
    if (text === null || search === null) return text;
    const at = text.indexOf(search);
    return at === -1 ? text : text.slice(0, at);
  });

/** Empty where the search text is not in it. */
export const buildSubstringAfter: Build = (args, site) =>
  ofTwoTexts(args, site, (text, search) => {
    if (text === null) return null;
    const at = search === null ? -1 : text.indexOf(search);
    return at === -1 || search === null ? "" : text.slice(at + search.length);
  });

/** `substring(text, start, end)`, counted from 0, the end not included; without an end, up to the text's own. */
export const buildSubstring: Build = (args, site) => {
  const read = readText(args, site, 0);
  const start = readWhole(args, site, 1);
  const end = args.length > 2 ? readWhole(args, site, 2) : undefined;
  const cut = site.settings.oktaSubstring === "clamp" ? clampedSlice : exactSlice;
  const at = spanAt(site, 1);
  return (session) => {
    const text = read(session);
    if (text === null) return null;
    return cut(text, start(session), end === undefined ? text.length : end(session), at);
  };
};

function clampedSlice(text: string, start: number, end: number): string {
  return text.slice(Math.max(start, 0), Math.max(end, start, 0));
}

function exactSlice(text: string, start: number, end: number, at: Span): string {
  if (start < 0 || end > text.length || start > end) return outOfRange(text, start, end, at);
  return text.slice(start, end);
}

function outOfRange(text: string, start: number, end: number, at: Span): never {
  const message = `There is nothing from ${start} to ${end} in a text of ${text.length} characters: positions count from 0, and the end is not included.`;
  return fail("EXPRESSION_OUT_OF_RANGE", message, at);
}

/** Every occurrence, literally. An empty search text changes nothing. */
export const buildReplace: Build = (args, site) =>
  replacing(args, site, (text, match, replacement) => text.replaceAll(match, () => replacement));

/** The first occurrence. Okta's samples are literal; Java's own `replaceFirst` would take a pattern. */
export const buildReplaceFirst: Build = (args, site) =>
  replacing(args, site, (text, match, replacement) => text.replace(match, () => replacement));

function replacing(
  args: readonly Run[],
  site: Site,
  replace: (text: string, match: string, by: string) => string,
): Run {
  const [read, match, replacement] = [readText(args, site, 0), readText(args, site, 1), readText(args, site, 2)];
  return (session) => {
    const text = read(session);
    const search = match(session);
    const by = replacement(session);
    if (text === null || search === null || search === "" || by === null) return text;
    if (!text.includes(search)) return text;
    if (text.length * by.length > LONGEST_RESULT) refuseGrowth(text, search, by, site);
    return replace(text, search, by);
  };
}

/** Replacements in replacements multiply: without a limit a few of them would fill the memory. */
const LONGEST_RESULT = 1_000_000;

function refuseGrowth(text: string, search: string, by: string, site: Site): void {
  const occurrences = text.split(search).length - 1;
  const length = text.length + occurrences * (by.length - search.length);
  if (length <= LONGEST_RESULT) return;
  const message = `\`${site.name}\` would give ${length} characters; ${LONGEST_RESULT} are the limit here.`;
  fail("EXPRESSION_TEXT_TOO_LONG", message, site);
}

/**
 * `stringSwitch(text, default, key, value, …)`: the value of the first key, in the order of the list, that is a part of
 * the text.
 */
export const buildStringSwitch: Build = (args, site) => {
  const read = readText(args, site, 0);
  const otherwise = readText(args, site, 1);
  const keys = readEach(args, site, 2);
  const values = readEach(args, site, 3);
  return (session) => {
    const text = read(session);
    for (let index = 0; text !== null && index < keys.length; index += 1) {
      const key = keys[index]?.(session);
      if (typeof key === "string" && text.includes(key)) return values[index]?.(session) ?? null;
    }
    return otherwise(session);
  };
};

/** Every second argument from this one on. */
function readEach(args: readonly Run[], site: Site, first: number): readonly Read<string | null>[] {
  const reads: Read<string | null>[] = [];
  for (let index = first; index < args.length; index += 2) reads.push(readText(args, site, index));
  return reads;
}
