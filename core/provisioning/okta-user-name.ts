import { z } from "zod";
import { foldCase } from "../fold-case.ts";
import type { ExpressionSource } from "../mapping/expression-source.ts";
import { checkExpression } from "../mapping/try-expression.ts";
import type { ProvisioningMapping } from "./settings.ts";

/** Okta's own template (okta-expressions.md, section 6). */
export const DEFAULT_TEMPLATE = `\${source.login}`;

/** Those that Okta offers by name (okta-expressions.md, section 6). */
export const BUILT_IN_TEMPLATES: readonly string[] = [
  DEFAULT_TEMPLATE,
  `\${fn:substringBefore(source.login, "@")}`,
  `\${source.email}`,
  `\${fn:toLowerCase(source.email)}`,
  `\${fn:substringBefore(source.email, "@")}`,
  `\${source.samAccountName}`,
  `\${fn:toLowerCase(source.samAccountName)}`,
  `\${source.userName}`,
  `\${fn:substringBefore(source.userName, "@")}`,
  `\${source.employeeID}`,
  `\${source.userName}\${instance.userSuffix}`,
];

/** The row that gives accounts their user names. */
export function userNameRow(
  expression: Pick<ExpressionSource, "dialect" | "text">,
  apply: ProvisioningMapping["apply"],
): ProvisioningMapping {
  return {
    id: "userName",
    target: "userName",
    source: { kind: "expression", ...expression },
    apply,
    required: true,
    matching: 1,
  };
}

/** The `userNameTemplate` of an application's credentials in Okta's API. */
export const oktaUserNameTemplateSchema = z.looseObject({
  template: z.string().nullish(),
  /** NONE, BUILT_IN, CUSTOM */
  type: z.string().nullish(),
  userSuffix: z.string().nullish(),
  /** PUSH, DONT_PUSH, NOT_CONFIGURED */
  pushStatus: z.string().nullish(),
});

export type OktaUserNameTemplate = z.infer<typeof oktaUserNameTemplateSchema>;

/** Whether a row gives the user name. */
export function isUserNameRow({ target }: Pick<ProvisioningMapping, "target">): boolean {
  return foldCase(target) === "username";
}

/** A user name by a template or an expression. */
export type TemplateText = Pick<ExpressionSource, "dialect" | "text">;

/** What a template comes to. */
export interface ReadUserNameTemplate {
  readonly result: "taken" | "adapted" | "notUnderstood";
  /** In one or more sentences. */
  readonly message: string;
  /** Absent: the application has no user name by a template, or it cannot be read. */
  readonly expression?: TemplateText;
}

/** Reads a template. Never throws. */
export function readUserNameTemplate(template: OktaUserNameTemplate): ReadUserNameTemplate {
  const { text, notes } = withSuffix(template);
  if (template.type === "NONE")
    return notUnderstood("Its type is NONE: Okta makes no user name. It is kept, and the row stays as it is.");
  if (text === "") return notUnderstood(...notes, "It gives no text. It is kept and not used.");
  const dialect = template.type === "CUSTOM" && !text.includes("${") ? "okta" : "okta-template";
  const findings = checkExpression({ dialect, text, place: "userName" }).filter(({ severity }) => severity !== "info");
  const found = findings.map(({ message, code }) => `${message} (${code})`);
  if (findings.some(({ severity }) => severity === "error")) return notUnderstood(...found, "It is kept and not used.");
  const push = describePush(template);
  const adapted = [...notes, ...push];
  const said = [...adapted, ...found];
  const result = adapted.length === 0 ? "taken" : "adapted";
  const message = said.length === 0 ? "Taken as it stands." : said.join(" ");
  return { result, message, expression: { dialect, text } };
}

function notUnderstood(...messages: readonly string[]): ReadUserNameTemplate {
  return { result: "notUnderstood", message: messages.join(" ") };
}

/** `${instance.userSuffix}` stands for a text that the same document has. */
function withSuffix({ template, userSuffix }: OktaUserNameTemplate): {
  readonly text: string;
  readonly notes: readonly string[];
} {
  const isMissing = template === null || template === undefined || template === "";
  const text = isMissing ? DEFAULT_TEMPLATE : template;
  const notes = isMissing ? [`There is no template: Okta's default \`${text}\` is used.`] : [];
  const replaced = text.replaceAll(`\${instance.userSuffix}`, () => userSuffix ?? "");
  if (replaced === text) return { text, notes };
  return {
    text: replaced,
    notes: [...notes, `The suffix ${JSON.stringify(userSuffix ?? "")} stands in the template itself.`],
  };
}

function describePush({ pushStatus }: OktaUserNameTemplate): readonly string[] {
  if (pushStatus === "PUSH" || pushStatus === "DONT_PUSH") return [];
  const found = pushStatus === null || pushStatus === undefined ? "no push status" : `the push status ${pushStatus}`;
  return [`It has ${found}: the user name is sent only when an account is made.`];
}
