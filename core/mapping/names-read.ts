import { attributesReadIn } from "../expression/names-read.ts";
import { prepareExpression } from "../expression/prepare.ts";
import type { Source } from "./source.ts";

/** The attributes or claims that a source reads. An expression that cannot be read reads none. */
export function namesReadBy(source: Source): readonly string[] {
  switch (source.kind) {
    case "constant":
      return [];
    case "attribute":
    case "table":
      return [source.attribute];
    case "expression": {
      const prepared = prepareExpression(source.dialect, source.text, { log: false });
      return prepared.ok ? attributesReadIn(prepared.tree, source.dialect) : [];
    }
  }
}
