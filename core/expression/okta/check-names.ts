import { didYouMean, nearestName } from "../../errors.ts";
import type { CheckContext, Finding } from "../dialect.ts";
import type { Span } from "../expression-error.ts";
import type { MemberNode, Node, ReferenceNode } from "../tree.ts";
import { error, info, type Scope, warning } from "./finding.ts";
import { IE_USER_PROPERTIES } from "./ie-language.ts";
import { INTERNAL_PROPERTIES } from "./people.ts";

/** Names that stand for values: roots and attributes that there are not (okta-expressions.md, section 2). */
export function checkNames(node: Node, scope: Scope): readonly Finding[] {
  if (scope.inElement) return [];
  if (node.kind === "reference") return checkBareName(node, scope);
  return node.kind === "member" ? checkMember(node, scope) : [];
}

function checkBareName(node: ReferenceNode, { language, context }: Scope): readonly Finding[] {
  if (language.userRoots.has(node.name) || language.roots.has(node.name)) return [];
  if (context.roots?.includes(node.name) === true) return [];
  if (language.id !== "okta") return [unknownRoot(node, { language, context })];
  const unknown = checkAttribute(node.name, node, context);
  if (unknown.length > 0) return unknown;
  const message = `\`${node.name}\` alone is taken as an attribute of the mapping's source, as in Okta's own samples; \`user.${node.name}\` says it.`;
  return [info("EXPRESSION_BARE_NAME", node, message, `user.${node.name}`)];
}

function checkMember(node: MemberNode, scope: Scope): readonly Finding[] {
  const { of } = node;
  const { language, context } = scope;
  if (of.kind === "reference") {
    if (!language.userRoots.has(of.name)) return checkRoot(of, scope);
    if (language.id === "okta-ie") return checkProperty(node, scope);
    if (isInternal(node, scope)) return [internalProperty(node)];
    return checkAttribute(node.name, node.nameSpan, context);
  }
  return isProfileOfUser(of, scope) ? checkAttribute(node.name, node.nameSpan, context) : [];
}

/** `user.status` of the classic language, where no attribute of that name is known. Group rules refuse it anyway. */
function isInternal({ name }: MemberNode, { language, context }: Scope): boolean {
  if (language.id !== "okta" || !INTERNAL_PROPERTIES.includes(name) || context.place === "groupRule") return false;
  return context.attributes !== undefined && !context.attributes.includes(name);
}

function internalProperty({ name, nameSpan }: MemberNode): Finding {
  const instead = `user.getInternalProperty("${name}")`;
  const message = `\`${name}\` is no attribute of the profile; write \`${instead}\`.`;
  return error("EXPRESSION_UNKNOWN_ATTRIBUTE", nameSpan, message, instead);
}

function isProfileOfUser(node: Node, { language }: Scope): boolean {
  if (language.id !== "okta-ie" || node.kind !== "member" || node.name !== "profile") return false;
  return node.of.kind === "reference" && language.userRoots.has(node.of.name);
}

/** Identity Engine's `user.id` and the like; attributes stand in `user.profile`. */
function checkProperty({ name, nameSpan }: MemberNode, { context }: Scope): readonly Finding[] {
  if (IE_USER_PROPERTIES.includes(name)) return [];
  const isAttribute = context.attributes?.includes(name) === true;
  const near = isAttribute ? `profile.${name}` : nearestName(name, IE_USER_PROPERTIES);
  const advice = near === undefined ? "" : ` Did you mean \`user.${near}\`?`;
  const message = `Okta documents no \`user.${name}\` here: attributes stand in \`user.profile\`.${advice}`;
  return [(isAttribute ? error : warning)("EXPRESSION_UNKNOWN_ATTRIBUTE", nameSpan, message, near)];
}

function checkRoot(node: ReferenceNode, scope: Pick<Scope, "language" | "context">): readonly Finding[] {
  const { language, context } = scope;
  if (language.roots.has(node.name) || context.roots?.includes(node.name) === true) return [];
  // An application's instance name may be anything, as long as nobody says which there are.
  const mayBeAnything = context.roots === undefined && language.id === "okta";
  const near = nearestName(node.name, [...language.userRoots, ...language.roots]);
  return mayBeAnything && near === undefined ? [] : [unknownRoot(node, scope)];
}

function unknownRoot(node: ReferenceNode, { language, context }: Pick<Scope, "language" | "context">): Finding {
  const known = [...language.userRoots, ...language.roots, ...(context.roots ?? [])];
  const profile = language.id === "okta-ie" ? "user.profile" : "source";
  const attribute = context.attributes?.includes(node.name) === true ? `${profile}.${node.name}` : undefined;
  const near = attribute ?? nearestName(node.name, known);
  const advice = near === undefined ? `: known are ${known.join(", ")}.` : `; did you mean \`${near}\`?`;
  const certain = context.roots !== undefined || language.id !== "okta";
  const message = `There is nothing called \`${node.name}\` to start with${advice}`;
  return (certain ? error : warning)("EXPRESSION_UNKNOWN_ROOT", node, message, near);
}

function checkAttribute(name: string, span: Span, context: CheckContext): readonly Finding[] {
  const { attributes } = context;
  if (attributes === undefined) return [];
  if (!attributes.includes(name)) {
    const near = nearestName(name, attributes);
    if (near === undefined && context.attributesMayBeMore === true) {
      const message = `Nobody here has an attribute \`${name}\`: it counts as absent.`;
      return [warning("EXPRESSION_UNKNOWN_ATTRIBUTE", span, message)];
    }
    const message = `There is no attribute \`${name}\`.${didYouMean(name, attributes)}`;
    return [error("EXPRESSION_UNKNOWN_ATTRIBUTE", span, message, near)];
  }
  const twin = attributes.find((other) => other !== name && other.toLowerCase() === name.toLowerCase());
  if (twin === undefined) return [];
  const message = `\`${name}\` and \`${twin}\` differ by case only: in Okta such names collide.`;
  return [warning("EXPRESSION_COLLIDING_NAMES", span, message)];
}
