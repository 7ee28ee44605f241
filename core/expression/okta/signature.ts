import type { Certainty, FunctionSignature, Parameter, ParameterType } from "../dialect.ts";

const SECTION = "okta-expressions.md";

/** What is the same for many functions. */
export interface Fact {
  readonly section: string;
  readonly certainty: Certainty;
}

/**
 * A signature in short form: parameters as `name:type`, separated by blanks; behind the name `?` stands for optional, `…`
 * for once or more, `*` for any number of times (`key*:text`).
 */
export function signatureOf(
  name: string,
  parameters: string,
  result: ParameterType,
  summary: string,
  { section, certainty }: Fact,
): FunctionSignature {
  const source = `${SECTION}, section ${section}`;
  return { name, parameters: parseParameters(parameters), result, summary, certainty, source };
}

function parseParameters(text: string): readonly Parameter[] {
  return text === "" ? [] : text.split(" ").map(parseParameter);
}

function parseParameter(text: string): Parameter {
  const [name = "", type = "any"] = text.split(":");
  const optional = name.endsWith("?") || name.endsWith("*");
  const repeats = name.endsWith("…") || name.endsWith("*");
  const plain = optional || repeats ? name.slice(0, -1) : name;
  return { name: plain, type: asType(type), ...(optional ? { optional } : {}), ...(repeats ? { repeats } : {}) };
}

const TYPES: ReadonlySet<string> = new Set([
  ...["any", "text", "number", "boolean", "moment", "list", "object", "attribute"],
]);

function asType(type: string): ParameterType {
  if (!isType(type)) throw new TypeError(`There is no type ${type}.`);
  return type;
}

function isType(type: string): type is ParameterType {
  return TYPES.has(type);
}
