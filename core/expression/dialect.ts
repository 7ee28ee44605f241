import { z } from "zod";
import type { Run } from "./compile.ts";
import type { Span } from "./expression-error.ts";
import type { Node } from "./tree.ts";
import type { ExpressionValue } from "./value.ts";

/**
 * The languages: Entra's provisioning expressions; Okta's classic expression language; the method style of Okta's
 * Identity Engine; Okta's username templates (`${fn:…}`).
 */
export const dialectIdSchema = z.enum(["entra", "okta", "okta-ie", "okta-template"]);

export type DialectId = z.infer<typeof dialectIdSchema>;

/** Everything that a language is. */
export interface Dialect {
  readonly id: DialectId;
  /** Its name for people. */
  readonly name: string;
  /** Reads a text. An ExpressionError with its span where it cannot be read. */
  parse(text: string): Node;
  /** Writes a tree; `parse` of it gives the same tree but for the spans. */
  print(node: Node): string;
  /** What can be told without any person. */
  check(node: Node, context: CheckContext): readonly Finding[];
  /** Makes a tree ready to run. The settings are those of {@link ExpressionSettings}. */
  compile(node: Node, options: CompileOptions): Run;
  /** What it knows to call: for completion, hover texts, arity and types. */
  readonly functions: readonly FunctionSignature[];
  /** A result as an attribute's value; lists stay lists, a moment is written as this language writes it. */
  toText(value: ExpressionValue): string;
}

/** Where an expression stands: not everything may be used everywhere. */
export const expressionPlaceSchema = z.enum([
  "mapping",
  "matching",
  "scoping",
  "claim",
  "groupRule",
  "userName",
  "objectFilter",
]);

export type ExpressionPlace = z.infer<typeof expressionPlaceSchema>;

/** What the check may know. */
export interface CheckContext {
  readonly place: ExpressionPlace;
  /** The names of the source's attributes; absent: not known, so that no name is called unknown. */
  readonly attributes?: readonly string[];
  /** There may be others: a name that is like none of `attributes` is a warning then, and counts as absent. */
  readonly attributesMayBeMore?: boolean;
  /** Roots beside the language's own, such as an application's instance name. */
  readonly roots?: readonly string[];
  /** Whether the target takes many values; absent: not known. */
  readonly targetHoldsMany?: boolean;
}

/** Something that a check found. */
export interface Finding extends Span {
  /** Stable, such as `EXPRESSION_UNKNOWN_FUNCTION`. */
  readonly code: string;
  /** `error`: it cannot work. `warning`: it works, but hardly as meant. `info`: how the product behaves here. */
  readonly severity: "error" | "warning" | "info";
  readonly message: string;
  /** What could stand there instead: for "did you mean". */
  readonly instead?: string;
}

/** Where the products' documentation is silent or contradicts itself: how it is taken here. Every one may be changed. */
export const expressionSettingsSchema = z.strictObject({
  /** Entra's known bug: in a delta cycle a `Switch` whose own source did not change writes null. */
  entraSwitchDelta: z.exactOptional(z.boolean()),
  /**
   * Entra: which of several app roles `SingleAppRoleAssignment` takes. Microsoft guarantees none: one is drawn each time,
   * unless it is to be the first or the last that the application publishes.
   */
  entraSingleRole: z.exactOptional(z.enum(["first", "last"])),
  /** Entra: what the name of an app role is where a single text is wanted. Absent: its value. */
  entraRoleName: z.exactOptional(z.literal("displayName")),
  /** Okta: what null is when it is added to a text. `spel`: the text `null`, as SpEL does; `empty`: nothing. */
  oktaNullInText: z.exactOptional(z.enum(["spel", "empty"])),
  /** Okta: `==` between a text and a number. `error`: a type clash, as older versions of SpEL; `unequal`: false, as newer ones. */
  oktaMixedEquality: z.exactOptional(z.enum(["error", "unequal"])),
  /** Okta: `String.substring` beyond the end. `error`, as Java does; `clamp`: what there is. */
  oktaSubstring: z.exactOptional(z.enum(["error", "clamp"])),
});

export type ExpressionSettings = z.infer<typeof expressionSettingsSchema>;

/** How a tree is compiled. */
export interface CompileOptions {
  /** Whether each sub-expression's value is noted. */
  readonly log: boolean;
  readonly settings?: ExpressionSettings;
}

/** How sure a fact is: documented, only by a documented example, seen in JSON, inferred, from memory. */
export type Certainty = "documented" | "example" | "json" | "inferred" | "memory";

/** A function as it can be called. */
export interface FunctionSignature {
  /** As it is written, with its dots; of a method the name alone. */
  readonly name: string;
  /** For a method: the type that it is called on. */
  readonly on?: ParameterType;
  readonly parameters: readonly Parameter[];
  readonly result: ParameterType;
  /** One sentence. */
  readonly summary: string;
  readonly certainty: Certainty;
  /** Where the fact is from: a file of the reference and its section. */
  readonly source: string;
  /** A name that the product itself no longer uses. */
  readonly legacy?: boolean;
}

/** A type as far as a check can tell. */
export type ParameterType = "any" | "text" | "number" | "boolean" | "moment" | "list" | "object" | "attribute";

/** One parameter. */
export interface Parameter {
  readonly name: string;
  readonly type: ParameterType;
  readonly optional?: boolean;
  /** The last parameter, or the last two (`Switch`): as often as one likes. */
  readonly repeats?: boolean;
}
