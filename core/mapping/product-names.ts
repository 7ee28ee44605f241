import type { AttributeValue } from "../attribute-value.ts";
import type { DialectId } from "../expression/dialect.ts";
import type { Lookup } from "./source-result.ts";

/** What a product calls the three things that every person here has; computed ones are made from them. */
const BUILT_IN: Readonly<Record<DialectId, Readonly<Record<string, (lookup: Lookup) => AttributeValue | undefined>>>> =
  {
    entra: {
      userPrincipalName: (lookup) => lookup("userName"),
      originalUserPrincipalName: (lookup) => lookup("userName"),
      objectId: (lookup) => lookup("id"),
      accountEnabled: (lookup) => lookup("active"),
      // Entra computes it: unassigned, filtered out, soft-deleted or disabled (reference: entra-expressions.md, section 3).
      IsSoftDeleted: (lookup) => (lookup("active") === false ? "True" : "False"),
    },
    okta: { login: (lookup) => lookup("userName") },
    "okta-ie": { login: (lookup) => lookup("userName") },
    "okta-template": { login: (lookup) => lookup("userName") },
  };

/** The names that a language knows for everybody, whatever attributes they have. */
export function builtInNames(dialect: DialectId): readonly string[] {
  return ["id", "userName", "active", ...Object.keys(BUILT_IN[dialect])];
}

/** Reads an attribute by the name that a product has for it. An attribute of that very name goes first. */
export function lookupByProductName(dialect: DialectId, name: string, lookup: Lookup): AttributeValue | undefined {
  const own = lookup(name);
  if (own !== undefined) return own;
  const names = BUILT_IN[dialect];
  return Object.hasOwn(names, name) ? names[name]?.(lookup) : undefined;
}
