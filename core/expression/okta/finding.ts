import type { CheckContext, Finding } from "../dialect.ts";
import type { Span } from "../expression-error.ts";
import type { Node } from "../tree.ts";
import type { OktaLanguage } from "./language.ts";

/** Where a node stands, for the rules of the check. */
export interface Scope {
  readonly language: OktaLanguage;
  readonly context: CheckContext;
  /** In a condition: before a `?`, or anywhere in a group rule. */
  readonly inCondition: boolean;
  /** In a branch that some condition guards. */
  readonly guarded: boolean;
  /** In what holds otherwise of `? :`: a further link of a chain. */
  readonly inChain: boolean;
  /** In a projection, where names are members of the element. */
  readonly inElement: boolean;
}

/** One rule of the check: what it finds about one node. */
export type Rule = (node: Node, scope: Scope) => readonly Finding[];

/** It cannot work. */
export function error(code: string, span: Span, message: string, instead?: string): Finding {
  return finding("error", code, span, message, instead);
}

/** It works, but hardly as meant. */
export function warning(code: string, span: Span, message: string, instead?: string): Finding {
  return finding("warning", code, span, message, instead);
}

/** How Okta behaves here. */
export function info(code: string, span: Span, message: string, instead?: string): Finding {
  return finding("info", code, span, message, instead);
}

function finding(
  severity: Finding["severity"],
  code: string,
  { from, to }: Span,
  message: string,
  instead: string | undefined,
): Finding {
  return { code, severity, from, to, message, ...(instead === undefined ? {} : { instead }) };
}
