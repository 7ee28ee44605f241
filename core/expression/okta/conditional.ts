import type { Run } from "../compile.ts";
import type { ConditionalNode } from "../tree.ts";
import { truthOf } from "./arithmetic.ts";
import { isNothing } from "./values.ts";

/** `c ? a : b`, and Elvis: `a ?: b` is b where a is null or an empty text (okta-expressions.md, section 1). */
export function buildConditional(node: ConditionalNode, condition: Run, then: Run | undefined, otherwise: Run): Run {
  if (then === undefined) {
    return (session) => {
      const value = condition(session);
      return isNothing(value) || value === "" ? otherwise(session) : value;
    };
  }
  const at = node.condition;
  return (session) => (truthOf(condition(session), at) ? then(session) : otherwise(session));
}
