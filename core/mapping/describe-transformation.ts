import type { ClaimCondition, ClaimOperand, ClaimTransformation } from "./claim-transformation.ts";

/** A transformation in words, as Entra's own summary has it: `Extract() after "Finance_"`. */
export function describeTransformation(transformation: ClaimTransformation): string {
  const { function: name } = transformation;
  switch (transformation.function) {
    case "ExtractMailPrefix":
    case "ToLowercase":
    case "ToUppercase":
      return `${name}()`;
    case "Join": {
      const { separator, with: operand } = transformation;
      const between = separator === undefined || separator === "" ? "" : ` and ${quote(separator)} between`;
      return `Join() with ${describeOperand(operand)}${between}`;
    }
    case "Contains":
    case "EndWith":
    case "StartWith":
      return `${name}() ${quote(transformation.value)}, then ${describeOutputs(transformation)}`;
    case "IfEmpty":
      return `IfEmpty() then ${describeOutputs(transformation)}`;
    case "IfNotEmpty":
      return `IfNotEmpty() then ${describeOperand(transformation.output)}`;
    case "Extract": {
      const { after, before } = transformation;
      const places = [
        after === undefined ? [] : `after ${quote(after)}`,
        before === undefined ? [] : `before ${quote(before)}`,
      ];
      return ["Extract()", ...places.flat()].join(" ");
    }
    case "ExtractAlpha":
    case "ExtractNumeric":
      return `${name}() ${transformation.side}`;
    case "Substring": {
      const { start, length } = transformation;
      return `Substring() from ${start}${length === undefined ? " to the end" : `, ${length} characters`}`;
    }
    case "RegexReplace":
      return `RegexReplace() \`${transformation.pattern}\` by ${quote(transformation.replacement)}`;
  }
}

function describeOutputs({
  output,
  otherwise,
}: {
  readonly output: ClaimOperand;
  readonly otherwise?: ClaimOperand;
}): string {
  const one = describeOperand(output);
  return otherwise === undefined ? one : `${one}, else ${describeOperand(otherwise)}`;
}

function describeOperand(operand: ClaimOperand): string {
  return "constant" in operand ? quote(operand.constant) : `attribute \`${operand.attribute}\``;
}

function quote(text: string): string {
  return JSON.stringify(text);
}

/** Whom a condition is about, in words: "for guests in one of 2 groups". */
export function describeCondition({ userType, groups }: Pick<ClaimCondition, "userType" | "groups">): string {
  const who = userType ?? "anybody";
  if (groups === undefined) return `for ${who}`;
  return `for ${who} in ${groups.length === 1 ? "a group" : `one of ${groups.length} groups`}`;
}
