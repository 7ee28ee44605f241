import type { AttributePath } from "./attribute-path.ts";
import type { ScimAttribute } from "./schema.ts";

/** How a value is compared (RFC 7644, section 3.4.2.2, table 3). */
export type ComparisonOperator = "eq" | "ne" | "co" | "sw" | "ew" | "gt" | "ge" | "lt" | "le";

/** What a comparison is made with: a JSON value that is not complex. */
export type ComparisonValue = string | number | boolean | null;

/**
 * A filter as a tree (RFC 7644, section 3.4.2.2). Its names are found in the schema already, so that a filter that was
 * parsed can be asked of any number of resources.
 */
export type Filter =
  | { readonly kind: "and" | "or"; readonly left: Filter; readonly right: Filter }
  | { readonly kind: "not"; readonly filter: Filter }
  | { readonly kind: "present"; readonly path: AttributePath }
  | {
      readonly kind: "compare";
      readonly path: AttributePath;
      readonly operator: ComparisonOperator;
      readonly value: ComparisonValue;
    }
  /** `emails[type eq "work" and value co "@example.com"]`: one value of the attribute meets all of it. */
  | { readonly kind: "value"; readonly path: AttributePath; readonly filter: ValueFilter };

/** A filter over the sub-attributes of one value; over a simple value, `value` is the value itself. */
export type ValueFilter =
  | { readonly kind: "and" | "or"; readonly left: ValueFilter; readonly right: ValueFilter }
  | { readonly kind: "not"; readonly filter: ValueFilter }
  | { readonly kind: "present"; readonly sub: ScimAttribute }
  | {
      readonly kind: "compare";
      readonly sub: ScimAttribute;
      readonly operator: ComparisonOperator;
      readonly value: ComparisonValue;
    };
