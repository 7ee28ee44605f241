import { highlightTree, tagHighlighter, tags } from "@lezer/highlight";
import { parser as json } from "@lezer/json";
import { parser as xml } from "@lezer/xml";
import type { CodeText } from "./payload.ts";

/** A stretch of a text with a class; stretches may lie over each other. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly className: string;
}

/** A piece of a line with the classes of everything that lies over it. */
export interface Piece {
  readonly text: string;
  readonly from: number;
  readonly className: string;
}

const HIGHLIGHTER = tagHighlighter([
  { tag: [tags.tagName, tags.propertyName], class: "tok-name" },
  { tag: tags.attributeName, class: "tok-keyword" },
  { tag: [tags.string, tags.attributeValue], class: "tok-string" },
  { tag: [tags.number, tags.bool, tags.null], class: "tok-number" },
  { tag: [tags.angleBracket, tags.punctuation, tags.separator, tags.squareBracket, tags.brace], class: "tok-soft" },
  { tag: [tags.comment, tags.processingInstruction, tags.documentMeta], class: "tok-soft" },
]);

/** The colours of a text, by its language's grammar. HTTP has its names of headers alone. */
export function syntaxOf({ text, language }: Pick<CodeText, "text" | "language">): readonly Stretch[] {
  if (language === "http") return httpSyntax(text);
  const found: Stretch[] = [];
  const tree = (language === "xml" ? xml : json).parse(text);
  highlightTree(tree, HIGHLIGHTER, (from, to, className) => void found.push({ from, to, className }));
  return found;
}

function httpSyntax(text: string): readonly Stretch[] {
  const head = text.split("\n\n", 1)[0] ?? "";
  return [...head.matchAll(/^[\w-]+(?=: )/gm)].map(({ 0: name, index }) => ({
    from: index,
    to: index + name.length,
    className: "tok-name",
  }));
}

/** The text in lines, cut wherever a stretch begins or ends. */
export function buildLines(text: string, stretches: readonly Stretch[]): readonly (readonly Piece[])[] {
  const cuts = new Set<number>();
  for (const { from, to } of stretches) cuts.add(from).add(to);
  const sorted = [...cuts].sort((left, right) => left - right);
  const byStart = stretches.toSorted((left, right) => left.from - right.from);
  const lines: Piece[][] = [];
  let start = 0;
  for (const line of text.split("\n")) {
    lines.push(cutLine(line, start, sorted, byStart));
    start += line.length + 1;
  }
  return lines;
}

function cutLine(line: string, start: number, cuts: readonly number[], stretches: readonly Stretch[]): Piece[] {
  const end = start + line.length;
  const inside = cuts.slice(firstAtLeast(cuts, start + 1), firstAtLeast(cuts, end));
  const near = stretches.filter(({ from, to }) => from < end && to > start);
  return [start, ...inside].map((from, index) => {
    const to = inside[index] ?? end;
    const over = near.filter((stretch) => stretch.from <= from && stretch.to >= to && to > from);
    return {
      text: line.slice(from - start, to - start),
      from,
      className: over.map(({ className }) => className).join(" "),
    };
  });
}

function firstAtLeast(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Every place where a word stands, without regard to case. */
export function findHits(text: string, wanted: string): readonly { readonly from: number; readonly to: number }[] {
  const [hay, needle] = [text.toLowerCase(), wanted.trim().toLowerCase()];
  if (needle === "") return [];
  const hits: { from: number; to: number }[] = [];
  for (let at = hay.indexOf(needle); at >= 0; at = hay.indexOf(needle, at + needle.length)) {
    hits.push({ from: at, to: at + needle.length });
  }
  return hits;
}
