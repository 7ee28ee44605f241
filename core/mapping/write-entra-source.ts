import { showValue } from "../attribute-value.ts";
import { buildJsonTree, hasKnownTree, type JsonTree, parseEntra, writeTextToken } from "../expression/entra-trees.ts";
import { ExpressionError } from "../expression/expression-error.ts";
import { entraNameOf } from "./entra-source.ts";
import type { Source } from "./source.ts";

/** A source as Entra's schema has it, with what it loses on the way; or why it cannot be written. */
export type WrittenEntraSource =
  | { readonly ok: true; readonly json: JsonTree; readonly notes: readonly string[] }
  | { readonly ok: false; readonly why: string };

type TableSource = Extract<Source, { kind: "table" }>;

/**
 * `active` of a row is false too for whoever is deleted or out of scope, which is what Entra's IsSoftDeleted says: its own
 * standard mapping (entra-expressions.md, section 3).
 */
const ACTIVE = 'Switch([IsSoftDeleted], , "False", "True", "True", "False")';

/** Writes a source as an `attributeMappingSource`: text and tree. A table becomes a `Switch`. */
export function writeEntraSource(source: Source): WrittenEntraSource {
  switch (source.kind) {
    case "constant":
      return writeConstant(source.value);
    case "attribute":
      return source.attribute === "active" ? writeText(ACTIVE) : writeText(reference(source.attribute));
    case "table":
      return writeTable(source);
    case "expression": {
      if (source.dialect === "entra") return writeText(source.text);
      return refuse(`An expression of ${source.dialect} is nothing that Entra understands: \`${source.text}\`.`);
    }
  }
}

function refuse(why: string): WrittenEntraSource {
  return { ok: false, why };
}

function reference(attribute: string): string {
  return `[${entraNameOf(attribute)}]`;
}

function writeConstant(value: Extract<Source, { kind: "constant" }>["value"]): WrittenEntraSource {
  if (value === null || Array.isArray(value))
    return refuse(`A constant of Entra is one text; this one is ${showValue(value)}.`);
  const text = typeof value === "boolean" ? BOOLEANS[`${value}`] : String(value);
  const note = typeof value === "string" ? [] : [`The constant ${showValue(value)} becomes the text "${text}".`];
  return written({ type: "Constant", name: text, expression: writeTextToken(text), parameters: [] }, note);
}

const BOOLEANS = { true: "True", false: "False" } as const;

/** The text as it stands, and the tree that it reads as. */
function writeText(text: string, notes: readonly string[] = []): WrittenEntraSource {
  try {
    const node = parseEntra(text);
    const unknown = hasKnownTree(node)
      ? []
      : ["How an export writes this expression as a tree is not known in every part; its text says everything."];
    return written({ ...buildJsonTree(node), expression: text }, [...notes, ...unknown]);
  } catch (error) {
    if (error instanceof ExpressionError) return refuse(`${error.message} (${error.code})`);
    throw error;
  }
}

function written(json: JsonTree, notes: readonly string[]): WrittenEntraSource {
  return { ok: true, json, notes };
}

function writeTable({ attribute, table, otherwise }: TableSource): WrittenEntraSource {
  const source = attribute === "active" ? "[accountEnabled]" : reference(attribute);
  const rest = otherwiseText(otherwise, source);
  const pairs = Object.entries(table).flatMap((pair) => pair.map(writeTextToken));
  if (pairs.length === 0) return refuse("A table without a line cannot become a `Switch`.");
  const notes = [
    "The table becomes a `Switch`, which looks up one value: several values are not looked up one by one.",
    ...(typeof otherwise === "object"
      ? ["Whoever has no value at all gets the table's other value from a `Switch`, and nothing from the table."]
      : []),
    ...(Object.hasOwn(table, "")
      ? ["The line for the empty text holds in a `Switch` for whoever has no value, too."]
      : []),
  ];
  return writeText(`Switch(${[source, rest, ...pairs].join(", ")})`, notes);
}

function otherwiseText(otherwise: TableSource["otherwise"], source: string): string {
  if (otherwise === "drop") return "";
  return otherwise === "keep" ? source : writeTextToken(otherwise.value);
}
