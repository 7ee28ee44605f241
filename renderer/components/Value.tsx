import type { AttributeValue } from "../../core/contract/model.ts";
import "./value.css";

/** A value as it is, in words where there is nothing to see: absent, null and empty are three different things. */
export function Value({ value }: { value: AttributeValue | undefined }) {
  const word = wordFor(value);
  if (word !== undefined) return <span className="value-word">{word}</span>;
  if (Array.isArray(value)) return <span className="value">{value.join(", ")}</span>;
  return <span className="value">{String(value)}</span>;
}

function wordFor(value: AttributeValue | undefined): string | undefined {
  if (value === undefined) return "absent";
  if (value === null) return "null";
  if (value === "") return "empty text";
  return Array.isArray(value) && value.length === 0 ? "empty list" : undefined;
}
