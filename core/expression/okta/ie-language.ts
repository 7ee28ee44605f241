import type { Run } from "../compile.ts";
import type { Span } from "../expression-error.ts";
import type { ExpressionObject } from "../value.ts";
import { IE_FUNCTIONS, IE_METHODS, IE_USER_METHODS } from "./ie-functions.ts";
import { byName, methodsByName, type OktaLanguage } from "./language.ts";
import { parseIso } from "./moment.ts";
import { internalOf } from "./people.ts";
import { readRoot } from "./references.ts";
import { fail } from "./values.ts";

/** Top-level properties of `user` that are points in time. */
const MOMENTS: ReadonlySet<string> = new Set(["created", "lastUpdated", "passwordChanged", "lastLogin"]);

/** Top-level properties of `user` (okta-expressions.md, section 5). */
export const IE_USER_PROPERTIES: readonly string[] = ["id", "status", ...MOMENTS, "profile"];

/** The language of the Identity Engine (okta-expressions.md, section 5). */
export const IDENTITY_ENGINE: OktaLanguage = {
  id: "okta-ie",
  functions: byName(IE_FUNCTIONS),
  userMethods: byName(IE_USER_METHODS),
  methods: methodsByName(IE_METHODS),
  userRoots: new Set(["user"]),
  roots: new Set(["device", "security", "login", "accessRequest", "appuser", "session"]),
  userMember: readProperty,
  bareName: readRoot,
  base: readRoot,
};

/** `user.status`, `user.created`; `user.profile` as a whole, where attributes are its members. */
function readProperty(name: string, at: Span): Run {
  if (name === "profile") return ({ input }): ExpressionObject => profileOf((each) => input.attribute(each));
  if (!IE_USER_PROPERTIES.includes(name)) return readOtherProperty(name, at);
  if (!MOMENTS.has(name)) return (session) => internalOf(session, name, at);
  return (session) => {
    const value = internalOf(session, name, at);
    if (value === null) return null;
    const message = `\`user.${name}\` is no time in ISO 8601.`;
    return parseIso(String(value)) ?? fail("EXPRESSION_NOT_A_DATE", message, at);
  };
}

/** Not among the documented ones: it must be there, for "user properties referenced in an expression must exist". */
function readOtherProperty(name: string, at: Span): Run {
  const message = `There is no \`user.${name}\`: attributes stand in \`user.profile\`.`;
  return ({ input }) => input.internal?.(name) ?? fail("EXPRESSION_UNKNOWN_ATTRIBUTE", message, at);
}

function profileOf(member: ExpressionObject["member"]): ExpressionObject {
  return { kind: "object", what: "profile", member };
}
