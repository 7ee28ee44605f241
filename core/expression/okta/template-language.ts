import type { Certainty } from "../dialect.ts";
import { byName, type OktaLanguage } from "./language.ts";
import { readAttribute, readRoot } from "./references.ts";
import { signatureOf } from "./signature.ts";
import type { Build, OktaFunction } from "./site.ts";
import { buildLowerCase, buildSubstringAfter, buildSubstringBefore, buildUpperCase } from "./strings.ts";

/** Functions of templates. Okta's built-in templates have two of them; their counterparts are inferred. */
export const TEMPLATE_FUNCTIONS: readonly OktaFunction[] = [
  of(
    "substringBefore",
    "input:text search:text",
    "What stands before the search text.",
    "documented",
    buildSubstringBefore,
  ),
  of(
    "substringAfter",
    "input:text search:text",
    "What stands behind the search text.",
    "inferred",
    buildSubstringAfter,
  ),
  of("toLowerCase", "input:text", "The text in lower case.", "documented", buildLowerCase),
  of("toUpperCase", "input:text", "The text in upper case.", "inferred", buildUpperCase),
];

function of(name: string, parameters: string, summary: string, certainty: Certainty, build: Build): OktaFunction {
  const signature = signatureOf(`fn:${name}`, parameters, "text", summary, { section: "6", certainty });
  return { signature, build };
}

/** The language between `${` and `}` of user name templates (okta-expressions.md, section 6). */
export const TEMPLATE: OktaLanguage = {
  id: "okta-template",
  functions: byName(TEMPLATE_FUNCTIONS),
  userMethods: new Map(),
  methods: new Map(),
  userRoots: new Set(["source", "user"]),
  roots: new Set(["instance", "org", "idpuser", "app"]),
  userMember: readAttribute,
  bareName: readRoot,
  base: readRoot,
};
