import type { Cases } from "./case.ts";

const ROOT = { error: "EXPRESSION_UNKNOWN_ROOT" };
const LANG = "§6 I: as the classic twin";

/** User name templates. */
export const TEMPLATE_CASES: Cases = {
  "fn:substringBefore": [
    ["normal", `\${fn:substringBefore(source.login, "@")}`, "ada", "§6 D"],
    ["null", `\${fn:substringBefore(source.missing, "@")}`, "", LANG],
    ["empty", `\${fn:substringBefore(source.empty, "@")}`, "", LANG],
    ["many", `\${fn:substringBefore(source.colors, ",")}`, "red", "SpEL converts a list"],
    ["boundary", `\${fn:substringBefore(source.firstName, "@")}`, "Ada", LANG],
    ["error", `\${fn:substringBefore(source.login)}`, { error: "EXPRESSION_WRONG_ARITY" }, "§6 D"],
  ],
  "fn:substringAfter": [
    ["normal", `\${fn:substringAfter(source.login, "@")}`, "acme.test", LANG],
    ["null", `\${fn:substringAfter(source.missing, "@")}`, "", LANG],
    ["empty", `\${fn:substringAfter(source.empty, "@")}`, "", LANG],
    ["many", `\${fn:substringAfter(source.colors, ",")}`, "blue,red", "SpEL converts a list"],
    ["boundary", `\${fn:substringAfter(source.firstName, "@")}`, "", LANG],
    ["error", `\${fn:substringAfter()}`, { error: "EXPRESSION_WRONG_ARITY" }, LANG],
  ],
  "fn:toLowerCase": [
    ["normal", `\${fn:toLowerCase(source.firstName)}`, "ada", "§6 D"],
    ["null", `\${fn:toLowerCase(source.missing)}`, "", LANG],
    ["empty", `\${fn:toLowerCase(source.empty)}`, "", "§6 D"],
    ["many", `\${fn:toLowerCase(source.colors)}`, "red,blue,red", "SpEL converts a list"],
    ["boundary", `\${fn:toLowerCase(fn:substringBefore(source.login, "@"))}!`, "ada!", "§6 I: calls in calls"],
    ["error", `\${fn:tolower(source.firstName)}`, { error: "EXPRESSION_UNKNOWN_FUNCTION" }, "§6"],
  ],
  "fn:toUpperCase": [
    ["normal", `\${fn:toUpperCase(source.firstName)}`, "ADA", LANG],
    ["null", `\${fn:toUpperCase(source.missing)}`, "", LANG],
    ["empty", `\${fn:toUpperCase(source.empty)}`, "", LANG],
    ["many", `\${fn:toUpperCase(source.single)}`, "ONLY", "SpEL converts a list"],
    ["boundary", `\${fn:toUpperCase('a''b')}`, "A'B", "§1 I: a quote is doubled"],
    ["error", `\${fn:toUpperCase(source.firstName, source.lastName)}`, { error: "EXPRESSION_WRONG_ARITY" }, LANG],
  ],
  templates: [
    ["normal", `\${source.login}`, "ada@acme.test", "§6 D"],
    ["normal", `\${source.firstName}\${instance.userSuffix}`, "Ada@app.test", "§6 D"],
    ["normal", `\${user.email}`, "ada@acme.test", "§6 D: NameID"],
    ["null", `\${source.missing}`, "", "§6 I"],
    ["empty", "", "", "§6"],
    ["many", `a-\${source.firstName}-b-\${source.lastName}`, "a-Ada-b-Lovelace", "§6: text around is kept"],
    ["boundary", "$5 {x} }", "$5 {x} }", "§6: text around is kept"],
    ["boundary", "String.len(user.email)", "String.len(user.email)", "§6: an expression is of the type CUSTOM"],
    ["error", `\${other.x}`, ROOT, "§9"],
    ["error", `\${source.login`, { error: "EXPRESSION_INCOMPLETE" }, "§6"],
    ["error", `\${source.}`, { error: "EXPRESSION_UNEXPECTED" }, "§6"],
    ["error", `\${fn:toLowerCase("a)}`, { error: "EXPRESSION_UNCLOSED" }, "§6"],
    ["error", `\${source.__proto__}`, { error: "EXPRESSION_FORBIDDEN_NAME" }, "refused everywhere here"],
  ],
};
