import { compileTree, type Run, type Semantics } from "../compile.ts";
import type { CompileOptions } from "../dialect.ts";
import type { Node, OperationNode } from "../tree.ts";
import { buildAdd } from "./add.ts";
import { buildArithmetic, buildLogic, buildMatches, buildNegation } from "./arithmetic.ts";
import { compileCall, compileMethod } from "./calls.ts";
import { buildIndex, buildList, buildMap, buildProjection } from "./collections.ts";
import { buildEquality, buildOrder } from "./compare.ts";
import { buildConditional } from "./conditional.ts";
import type { OktaLanguage } from "./language.ts";
import { compileMember, compileReference, insideElement } from "./references.ts";
import { buildTemplate } from "./template-text.ts";

/** Makes a tree of one of Okta's languages ready to run. */
export function compileOkta(node: Node, language: OktaLanguage, options: CompileOptions): Run {
  return compileTree(node, createSemantics(language, options), options);
}

function createSemantics(language: OktaLanguage, options: CompileOptions): Semantics {
  const settings = options.settings ?? {};
  const compile = (node: Node) => compileOkta(node, language, options);
  const context = { language, settings, compile };
  return {
    literal:
      ({ value }) =>
      () =>
        value,
    reference: (node) => compileReference(node, language),
    member: (node, of) => compileMember(node, of, language),
    call: (node, args) => compileCall(node, args, context),
    method: (node, of, args) => compileMethod(node, of, args, context),
    operation: (node, left, right) => compileOperation(node, left, right, options),
    negation: (node, of) => buildNegation(node, of),
    conditional: (node, condition, then, otherwise) => buildConditional(node, condition, then, otherwise),
    list: (node, items) => buildList(node, items, options),
    map: (node, entries) => buildMap(node, entries, options),
    index: (node, of, index) => buildIndex(node, of, index),
    template: (node, parts) => buildTemplate(node, parts),
    projection: (node, of) => buildProjection(node, of, (each) => compileOkta(each, insideElement(language), options)),
  };
}

function compileOperation(node: OperationNode, left: Run, right: Run, { settings = {} }: CompileOptions): Run {
  switch (node.operator) {
    case "+":
      return buildAdd(node, left, right, settings);
    case "=":
    case "<>":
      return buildEquality(node, left, right, settings);
    case "and":
    case "or":
      return buildLogic(node, left, right);
    case "matches":
      return buildMatches(node, left, right);
    case "-":
    case "*":
    case "/":
    case "%":
      return buildArithmetic(node, left, right);
    default:
      return buildOrder(node, left, right);
  }
}
