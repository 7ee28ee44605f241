import type { Dialect } from "../dialect.ts";
import { checkOkta } from "./check.ts";
import { IE_FUNCTIONS, IE_METHODS, IE_USER_METHODS } from "./ie-functions.ts";
import { IDENTITY_ENGINE } from "./ie-language.ts";
import { parseExpression } from "./parse.ts";
import { printExpression } from "./print.ts";
import { compileOkta } from "./semantics.ts";
import { showText } from "./values.ts";

/**
 * The expression language of Okta's Identity Engine, where functions are methods: sign-in policies, access
 * certifications, entitlement policies and federated claims; never profile mappings.
 */
export const oktaIdentityEngine: Dialect = {
  id: "okta-ie",
  name: "Okta expression language (Identity Engine)",
  parse: parseExpression,
  print: printExpression,
  check: (node, context) => checkOkta(node, IDENTITY_ENGINE, context),
  compile: (node, options) => compileOkta(node, IDENTITY_ENGINE, options),
  functions: [...IE_FUNCTIONS, ...IE_USER_METHODS, ...IE_METHODS].map(({ signature }) => signature),
  toText: showText,
};
