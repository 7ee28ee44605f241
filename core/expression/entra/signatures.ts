import type { FunctionSignature } from "../dialect.ts";
import { DATE_SIGNATURES } from "./date-signatures.ts";
import { LOGIC_SIGNATURES } from "./logic-signatures.ts";
import { ROLE_SIGNATURES } from "./role-signatures.ts";
import { TEXT_SIGNATURES } from "./text-signatures.ts";

/**
 * Every function of Entra's provisioning expressions: the 43 of the reference page, `AssertiveAppRoleAssignmentsComplex`,
 * and four legacy names (entra-expressions.md, section 2).
 */
export const ENTRA_FUNCTIONS: readonly FunctionSignature[] = [
  ...TEXT_SIGNATURES,
  ...LOGIC_SIGNATURES,
  ...DATE_SIGNATURES,
  ...ROLE_SIGNATURES,
];

const BY_NAME: ReadonlyMap<string, FunctionSignature> = new Map(
  ENTRA_FUNCTIONS.map((signature) => [signature.name.toLowerCase(), signature]),
);

/** The function of a name, its case aside; undefined where there is none. */
export function findFunction(name: string): FunctionSignature | undefined {
  return BY_NAME.get(name.toLowerCase());
}

/** The right spelling of a function's name, its case aside; undefined where there is no such function. */
export function spellFunction(name: string): string | undefined {
  return findFunction(name)?.name;
}
