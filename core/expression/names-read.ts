import type { DialectId } from "./dialect.ts";
import { CLASSIC } from "./okta/classic-language.ts";
import { IDENTITY_ENGINE } from "./okta/ie-language.ts";
import { isUser, type OktaLanguage } from "./okta/language.ts";
import { TEMPLATE } from "./okta/template-language.ts";
import { childrenOf, type Node, nodesOf } from "./tree.ts";

/** Okta's languages, which say of a name what it stands for. Entra's is plain: what is in brackets is an attribute. */
const OKTA_LANGUAGES: Readonly<Record<Exclude<DialectId, "entra">, OktaLanguage>> = {
  okta: CLASSIC,
  "okta-ie": IDENTITY_ENGINE,
  "okta-template": TEMPLATE,
};

/** The attributes of the person that an expression reads, each once, in the order of the text. */
export function attributesReadIn(tree: Node, dialect: DialectId): readonly string[] {
  const names = dialect === "entra" ? namesInEntra(tree) : namesInOkta(tree, OKTA_LANGUAGES[dialect]);
  return [...new Set(names)];
}

function namesInEntra(tree: Node): readonly string[] {
  return [...nodesOf(tree)].flatMap((node) => (node.kind === "reference" ? node.name : []));
}

/** Names within a projection, `.![name]`, are those of its elements. */
function namesInOkta(node: Node, language: OktaLanguage): readonly string[] {
  switch (node.kind) {
    case "reference":
      return isBareAttribute(node.name, language) ? [node.name] : [];
    case "member":
      return namesInMember(node, language);
    case "projection":
      return namesInOkta(node.of, language);
    default:
      return childrenOf(node).flatMap((child) => namesInOkta(child, language));
  }
}

/** What stands before a dot is a root: the person, an application, and so on. */
function namesInMember(
  { of, name }: Extract<Node, { readonly kind: "member" }>,
  language: OktaLanguage,
): readonly string[] {
  const isIdentityEngine = language.id === "okta-ie";
  if (of.kind === "reference") return language.userRoots.has(of.name) && !isIdentityEngine ? [name] : [];
  const isOfProfile = isIdentityEngine && of.kind === "member" && of.name === "profile" && isUser(of.of, language);
  return isOfProfile ? [name] : namesInOkta(of, language);
}

/** A lone name in the classic language: Okta's samples have them (okta-expressions.md, section 2). */
function isBareAttribute(name: string, { id, userRoots, roots }: OktaLanguage): boolean {
  return id === "okta" && !userRoots.has(name) && !roots.has(name);
}
