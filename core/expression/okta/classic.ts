import type { Dialect } from "../dialect.ts";
import { checkOkta } from "./check.ts";
import { CLASSIC_FUNCTIONS, CLASSIC_USER_METHODS } from "./classic-functions.ts";
import { CLASSIC } from "./classic-language.ts";
import { parseExpression } from "./parse.ts";
import { printExpression } from "./print.ts";
import { compileOkta } from "./semantics.ts";
import { showText } from "./values.ts";

/**
 * Okta's classic expression language: profile mappings, custom user names, group rules, SAML attribute statements and
 * OpenID Connect claims.
 */
export const oktaClassic: Dialect = {
  id: "okta",
  name: "Okta expression language",
  parse: parseExpression,
  print: printExpression,
  check: (node, context) => checkOkta(node, CLASSIC, context),
  compile: (node, options) => compileOkta(node, CLASSIC, options),
  functions: [...CLASSIC_FUNCTIONS, ...CLASSIC_USER_METHODS].map(({ signature }) => signature),
  toText: showText,
};
