import { prepareExpression } from "../expression/prepare.ts";
import type { Source } from "./source.ts";

/**
 * Tells whether a source asks the target for a value that nobody has: Entra's `SelectUniqueValue`, which stands at the top
 * of an expression only.
 */
export function asksForUniqueValue(source: Source): boolean {
  if (source.kind !== "expression" || source.dialect !== "entra") return false;
  const known = asking.get(source);
  if (known !== undefined) return known;
  const { tree } = prepareExpression(source.dialect, source.text, { log: false });
  const asks = tree?.kind === "call" && tree.name.toLowerCase() === "selectuniquevalue";
  asking.set(source, asks);
  return asks;
}

/** Settings are never changed in place. */
const asking = new WeakMap<Source, boolean>();
