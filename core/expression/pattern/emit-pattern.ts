import { letterClass } from "./classes.ts";
import type { AnchorPlace, CharacterSet, PatternNode, Repetition } from "./pattern-tree.ts";

/** Which engine a pattern is written for: V8's, with the flag `u`, or RE2, whose time grows with the text alone. */
export type Engine = "javascript" | "re2";

/** Writes a pattern for an engine. RE2 has no look-around and no back-references: a tree with any is not for it. */
export function emitPattern(node: PatternNode, engine: Engine): string {
  switch (node.kind) {
    case "sequence":
      return node.items.map((item) => emitItem(item, engine)).join("");
    case "choice":
      return `(?:${node.branches.map((branch) => emitPattern(branch, engine)).join("|")})`;
    case "capture":
      return `(${emitPattern(node.of, engine)})`;
    case "repeat":
      return `(?:${emitPattern(node.of, engine)})${emitBounds(node)}`;
    case "look":
      return `(?${node.ahead ? "" : "<"}${node.negative ? "!" : "="}${emitPattern(node.of, engine)})`;
    case "again":
      return `(?:\\${node.order})`;
    case "anchor":
      return ANCHORS[engine][node.at];
    case "set":
      return emitSet(node, engine);
  }
}

function emitItem(node: PatternNode, engine: Engine): string {
  return node.kind === "sequence" ? `(?:${emitPattern(node, engine)})` : emitPattern(node, engine);
}

function emitBounds({ least, most, lazy }: Repetition): string {
  const end = Number.isFinite(most) ? String(most) : "";
  return `{${least},${end}}${lazy ? "?" : ""}`;
}

/** An empty negative set is every character. */
function emitSet({ negative, items, ignoreCase }: CharacterSet, engine: Engine): string {
  if (engine === "javascript") return `[${negative ? "^" : ""}${items.replaceAll("\\x{", "\\u{")}]`;
  if (items === "") return "(?s:.)";
  const set = `[${negative ? "^" : ""}${items}]`;
  return ignoreCase ? `(?i:${set})` : set;
}

const WORD = `[${letterClass("w", "dotnet") ?? ""}]`;

const ANCHORS: Readonly<Record<Engine, Readonly<Record<AnchorPlace, string>>>> = {
  javascript: {
    start: "^",
    end: "(?=\\n?$)",
    veryEnd: "$",
    lineStart: "(?<=^|\\n)",
    lineEnd: "(?=\\n|$)",
    wordBoundary: `(?:(?<=${WORD})(?!${WORD})|(?<!${WORD})(?=${WORD}))`,
    noWordBoundary: `(?:(?<=${WORD})(?=${WORD})|(?<!${WORD})(?!${WORD}))`,
  },
  re2: {
    start: "\\A",
    end: "\\z",
    veryEnd: "\\z",
    lineStart: "(?m:^)",
    lineEnd: "(?m:$)",
    wordBoundary: "\\b",
    noWordBoundary: "\\B",
  },
};
