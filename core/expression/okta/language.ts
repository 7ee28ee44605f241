import type { Run } from "../compile.ts";
import type { DialectId, FunctionSignature, ParameterType } from "../dialect.ts";
import type { Span } from "../expression-error.ts";
import type { Node } from "../tree.ts";
import type { Build, OktaFunction } from "./site.ts";

/** What makes the difference between Okta's classic language and the one of the Identity Engine. */
export interface OktaLanguage {
  readonly id: DialectId;
  /** Functions by name, with their dots: `String.len`, `substringBefore`, `DateTime.now`. */
  readonly functions: ReadonlyMap<string, OktaFunction>;
  /** Methods of `user`, such as `user.getGroups(…)`. */
  readonly userMethods: ReadonlyMap<string, OktaFunction>;
  /** Methods of values, such as `.toUpperCase()`. */
  readonly methods: ReadonlyMap<string, OktaMethod>;
  /** Names that stand for the person's Okta profile, where attributes are: `user`. */
  readonly userRoots: ReadonlySet<string>;
  /** Other names at the root that the language documents. */
  readonly roots: ReadonlySet<string>;
  /** What `user.name` is. */
  userMember(name: string, at: Span): Run;
  /** What a name is that stands alone and is no root. */
  bareName(name: string, at: Span): Run;
  /** What a name is that stands before a dot. */
  base(name: string, at: Span): Run;
}

/** A method: the types that it can be called on, each with its signature, and what it does. */
export interface OktaMethod {
  readonly signatures: readonly FunctionSignature[];
  readonly on: readonly ParameterType[];
  readonly build: Build;
}

/** Functions by their names. */
export function byName(functions: readonly OktaFunction[]): ReadonlyMap<string, OktaFunction> {
  return new Map(functions.map((each) => [each.signature.name, each]));
}

/** Methods by their names: those of one name do the same thing on several types. */
export function methodsByName(functions: readonly OktaFunction[]): ReadonlyMap<string, OktaMethod> {
  const methods = new Map<string, OktaMethod>();
  for (const { signature, build } of functions) {
    const known = methods.get(signature.name);
    const on = [...(known?.on ?? []), signature.on ?? "any"];
    methods.set(signature.name, { signatures: [...(known?.signatures ?? []), signature], on, build });
  }
  return methods;
}

/** Tells whether a node is the person: the only one whose groups and links are known. */
export function isUser(node: Node, { userRoots }: OktaLanguage): boolean {
  return node.kind === "reference" && userRoots.has(node.name);
}
