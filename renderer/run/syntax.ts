import { highlightTree, tagHighlighter, tags } from "@lezer/highlight";
import { parser as json } from "@lezer/json";
import { parser as xml } from "@lezer/xml";
import type { Stretch } from "./highlight.ts";
import type { CodeText } from "./payload.ts";

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
