import type { Run } from "../compile.ts";
import type { Span } from "../expression-error.ts";
import type { MemberNode, ReferenceNode } from "../tree.ts";
import type { ExpressionObject, ExpressionValue } from "../value.ts";
import type { OktaLanguage } from "./language.ts";
import { describe, fail, isNothing, isObject } from "./values.ts";

/** `user.firstName`, `appuser.email`, `org.name`, a bare `firstName` (okta-expressions.md, section 2). */

/** An attribute of the person. Never populated is null (section 4). */
export function readAttribute(name: string): Run {
  return (session) => {
    const value = session.input.attribute(name);
    return value === undefined ? null : value;
  };
}

/** A name that stands alone, or before a dot where nothing faster is known. */
export function compileReference({ name, ...at }: ReferenceNode, language: OktaLanguage): Run {
  if (language.userRoots.has(name)) return readUser(language, at);
  return language.roots.has(name) ? readRoot(name, at) : language.bareName(name, at);
}

/** The person as an object: hardly ever asked for as a whole. */
function readUser(language: OktaLanguage, at: Span): Run {
  return (session): ExpressionObject => ({
    kind: "object",
    what: "user",
    member: (name) => language.userMember(name, at)(session),
  });
}

/** Something at the root. An ExpressionError where nobody said what it is. */
export function readRoot(name: string, at: Span): Run {
  return ({ input }) =>
    input.root?.(name) ?? fail("EXPRESSION_UNKNOWN_ROOT", `There is nothing called \`${name}\` here.`, at);
}

/** `a.b`. An attribute of the person is read without making the person an object first. */
export function compileMember(node: MemberNode, of: Run, language: OktaLanguage): Run {
  const base = node.of;
  if (base.kind === "reference") {
    if (language.userRoots.has(base.name)) return language.userMember(node.name, node);
    return readMember(node, language.base(base.name, base));
  }
  if (isProfile(node, language)) return readAttribute(node.name);
  return readMember(node, of);
}

/** Identity Engine's `user.profile.firstName` */
function isProfile({ of }: MemberNode, { id, userRoots }: OktaLanguage): boolean {
  return (
    id === "okta-ie" &&
    of.kind === "member" &&
    of.name === "profile" &&
    of.of.kind === "reference" &&
    userRoots.has(of.of.name)
  );
}

function readMember({ name, nameSpan }: Pick<MemberNode, "name" | "nameSpan">, of: Run): Run {
  return (session) => {
    const value = of(session);
    return isObject(value) ? (value.member(name) ?? null) : noMember(value, name, nameSpan);
  };
}

function noMember(value: ExpressionValue, name: string, at: Span): never {
  if (isNothing(value)) {
    return fail(
      "EXPRESSION_PROPERTY_OF_NULL",
      `There is no \`${name}\` of null: what stands before the dot has no value.`,
      at,
    );
  }
  return fail("EXPRESSION_NO_MEMBER", `${capitalise(describe(value))} has no \`${name}\`.`, at);
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The same language inside a projection: names are members of the element, which stands at the root there. */
export function insideElement(language: OktaLanguage): OktaLanguage {
  const read = (name: string, at: Span) =>
    readMember({ name, nameSpan: at }, (session) => session.input.root?.(ELEMENT) ?? null);
  return { ...language, userRoots: NO_ROOTS, roots: NO_ROOTS, bareName: read, base: read };
}

const NO_ROOTS: ReadonlySet<string> = new Set();

/** The name under which a projection hands in its element. No expression can write it. */
export const ELEMENT = "this element";
