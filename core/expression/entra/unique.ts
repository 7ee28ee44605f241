import type { Run } from "../compile.ts";
import { type Effect, ESCROW } from "../value.ts";
import { type Call, callError, type FunctionTable } from "./call.ts";
import { textOf } from "./coerce.ts";

/** What asks for values that nobody has yet (entra-expressions.md, section 2, `SelectUniqueValue`). */
export const UNIQUE_FUNCTIONS: FunctionTable = { SelectUniqueValue: buildUnique };

/**
 * The first value that nobody in the target has: effect `nextUnique` where that was not the first choice. Where all are
 * taken the person waits: effect `escrow`. Rules that give nothing are passed over.
 */
function buildUnique({ node, args, isRoot }: Call): Run {
  if (!isRoot)
    throw callError("EXPRESSION_WRONG_CONTEXT", "`SelectUniqueValue` stands at the top of an expression only.", node);
  const rules = args.filter((run) => run !== undefined);
  return (session) => {
    const { input, effects } = session;
    const { isTaken } = input;
    if (isTaken === undefined) throw callError("EXPRESSION_NO_TARGET", NO_TARGET, node);
    let refused = 0;
    for (const rule of rules) {
      const value = textOf(rule(session), node) ?? "";
      const isFree = value !== "" && !isTaken(value);
      if (isFree) return chosen(value, refused, effects);
      if (value !== "") refused += 1;
    }
    return refused === 0 ? undefined : ESCROW;
  };
}

const NO_TARGET =
  "`SelectUniqueValue` asks the target who has a value, while provisioning makes an account there: a login, a claim and a lone expression have no target to ask.";

function chosen(value: string, refused: number, effects: Effect[]): string {
  if (refused > 0) effects.push("nextUnique");
  return value;
}
