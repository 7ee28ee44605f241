import type { Dialect } from "../dialect.ts";
import type { Node } from "../tree.ts";
import { checkOkta } from "./check.ts";
import { parseTemplate } from "./parse-template.ts";
import { printExpression } from "./print.ts";
import { compileOkta } from "./semantics.ts";
import { TEMPLATE, TEMPLATE_FUNCTIONS } from "./template-language.ts";
import { showText } from "./values.ts";

/** User name templates of applications, `${source.login}`: text with values and a few functions in it. */
export const oktaTemplate: Dialect = {
  id: "okta-template",
  name: "Okta user name template",
  parse: parseTemplate,
  print: printTemplate,
  check: (node, context) => checkOkta(node, TEMPLATE, context),
  compile: (node, options) => compileOkta(node, TEMPLATE, options),
  functions: TEMPLATE_FUNCTIONS.map(({ signature }) => signature),
  toText: showText,
};

function printTemplate(node: Node): string {
  return node.kind === "template" ? node.parts.map(printPart).join("") : printPart(node);
}

/** Between the braces a text has quotes, and outside it has none. */
function printPart(node: Node): string {
  const quoted = node.kind === "literal" && /^["']/.test(node.raw) && node.raw !== node.value;
  return node.kind === "literal" && !quoted ? node.raw : `\${${printExpression(node)}}`;
}
