import type { ExpressionLanguage } from "../../core/contract/expression-results.ts";

export type Signature = ExpressionLanguage["functions"][number];

/** A function as it is called: `Join(separator, source, …)`; of a method its value before: `text.length()`. */
export function showCall({ name, on, parameters }: Signature): string {
  const shown = parameters.map((parameter) => {
    const text = parameter.repeats === true ? `${parameter.name}, …` : parameter.name;
    return parameter.optional === true ? `[${text}]` : text;
  });
  return `${on === undefined ? "" : `${on === "object" ? "user" : on}.`}${name}(${shown.join(", ")})`;
}

/** The same with the types of what goes in and comes out. */
export function showSignature(signature: Signature): string {
  const types = signature.parameters.map(({ name, type }) => `${name}: ${type}`).join(", ");
  return `${types === "" ? "nothing" : types} → ${signature.result}`;
}

const CERTAINTIES: Readonly<Record<Signature["certainty"], string>> = {
  documented: "documented",
  example: "known from a documented example",
  json: "seen in exported settings",
  inferred: "inferred: not documented",
  memory: "from memory: to be checked",
};

/** How sure the fact is, and where it is from. */
export function showOrigin({ certainty, source, legacy }: Signature): string {
  return `${legacy === true ? "No longer used by the product. " : ""}${CERTAINTIES[certainty]} (${source})`;
}

/** The function of this name, as it stands in an expression: case does not count, and of a method the name alone is given. */
export function findSignature({ functions }: ExpressionLanguage, name: string): Signature | undefined {
  const wanted = name.toLowerCase();
  return (
    functions.find((each) => each.name.toLowerCase() === wanted) ??
    functions.find((each) => each.name.toLowerCase().endsWith(`.${wanted}`))
  );
}
