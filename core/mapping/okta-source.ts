import { type AttributeValue, isList, showValue } from "../attribute-value.ts";
import { prepareExpression } from "../expression/prepare.ts";
import type { Node } from "../expression/tree.ts";
import type { Source } from "./source.ts";

/** What the expression of one of Okta's profile mappings comes to. `unusable`: why, in one sentence. */
export type ReadOktaSource =
  | { readonly kind: "read"; readonly source: Source }
  | { readonly kind: "unusable"; readonly why: string };

/** A source in Okta's classic language, with what it loses on the way; or why it cannot be written. */
export type WrittenOktaSource =
  | { readonly ok: true; readonly text: string; readonly notes: readonly string[] }
  | { readonly ok: false; readonly why: string };

type TableSource = Extract<Source, { kind: "table" }>;

/**
 * Reads an expression of Okta's classic language. A lone attribute and a lone constant become plain sources where writing
 * them gives the same text again; everything else stays as it stands. Never throws.
 */
export function readOktaSource(text: string): ReadOktaSource {
  const prepared = prepareExpression("okta", text, { log: false });
  if (!prepared.ok) {
    const { message, code } = prepared.error;
    return { kind: "unusable", why: `${message} (${code})` };
  }
  const plain = plainSource(prepared.tree);
  const written = plain === undefined ? undefined : writeOktaSource(plain);
  const isSame = written?.ok === true && written.text === text;
  return {
    kind: "read",
    source: plain !== undefined && isSame ? plain : { kind: "expression", dialect: "okta", text },
  };
}

function plainSource(node: Node): Source | undefined {
  if (node.kind === "literal") return node.value === null ? undefined : { kind: "constant", value: node.value };
  if (node.kind !== "member" || node.of.kind !== "reference" || node.of.name !== "user") return undefined;
  return { kind: "attribute", attribute: node.name === LOGIN ? "userName" : node.name };
}

/** What Okta calls the user name that everybody has. */
const LOGIN = "login";

/** Writes a source as an expression of Okta's classic language. A table becomes conditions, one within the other. */
export function writeOktaSource(source: Source): WrittenOktaSource {
  switch (source.kind) {
    case "constant":
      return writeConstant(source.value);
    case "attribute":
      return writeAttribute(source.attribute);
    case "table":
      return writeTable(source);
    case "expression":
      return writeExpression(source);
  }
}

function refuse(why: string): WrittenOktaSource {
  return { ok: false, why };
}

function writeExpression({ dialect, text }: Extract<Source, { kind: "expression" }>): WrittenOktaSource {
  if (dialect === "okta") return { ok: true, text, notes: [] };
  if (dialect === "okta-template")
    return refuse(`\`${text}\` is a user name template, which Okta keeps with the application and not in a mapping.`);
  const language = dialect === "entra" ? "Entra" : "Okta's Identity Engine";
  return refuse(`\`${text}\` is in the language of ${language}, which Okta's mappings do not take.`);
}

function writeConstant(value: AttributeValue): WrittenOktaSource {
  const text = constantText(value);
  return isReadable(text)
    ? { ok: true, text, notes: [] }
    : refuse(`Okta has no way to write the constant ${showValue(value)}.`);
}

function constantText(value: AttributeValue): string {
  if (isList(value)) return `{${value.map(constantText).join(", ")}}`;
  return typeof value === "string" ? quote(value) : String(value);
}

/** A text in quotes; a quote within is doubled, and a backslash is no more than itself (okta-expressions.md, section 1). */
function quote(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

function writeAttribute(attribute: string): WrittenOktaSource {
  const text = referenceTo(attribute);
  if (text === undefined) return refuse(whyUnnamed(attribute));
  return { ok: true, text, notes: [] };
}

function whyUnnamed(attribute: string): string {
  if (attribute === "active")
    return "Who is active is no attribute of an Okta user: Okta's client says by itself whether an account is.";
  return `Okta cannot name the attribute \`${attribute}\`: a letter, then letters, digits and \`_\`.`;
}

/** `user.department`; undefined where Okta cannot name it. */
function referenceTo(attribute: string): string | undefined {
  if (attribute === "userName") return `user.${LOGIN}`;
  if (attribute === "id") return 'user.getInternalProperty("id")';
  if (attribute === "active" || !/^[A-Za-z]\w*$/.test(attribute)) return undefined;
  const text = `user.${attribute}`;
  return isReadable(text) ? text : undefined;
}

function isReadable(text: string): boolean {
  return prepareExpression("okta", text, { log: false }).ok;
}

function writeTable({ attribute, table, otherwise }: TableSource): WrittenOktaSource {
  const value = referenceTo(attribute);
  if (value === undefined) return refuse(whyUnnamed(attribute));
  const lines = Object.entries(table);
  const text = lines.reduceRight(
    (rest, [key, gives]) => `${value} == ${quote(key)} ? ${quote(gives)} : ${rest}`,
    otherwiseText(otherwise, value),
  );
  if (!isReadable(text))
    return refuse(`A table of ${lines.length} lines is too long for conditions, one within the other.`);
  return { ok: true, text, notes: notesOnTable(otherwise) };
}

function otherwiseText(otherwise: TableSource["otherwise"], value: string): string {
  if (otherwise === "drop") return "null";
  return otherwise === "keep" ? value : quote(otherwise.value);
}

function notesOnTable(otherwise: TableSource["otherwise"]): readonly string[] {
  return [
    "The table becomes conditions, one within the other, and comes back as an expression; several values are not looked up one by one.",
    ...(typeof otherwise === "object"
      ? ["Whoever has no value at all gets the table's other value from the conditions, and nothing from the table."]
      : []),
  ];
}
