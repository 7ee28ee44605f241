import type { Run } from "../compile.ts";
import type { TemplateNode } from "../tree.ts";
import { isNothing, toText } from "./values.ts";

/** `${source.login}@acme.test`: the parts one after another; what has no value leaves nothing behind. */
export function buildTemplate({ parts }: TemplateNode, runs: readonly Run[]): Run {
  const [first] = runs;
  const [part] = parts;
  if (first !== undefined && part !== undefined && runs.length === 1) {
    return (session) => {
      const value = first(session);
      return isNothing(value) ? "" : toText(value, part);
    };
  }
  return (session) => {
    let text = "";
    for (let index = 0; index < runs.length; index += 1) {
      const value = runs[index]?.(session);
      if (!isNothing(value)) text += typeof value === "string" ? value : toText(value, parts[index] ?? NOWHERE);
    }
    return text;
  };
}

const NOWHERE = { from: 0, to: 0 };
