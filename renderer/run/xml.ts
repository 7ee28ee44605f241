/** A piece of an XML text, as it stands there. */
export interface XmlToken {
  readonly kind: "open" | "close" | "empty" | "text" | "other";
  readonly text: string;
  /** Where it begins in the text. */
  readonly start: number;
  /** The element's name without its prefix; empty for text and others. */
  readonly name: string;
}

/** Comments, CDATA, declarations; tags, in whose quotes a `>` may stand; text. */
const TOKEN = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<[?!][^>]*>|<(?:[^<>"']|"[^"]*"|'[^']*')*>|[^<]+|</g;

/** Cuts an XML text into its pieces. It is for showing: what is not well-formed comes out as text. */
export function tokenizeXml(xml: string): readonly XmlToken[] {
  return [...xml.matchAll(TOKEN)].map(({ 0: text, index }) => ({
    kind: kindOfToken(text),
    text,
    start: index,
    name: nameOf(text),
  }));
}

function kindOfToken(text: string): XmlToken["kind"] {
  if (!text.startsWith("<") || text.length < 3) return "text";
  if (/^<[?!]/.test(text)) return "other";
  if (text.startsWith("</")) return "close";
  return text.endsWith("/>") ? "empty" : "open";
}

function nameOf(text: string): string {
  return /^<\/?(?:[\w.-]+:)?([\w.-]+)/.exec(text)?.[1] ?? "";
}

/** A text laid out for reading, and where each place of the original went. */
export interface LaidOut {
  readonly text: string;
  /** The place in `text` of a place in the original. */
  readonly placeOf: (original: number) => number;
}

/** XML with one element a line, indented. Within a tag nothing changes; an element that holds text alone stays on its line. */
export function layOutXml(xml: string): LaidOut {
  const tokens = tokenizeXml(xml).filter(({ kind, text }) => kind !== "text" || text.trim() !== "");
  const moved: { from: number; to: number }[] = [];
  let [text, depth] = ["", 0];
  for (const [index, token] of tokens.entries()) {
    if (token.kind === "close") depth -= 1;
    if (text !== "" && !staysOnLine(tokens, index)) text += `\n${"  ".repeat(Math.max(depth, 0))}`;
    moved.push({ from: token.start, to: text.length });
    text += token.text;
    if (token.kind === "open") depth += 1;
  }
  return { text, placeOf: (original) => movedPlace(moved, original) };
}

/** Text stays beside its tag, and so does the end tag after text or right after its start tag. */
function staysOnLine(tokens: readonly XmlToken[], index: number): boolean {
  const [before, token] = [tokens[index - 1], tokens[index]];
  if (before === undefined || token === undefined) return true;
  if (token.kind === "text") return before.kind === "open";
  return token.kind === "close" && (before.kind === "text" || before.kind === "open");
}

function movedPlace(moved: readonly { readonly from: number; readonly to: number }[], original: number): number {
  const token = moved.findLast(({ from }) => from <= original) ?? moved[0];
  return token === undefined ? 0 : token.to + (original - token.from);
}

/** The first element of this name: its attributes, and the text right within it. */
export interface XmlElement {
  readonly attributes: ReadonlyMap<string, string>;
  readonly text: string;
}

/** Elements by their name without prefix, in the order of the text. */
export function findElements(tokens: readonly XmlToken[], name: string): readonly XmlElement[] {
  return tokens.flatMap((token, index) => {
    if (token.name !== name || (token.kind !== "open" && token.kind !== "empty")) return [];
    const next = tokens[index + 1];
    const text = token.kind === "open" && next?.kind === "text" ? unescapeXml(next.text.trim()) : "";
    return [{ attributes: attributesOf(token.text), text }];
  });
}

function attributesOf(tag: string): ReadonlyMap<string, string> {
  const pairs = tag.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g);
  return new Map([...pairs].map(([, name = "", double, single]) => [name, unescapeXml(double ?? single ?? "")]));
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|apos);/g, (whole, name: string) => ENTITIES[name] ?? whole);
}
