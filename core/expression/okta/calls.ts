import { checkArity } from "../check-calls.ts";
import type { Run } from "../compile.ts";
import type { ExpressionSettings, Finding, FunctionSignature, ParameterType } from "../dialect.ts";
import { ExpressionError } from "../expression-error.ts";
import { type CallNode, isGiven, type MethodNode, type Node } from "../tree.ts";
import { type ExpressionValue, typeOf } from "../value.ts";
import { isUser, type OktaLanguage, type OktaMethod } from "./language.ts";
import type { OktaFunction, Site } from "./site.ts";
import { unknownName } from "./unknown-name.ts";
import { describe, fail, isNothing } from "./values.ts";

/** What calls are compiled with. */
export interface CallContext {
  readonly language: OktaLanguage;
  readonly settings: ExpressionSettings;
  compile(node: Node): Run;
}

type ArgumentRuns = readonly (Run | undefined)[];

/** `String.len(…)`. An ExpressionError where there is no such function, or with too many or too few arguments. */
export function compileCall(node: CallNode, args: ArgumentRuns, context: CallContext): Run {
  const found = context.language.functions.get(node.name) ?? refuse(unknownName(node, context.language));
  return buildFunction(node, args, found, context);
}

/** `user.getGroups(…)`, `'a'.toUpperCase()`. An ExpressionError as for {@link compileCall}. */
export function compileMethod(node: MethodNode, of: Run, args: ArgumentRuns, context: CallContext): Run {
  const { methods, userMethods } = context.language;
  if (isUser(node.of, context.language)) {
    const found = userMethods.get(node.name) ?? refuse(unknownName(node, context.language));
    return buildFunction(node, args, found, context);
  }
  const method = methods.get(node.name) ?? refuse(unknownName(node, context.language));
  refuseArity(node, method.signatures);
  const site = siteOf(node, [node.of, ...node.args.filter(isGiven)], context);
  return method.build([readReceiver(of, node, method), ...args.filter(isRun)], site);
}

function buildFunction(
  node: CallNode | MethodNode,
  args: ArgumentRuns,
  found: OktaFunction,
  context: CallContext,
): Run {
  refuseArity(node, [found.signature]);
  return found.build(args.filter(isRun), siteOf(node, node.args.filter(isGiven), context));
}

function siteOf({ name, from, to }: CallNode | MethodNode, args: readonly Node[], context: CallContext): Site {
  return { name, from, to, args, settings: context.settings, compile: context.compile };
}

/** What a method is called on. Null has no methods, and a text has none of a list's. */
function readReceiver(of: Run, node: MethodNode, { on }: OktaMethod): Run {
  const types: ReadonlySet<string> = new Set(on);
  return (session) => {
    const value = of(session);
    return types.has(typeOf(value)) ? value : refuseReceiver(value, node, on);
  };
}

function refuseReceiver(value: ExpressionValue, { name, nameSpan }: MethodNode, on: readonly ParameterType[]): never {
  if (isNothing(value)) {
    const message = `\`${name}\` cannot be called on null: what stands before the dot has no value.`;
    return fail("EXPRESSION_PROPERTY_OF_NULL", message, nameSpan);
  }
  const message = `\`${name}\` is called on a ${on.join(" or a ")}; this is ${describe(value)}.`;
  return fail("EXPRESSION_TYPE_CLASH", message, nameSpan);
}

function refuseArity(node: CallNode | MethodNode, signatures: readonly FunctionSignature[]): void {
  const findings = signatures.map((signature) => checkArity(node, signature));
  const [first] = findings;
  if (findings.every((each) => each.length > 0) && first?.[0] !== undefined) refuse(first[0]);
}

function refuse({ code, message, from, to }: Finding): never {
  throw new ExpressionError(code, message, { from, to });
}

function isRun(run: Run | undefined): run is Run {
  return run !== undefined;
}
