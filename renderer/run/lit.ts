import type { CodeText } from "./payload.ts";
import { useCursor } from "./run-context.ts";

/** What a value of the account came from: the rows or rules, the claims and the directory attributes on its way. */
export interface Lit {
  readonly rows: readonly string[];
  readonly names: readonly string[];
}

/** What is lit up now; undefined: nobody looks at a value. */
export function useLit(): Lit | undefined {
  return useCursor((state) => state.lit);
}

/** Tells whether a row, or a claim or attribute, is on the way of the value that is looked at. */
export function isLit(
  lit: Lit | undefined,
  { row, claim }: { readonly row?: string; readonly claim?: string },
): boolean {
  if (lit === undefined) return false;
  return (row !== undefined && lit.rows.includes(row)) || (claim !== undefined && lit.names.includes(claim));
}

/** Where the claims and attributes of a value stand in a payload: the whole member of a JSON object, the whole Attribute of an assertion. */
export function litPlaces({ text, language }: CodeText, lit: Lit | undefined): CodeText["marks"] {
  if (lit === undefined || language === "http") return [];
  return lit.names.flatMap((name) => (language === "json" ? memberPlaces(text, name) : attributePlaces(text, name)));
}

function memberPlaces(text: string, name: string): CodeText["marks"] {
  return placesOf(
    text,
    new RegExp(`${escapeRegExp(JSON.stringify(name))}: (?:"(?:[^"\\\\]|\\\\.)*"|\\[[^\\]]*\\]|[^,\\n]*)`, "g"),
  );
}

/** One `Attribute` with its values, or the NameID (SAML core, 2.7.3.1 and 2.2.3). */
function attributePlaces(text: string, name: string): CodeText["marks"] {
  if (name === "NameID" || name === "subject") return placesOf(text, /<(?:\w+:)?NameID[^>]*>[^<]*<\/(?:\w+:)?NameID>/g);
  const quoted = escapeRegExp(name.replaceAll("&", "&amp;").replaceAll('"', "&quot;"));
  return placesOf(
    text,
    new RegExp(`<(?:\\w+:)?Attribute [^>]*\\bName="${quoted}"[\\s\\S]*?</(?:\\w+:)?Attribute>`, "g"),
  );
}

function placesOf(text: string, pattern: RegExp): CodeText["marks"] {
  return [...text.matchAll(pattern)].map(({ 0: found, index }) => ({ from: index, to: index + found.length }));
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
