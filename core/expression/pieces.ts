import type { DialectId } from "./dialect.ts";
import { spellKeyword } from "./entra/keywords.ts";
import { readTokens, type Token } from "./entra/tokens.ts";
import type { Span } from "./expression-error.ts";
import { isOperatorWord } from "./okta/operators.ts";
import { nextToken, type Token as OktaToken, type UnreadableToken } from "./okta/tokens.ts";

/** What a piece of an expression is, as far as it can be told without a parser. `plain`: text of a template. */
export type PieceKind =
  | "function"
  | "attribute"
  | "keyword"
  | "name"
  | "text"
  | "number"
  | "operator"
  | "open"
  | "close"
  | "comma"
  | "plain"
  | "unreadable";

/** A piece of an expression's text. */
export interface Piece extends Span {
  readonly kind: PieceKind;
}

/**
 * The pieces of an expression as they are coloured, blanks left out: the tokens that the parser reads, each with what it
 * is. Reads any text, so also one that is still being typed.
 */
export function readPieces(dialect: DialectId, text: string): readonly Piece[] {
  if (dialect === "entra") return readTokens(text).map((token, index, all) => entraPiece(token, all[index + 1]));
  return dialect === "okta-template" ? readTemplate(text) : readOkta(text, 0).pieces;
}

function entraPiece({ kind, from, to, written }: Token, next: Token | undefined): Piece {
  if (kind !== "word") return { kind, from, to };
  if (next?.kind === "open") return { kind: "function", from, to };
  return { kind: spellKeyword(written) === undefined ? "name" : "keyword", from, to };
}

/** The stretches between `${` and `}`, and the text around them. */
function readTemplate(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  for (let at = 0; at < text.length; ) {
    const start = text.indexOf("${", at);
    const to = start === -1 ? text.length : start;
    if (to > at) pieces.push({ kind: "plain", from: at, to });
    if (start === -1) break;
    const inside = readOkta(text, start + 2, "}");
    pieces.push({ kind: "open", from: start, to: start + 2 }, ...inside.pieces);
    at = inside.end;
  }
  return pieces;
}

type AnyToken = OktaToken | UnreadableToken;

/** The pieces from a place up to the symbol that ends them, which is the last one; to the end of the text without one. */
function readOkta(
  text: string,
  from: number,
  until?: string,
): { readonly pieces: readonly Piece[]; readonly end: number } {
  const tokens: AnyToken[] = [];
  let end = from;
  for (let token = nextToken(text, from); token !== undefined; token = nextToken(text, token.to)) {
    tokens.push(token);
    end = token.to;
    if (isSymbol(token, until)) break;
  }
  return { pieces: tokens.map((token, index) => oktaPiece(token, tokens, index)), end: Math.max(end, from) };
}

function oktaPiece(token: AnyToken, all: readonly AnyToken[], index: number): Piece {
  const { from, to } = token;
  if (token.kind === "name") return { kind: nameKind(token.text, all, index), from, to };
  if (token.kind === "symbol") return { kind: SYMBOLS[token.text] ?? "operator", from, to };
  return { kind: token.kind === "end" ? "plain" : token.kind, from, to };
}

const SYMBOLS: Readonly<Record<string, PieceKind>> = {
  "(": "open",
  "[": "open",
  "{": "open",
  "![": "open",
  ")": "close",
  "]": "close",
  "}": "close",
  ",": "comma",
};

const LITERALS: ReadonlySet<string> = new Set(["true", "false", "null"]);

/** A name before a bracket is called, one behind a dot is a member; the first parts of a function's name belong to it. */
function nameKind(name: string, all: readonly AnyToken[], index: number): PieceKind {
  const [before, next, third, fourth] = [all[index - 1], all[index + 1], all[index + 2], all[index + 3]];
  if (isSymbol(next, "(")) return "function";
  if (isSymbol(before, ".")) return "attribute";
  if (isOperatorWord(name)) return "operator";
  if (LITERALS.has(name.toLowerCase())) return "keyword";
  const isNamespace = /^[A-Z]/.test(name) && isSymbol(next, ".") && third?.kind === "name" && isSymbol(fourth, "(");
  return isNamespace || (name === "fn" && isSymbol(next, ":")) ? "function" : "name";
}

function isSymbol(token: AnyToken | undefined, text: string | undefined): boolean {
  return token?.kind === "symbol" && token.text === text;
}
