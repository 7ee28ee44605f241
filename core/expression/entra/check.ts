import type { CheckContext, Finding } from "../dialect.ts";
import type { Node } from "../tree.ts";
import { checkArguments } from "./check-arguments.ts";
import { checkBranches } from "./check-branches.ts";
import { checkConstants } from "./check-constants.ts";
import { checkContext, checkRoot } from "./check-context.ts";
import { checkNames } from "./check-names.ts";
import { checkProduct, checkUndocumented } from "./check-product.ts";
import { type Rule, standingsOf } from "./findings.ts";

const RULES: readonly Rule[] = [checkNames, checkArguments, checkConstants, checkContext, checkBranches, checkProduct];

/**
 * What can be told of an Entra expression without any person, in the order of the text: names, slots, types, what may
 * not stand where it stands, branches that are never taken, and where Microsoft's documentation warns or is silent.
 */
export function checkEntra(root: Node, context: CheckContext): readonly Finding[] {
  const found = [...standingsOf({ node: root })].flatMap((standing) =>
    RULES.flatMap((rule) => rule(standing, context)),
  );
  return [...checkRoot(root, context), ...found, ...checkUndocumented(root)].sort(
    (one, other) => one.from - other.from,
  );
}
