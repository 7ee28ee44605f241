import type { DialectId } from "./dialect.ts";
import { ENTRA_KEYWORDS } from "./entra/keywords.ts";
import { CLASSIC } from "./okta/classic-language.ts";
import { IDENTITY_ENGINE, IE_USER_PROPERTIES } from "./okta/ie-language.ts";
import type { OktaLanguage } from "./okta/language.ts";
import { TEMPLATE } from "./okta/template-language.ts";

/** The words of a language other than functions and attributes: for completion. */
export interface Vocabulary {
  /** Bare words: `IgnoreAttributeFlow`, `true`, `AND`. */
  readonly keywords: readonly string[];
  /** Names before a dot, such as `user`. */
  readonly roots: readonly string[];
  /** What stands before an attribute of the person: `[`, `user.`, `user.profile.`. */
  readonly attributesAfter: readonly string[];
  /** Members of the person beside the attributes, where the language has some: `user.status`. */
  readonly members: readonly string[];
}

const OKTA_KEYWORDS = ["true", "false", "null", "AND", "OR", "NOT"];

const VOCABULARIES: Readonly<Record<DialectId, Vocabulary>> = {
  entra: { keywords: [...ENTRA_KEYWORDS.keys()], roots: [], attributesAfter: ["["], members: [] },
  okta: { ...ofOkta(CLASSIC, ""), keywords: OKTA_KEYWORDS, members: [] },
  "okta-ie": { ...ofOkta(IDENTITY_ENGINE, "profile."), keywords: OKTA_KEYWORDS, members: IE_USER_PROPERTIES },
  "okta-template": { ...ofOkta(TEMPLATE, ""), keywords: [], members: [] },
};

function ofOkta({ userRoots, roots }: OktaLanguage, below: string): Pick<Vocabulary, "roots" | "attributesAfter"> {
  return { roots: [...userRoots, ...roots], attributesAfter: [...userRoots].map((root) => `${root}.${below}`) };
}

/** The vocabulary of a language. */
export function vocabularyOf(dialect: DialectId): Vocabulary {
  return VOCABULARIES[dialect];
}
