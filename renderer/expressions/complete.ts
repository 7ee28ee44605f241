import { type Piece, readPieces } from "../../core/contract/expression-pieces.ts";
import type { ExpressionLanguage } from "../../core/contract/expression-results.ts";
import type { Source } from "../../core/contract/model.ts";
import { type Signature, showCall } from "./signature-text.ts";

export type Dialect = Extract<Source, { kind: "expression" }>["dialect"];

/** Something that can be put in. */
export interface Offer {
  readonly label: string;
  readonly kind: "function" | "attribute" | "keyword" | "name";
  /** What is put in; the cursor then stands before the closing bracket of a function. */
  readonly insert: string;
  readonly signature?: Signature;
}

/** What can stand at a place of a text: it takes the place of what stands before it from `from` on. */
export interface Completion {
  readonly from: number;
  /** So many characters behind the place are replaced as well: the rest of a name with its bracket. */
  readonly beyond: number;
  readonly offers: readonly Offer[];
}

/** What is being completed. */
interface Writing {
  readonly language: ExpressionLanguage;
  readonly before: string;
  readonly after: string;
  /** Somebody asked for it, and did not just type. */
  readonly asked: boolean;
}

/** What can be put in at a place; undefined where nothing can: within a text, say. */
export function completeAt(
  dialect: Dialect,
  language: ExpressionLanguage,
  text: string,
  at: number,
  asked: boolean,
): Completion | undefined {
  const inside = readPieces(dialect, text).find(({ from, to }) => from < at && at <= to);
  if (isClosedTo(inside, text, at)) return undefined;
  const writing = { language, before: text.slice(0, at), after: text.slice(at), asked };
  return dialect === "entra" ? completeEntra(writing) : completeOkta(writing, dialect);
}

/** Texts and numbers are finished by whoever types them. */
function isClosedTo(piece: Piece | undefined, text: string, at: number): boolean {
  if (piece?.kind === "text") return at < piece.to;
  if (piece?.kind === "number" || piece?.kind === "plain") return true;
  return piece?.kind === "unreadable" && /["']/.test(text.charAt(piece.from));
}

function completeEntra({ language, before, after, asked }: Writing): Completion | undefined {
  const at = before.length;
  const opened = /\[([^[\]"(),]*)$/.exec(before);
  if (opened !== null) {
    const from = at - (opened[1]?.length ?? 0);
    const beyond = /^[\w.:-]*\]?/.exec(after)?.[0].length ?? 0;
    return { from, beyond, offers: language.attributes.map((name) => attribute(name, `${name}]`)) };
  }
  const word = /[A-Za-z_][\w.]*$/.exec(before)?.[0] ?? "";
  if (word === "" && !asked) return undefined;
  return {
    from: at - word.length,
    beyond: 0,
    offers: [
      ...language.functions.map((each) => called(each, each.name, after)),
      ...language.attributes.map((name) => attribute(`[${name}]`, `[${name}]`)),
      ...language.keywords.map((label): Offer => ({ label, kind: "keyword", insert: label })),
    ],
  };
}

function completeOkta(writing: Writing, dialect: Dialect): Completion | undefined {
  const { language, before, after, asked } = writing;
  const path = /(?:[\w$]+(?:\.|:))*[\w$]*$/.exec(before)?.[0] ?? "";
  const word = /[\w$]*$/.exec(path)?.[0] ?? "";
  const parent = path.slice(0, path.length - word.length);
  const from = before.length - word.length;
  const isMember = parent !== "" || /\.\s*[\w$]*$/.test(before);
  if (!isMember) {
    if (word === "" && !asked) return undefined;
    return { from, beyond: 0, offers: namesIn(language, after) };
  }
  const offers = [...membersOf(language, parent, after), ...methodsOf(language, parent, after, dialect)];
  return offers.length === 0 ? undefined : { from, beyond: 0, offers };
}

function namesIn({ functions, roots, keywords }: ExpressionLanguage, after: string): readonly Offer[] {
  return [
    ...functions.filter(({ on }) => on === undefined).map((each) => called(each, each.name, after)),
    ...roots.map((label): Offer => ({ label, kind: "name", insert: label })),
    ...keywords.map((label): Offer => ({ label, kind: "keyword", insert: label })),
  ];
}

/** What stands behind `user.`, `user.profile.`. */
function membersOf({ attributes, attributesAfter, members }: ExpressionLanguage, parent: string, after: string) {
  const own = attributesAfter.includes(parent) ? attributes.map((name) => attribute(name, name)) : [];
  return parent === "user." && !after.startsWith("(") ? [...own, ...members.map((name) => attribute(name, name))] : own;
}

/** Functions whose names go on here (`String.`, `fn:`), methods of the person, and methods of values. */
function methodsOf(
  { functions }: ExpressionLanguage,
  parent: string,
  after: string,
  dialect: Dialect,
): readonly Offer[] {
  const named = functions.filter(({ name, on }) => on === undefined && parent !== "" && name.startsWith(parent));
  if (named.length > 0) return named.map((each) => called(each, each.name.slice(parent.length), after));
  const isPerson = parent === "user." || parent === "source.";
  const fits = functions.filter(({ on }) => on !== undefined && (isPerson ? on === "object" : dialect === "okta-ie"));
  return fits.map((each) => called(each, each.name, after));
}

function attribute(label: string, insert: string): Offer {
  return { label, kind: "attribute", insert };
}

/** The brackets come along, unless they are there. */
function called(signature: Signature, label: string, after: string): Offer {
  return { label, kind: "function", insert: after.startsWith("(") ? label : `${label}()`, signature };
}

/** An offer in a few words, beside its name. */
export function describeOffer({ kind, signature }: Offer): string {
  return signature === undefined ? kind : showCall(signature).replace(/^[^(]*/, "");
}
