import type { Dialect } from "../dialect.ts";
import { checkEntra } from "./check.ts";
import { showEntraValue } from "./coerce.ts";
import { parseEntra } from "./parse.ts";
import { printEntra } from "./print.ts";
import { compileEntra } from "./semantics.ts";
import { ENTRA_FUNCTIONS } from "./signatures.ts";

/** Microsoft Entra's provisioning expressions (reference/entra-expressions.md). */
export const entra: Dialect = {
  id: "entra",
  name: "Microsoft Entra",
  parse: parseEntra,
  print: printEntra,
  check: checkEntra,
  compile: compileEntra,
  functions: ENTRA_FUNCTIONS,
  toText: showEntraValue,
};
