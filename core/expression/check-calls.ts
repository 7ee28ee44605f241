import type { Finding, FunctionSignature, ParameterType } from "./dialect.ts";
import { nearestFunction } from "./nearest-function.ts";
import { type CallNode, isGiven, type MethodNode, type Node } from "./tree.ts";

/** A call of a name that no function has, with the nearest that there is. */
export function unknownFunction({ name, nameSpan }: CallNode | MethodNode, known: Iterable<string>): Finding {
  const near = nearestFunction(name, known);
  return {
    code: "EXPRESSION_UNKNOWN_FUNCTION",
    severity: "error",
    from: nameSpan.from,
    to: nameSpan.to,
    message: `There is no function \`${name}\`${near === undefined ? "." : `; did you mean \`${near}\`?`}`,
    ...(near === undefined ? {} : { instead: near }),
  };
}

/**
 * Whether a call has as many slots as its function takes. A slot that was left empty counts as a slot; trailing empty
 * slots beyond the last parameter are let through, as Entra does.
 */
export function checkArity(node: CallNode | MethodNode, signature: FunctionSignature): readonly Finding[] {
  const given = slotsOf(node);
  const { parameters } = signature;
  const least = leastArguments(signature);
  const most = parameters.some(({ repeats }) => repeats === true) ? Number.POSITIVE_INFINITY : parameters.length;
  if (given >= least && given <= most) return [];
  const message = `\`${signature.name}\` takes ${countInWords(least, most)}, and ${given} ${given === 1 ? "is" : "are"} given: ${describeSignature(signature)}.`;
  return [{ code: "EXPRESSION_WRONG_ARITY", severity: "error", from: node.from, to: node.to, message }];
}

/** A call as it is written down: `Mid(source, start, length)`; optional ones with `?`, repeating ones with `…`. */
export function describeSignature({ name, parameters }: FunctionSignature): string {
  const shown = parameters.map(
    (parameter) => `${parameter.name}${parameter.optional === true ? "?" : ""}${parameter.repeats === true ? "…" : ""}`,
  );
  return `${name}(${shown.join(", ")})`;
}

/** Literal arguments, and results of known functions, of a type that the parameter can never take. */
export function checkArgumentTypes(
  node: CallNode | MethodNode,
  signature: FunctionSignature,
  typeOf: (node: Node) => ParameterType,
  isTaken: (found: ParameterType, wanted: ParameterType) => boolean,
): readonly Finding[] {
  return node.args.flatMap((argument, index): readonly Finding[] => {
    const parameter = signature.parameters[Math.min(index, signature.parameters.length - 1)];
    if (parameter === undefined || !isGiven(argument)) return [];
    const found = typeOf(argument);
    if (found === "any" || parameter.type === "any" || found === parameter.type || isTaken(found, parameter.type))
      return [];
    const message = `\`${signature.name}\` takes ${inWords(parameter.type)} as \`${parameter.name}\`; ${describeFound(argument, found)}.`;
    return [{ code: "EXPRESSION_TYPE_CLASH", severity: "error", from: argument.from, to: argument.to, message }];
  });
}

/** The number of slots, without the empty ones at the end. */
function slotsOf({ args }: CallNode | MethodNode): number {
  return args.findLastIndex(isGiven) + 1;
}

function leastArguments({ parameters }: FunctionSignature): number {
  return parameters.findLastIndex(({ optional }) => optional !== true) + 1;
}

function countInWords(least: number, most: number): string {
  if (most === Number.POSITIVE_INFINITY) return `at least ${least} ${least === 1 ? "argument" : "arguments"}`;
  if (least === most) return least === 0 ? "no argument" : `${least} ${least === 1 ? "argument" : "arguments"}`;
  return `${least} to ${most} arguments`;
}

/** What an admin sees of an argument that cannot be taken: the constant itself, where it is one. */
function describeFound(argument: Node, found: ParameterType): string {
  const isText = argument.kind === "literal" && typeof argument.value === "string";
  return isText ? `${JSON.stringify(argument.value)} is none` : `this is ${inWords(found)}`;
}

function inWords(type: ParameterType): string {
  if (type === "moment") return "a date or a time, such as 2020-03-16 or 3/16/2020 7:00:00 AM,";
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}
