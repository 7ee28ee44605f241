import type { ClaimOperand, ClaimTransformation } from "./claim-transformation.ts";
import { replaceByPattern } from "./replace-by-pattern.ts";

/** What a transformation may ask beside its input. */
export interface TransformContext {
  /** The first value of an attribute as text; undefined where there is none. */
  readonly read: (attribute: string) => string | undefined;
  /** The claim is the NameID, for which Join leaves out the domain of its input. */
  readonly isNameId: boolean;
}

/** What came out of one value. */
export interface Transformed {
  /** Absent: nothing. Never empty. */
  readonly value?: string;
  /** What somebody who reads the trace has to know, such as what the documentation leaves open; a sentence. */
  readonly note?: string;
  /** Why nothing could be worked out. */
  readonly problem?: string;
}

type Of<Name extends ClaimTransformation["function"]> = Extract<ClaimTransformation, { function: Name }>;

/**
 * Carries out one of Entra's claim transformations on one value; an empty text counts as none (reference: idp-claims.md,
 * "Claim transforms"). What the documentation leaves open is said in the note of whatever it touches.
 */
export function transformValue(
  transformation: ClaimTransformation,
  input: string | undefined,
  context: TransformContext,
): Transformed {
  switch (transformation.function) {
    case "IfEmpty":
      return input === undefined ? give(transformation.output, context) : give(transformation.otherwise, context);
    case "IfNotEmpty":
      return input === undefined ? {} : give(transformation.output, context);
    case "Contains":
    case "EndWith":
    case "StartWith":
      return compare(transformation, input, context);
    case "RegexReplace":
      return input === undefined ? noMatch(transformation, context) : replace(transformation, input, context);
    default:
      return input === undefined ? {} : transformText(transformation, input, context);
  }
}

function transformText(
  transformation: Exclude<
    ClaimTransformation,
    Of<"IfEmpty" | "IfNotEmpty" | "Contains" | "EndWith" | "StartWith" | "RegexReplace">
  >,
  input: string,
  context: TransformContext,
): Transformed {
  switch (transformation.function) {
    case "ExtractMailPrefix":
      return extractMailPrefix(input);
    case "Join":
      return join(transformation, input, context);
    case "ToLowercase":
      return inCase(input, input.toLowerCase());
    case "ToUppercase":
      return inCase(input, input.toUpperCase());
    case "Extract":
      return extract(transformation, input);
    case "ExtractAlpha":
      return extractRun(input, transformation.side, { is: isLetter, what: "letters" });
    case "ExtractNumeric":
      return extractRun(input, transformation.side, { is: isDigit, what: "digits" });
    case "Substring":
      return substring(transformation, input);
  }
}

/** An operand's value; nothing where there is no operand. */
function give(operand: ClaimOperand | undefined, { read }: TransformContext): Transformed {
  if (operand === undefined) return {};
  return asValue("constant" in operand ? operand.constant : read(operand.attribute));
}

function asValue(value: string | undefined, note?: string): Transformed {
  const noted = note === undefined ? {} : { note };
  return value === undefined || value === "" ? noted : { value, ...noted };
}

function inCase(input: string, value: string): Transformed {
  if (input.length === value.length) return { value };
  return { value, note: "A letter became two, which the documentation leaves open." };
}

/** Before the last `@`, so that a quoted one in front stays. */
function extractMailPrefix(input: string): Transformed {
  const at = input.lastIndexOf("@");
  if (at >= 0) return asValue(input.slice(0, at));
  return { value: input, note: "There is no `@`: the whole value is taken, which the documentation leaves open." };
}

function join({ separator = "", with: operand }: Of<"Join">, input: string, context: TransformContext): Transformed {
  const { value: second } = give(operand, context);
  if (second === undefined)
    return { note: "What it is joined with is empty: nothing comes out, which the documentation leaves open." };
  const at = input.lastIndexOf("@");
  if (!context.isNameId || at < 0) return { value: `${input}${separator}${second}` };
  const note = `For a NameID the domain \`${input.slice(at + 1)}\` is left out first.`;
  return { value: `${input.slice(0, at)}${separator}${second}`, note };
}

/** Where there is nothing to compare. */
function noMatch({ otherwise }: { readonly otherwise?: ClaimOperand }, context: TransformContext): Transformed {
  if (otherwise === undefined) return {};
  const note = "The input is empty: that is taken for no match, which the documentation leaves open.";
  return { ...give(otherwise, context), note };
}

type Comparison = Of<"Contains" | "EndWith" | "StartWith">;

const COMPARES: Readonly<Record<Comparison["function"], (text: string, part: string) => boolean>> = {
  Contains: (text, part) => text.includes(part),
  EndWith: (text, part) => text.endsWith(part),
  StartWith: (text, part) => text.startsWith(part),
};

function compare(comparison: Comparison, input: string | undefined, context: TransformContext): Transformed {
  const { function: name, value, output, otherwise } = comparison;
  if (input === undefined) return noMatch(comparison, context);
  const holds = COMPARES[name];
  if (holds(input, value)) return give(output, context);
  const came = give(otherwise, context);
  if (!holds(input.toLowerCase(), value.toLowerCase())) return came;
  return { ...came, note: "It would hold if case did not count, which the documentation leaves open." };
}

const LEAVES_OPEN = "nothing comes out, which the documentation leaves open.";

/** What lies behind the first place of `after`, and before the next of `before`. */
function extract({ after, before }: Of<"Extract">, input: string): Transformed {
  const place = after === undefined ? 0 : input.indexOf(after);
  if (place < 0) return { note: `\`${after}\` is not in it: ${LEAVES_OPEN}` };
  const from = place + (after ?? "").length;
  const to = before === undefined ? input.length : input.indexOf(before, from);
  return to < 0 ? { note: `\`${before}\` is not in it: ${LEAVES_OPEN}` } : asValue(input.slice(from, to));
}

interface RunOf {
  readonly is: (character: string) => boolean;
  readonly what: string;
}

/** The characters of a kind at the beginning or at the end. */
function extractRun(input: string, side: "prefix" | "suffix", { is, what }: RunOf): Transformed {
  const characters = [...input];
  const other = (character: string): boolean => !is(character);
  const first = characters.findIndex(other);
  if (first < 0) return { value: input };
  const found = side === "prefix" ? characters.slice(0, first) : characters.slice(characters.findLastIndex(other) + 1);
  if (found.length === 0)
    return { note: `It has no ${what} at its ${side === "prefix" ? "beginning" : "end"}: ${LEAVES_OPEN}` };
  const beyond = found.some((character) => character > "\u007f");
  return asValue(
    found.join(""),
    beyond ? "Letters beyond A to Z count, which the documentation leaves open." : undefined,
  );
}

function isLetter(character: string): boolean {
  return /^\p{L}$/u.test(character);
}

function isDigit(character: string): boolean {
  return character >= "0" && character <= "9";
}

/** The first character has the place 0, unlike with `Mid` in provisioning. */
function substring({ start, length }: Of<"Substring">, input: string): Transformed {
  if (start >= input.length) return { note: `It has ${input.length} characters: ${LEAVES_OPEN}` };
  if (length === undefined) return { value: input.slice(start) };
  const isShort = start + length > input.length;
  const note = "It is shorter than that: what there is is taken, which the documentation leaves open.";
  return asValue(input.slice(start, start + length), isShort ? note : undefined);
}

/** Without a match the value stays as it is, unless another is said. */
function replace(transformation: Of<"RegexReplace">, input: string, context: TransformContext): Transformed {
  const { pattern, replacement, parameters = [], otherwise } = transformation;
  const replaced = replaceByPattern(pattern, replacement, input, (name) =>
    parameters.includes(name) ? (context.read(name) ?? "") : undefined,
  );
  if ("problem" in replaced) return replaced;
  if (replaced.text !== undefined) return asValue(replaced.text, replaced.note);
  return otherwise === undefined
    ? { value: input, note: "The pattern does not match: the value stays as it is." }
    : { ...give(otherwise, context), note: "The pattern does not match: the other attribute is sent." };
}
