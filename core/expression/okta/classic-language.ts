import { CLASSIC_FUNCTIONS, CLASSIC_USER_METHODS } from "./classic-functions.ts";
import { byName, type OktaLanguage } from "./language.ts";
import { readAttribute, readRoot } from "./references.ts";

/** Okta's classic language (okta-expressions.md, sections 1 to 4). */
export const CLASSIC: OktaLanguage = {
  id: "okta",
  functions: byName(CLASSIC_FUNCTIONS),
  userMethods: byName(CLASSIC_USER_METHODS),
  methods: new Map(),
  userRoots: new Set(["user", "source"]),
  roots: new Set(["appuser", "app", "org", "session", "idpuser", "access"]),
  userMember: readAttribute,
  // Okta's samples have bare names: attributes of the source of the mapping.
  bareName: readAttribute,
  base: readRoot,
};
