import type { EvaluationInput } from "../../input.ts";

/** What an attribute of the person may hold. */
export type AttributeValue = Exclude<ReturnType<EvaluationInput["attribute"]>, undefined>;

/** Attributes by name. */
export type Attributes = Readonly<Record<string, AttributeValue>>;

/** What an expression gives, or the code of the error that its evaluation, or its reading, ends with. */
export type Expected = AttributeValue | { readonly error: string };

/** Which of the six sides of a function a case shows. */
export type Side = "normal" | "null" | "empty" | "many" | "boundary" | "error";

/**
 * One case: the side, the expression, what comes out, and where the fact is from: a section of okta-expressions.md with
 * its tag (D documented, E by example, I inferred, M from memory), or what the inference stands on.
 */
export type Case = readonly [Side, string, Expected, string];

/** Cases by function, under the name that the language knows it by; of a method the name alone. */
export type Cases = Readonly<Record<string, readonly Case[]>>;
