import { z } from "zod";
import { foldCase } from "../fold-case.ts";
import { findImported, withImported } from "../imported-document.ts";
import type { ExpressionSource } from "../mapping/expression-source.ts";
import { checkExpression } from "../mapping/try-expression.ts";
import type { Provisioning, ProvisioningMapping } from "../provisioning/settings.ts";
import { askForApplication, type FoundConnection, findConnection, withConnection } from "./find-application.ts";
import type { ImportPlan, ReportLine } from "./import-plan.ts";
import { parseDocument } from "./parse-document.ts";
import type { PlannerInput } from "./plan-import.ts";
import { createReport } from "./report.ts";

/** Okta's own template (okta-expressions.md, section 6). */
export const DEFAULT_TEMPLATE = `\${source.login}`;

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

const templateSchema = z.looseObject({
  template: z.string().nullish(),
  /** NONE, BUILT_IN, CUSTOM */
  type: z.string().nullish(),
  userSuffix: z.string().nullish(),
  /** PUSH, DONT_PUSH, NOT_CONFIGURED */
  pushStatus: z.string().nullish(),
});

type Template = z.infer<typeof templateSchema>;

/** An application of Okta's API, or no more of it than its credentials. */
const applicationSchema = z.looseObject({
  name: z.string().nullish(),
  label: z.string().nullish(),
  credentials: z.looseObject({ userNameTemplate: templateSchema }),
});

const PLACE = "credentials.userNameTemplate";

/**
 * The user name template of an application in Okta: it becomes the row for `userName`, and the NameID of its SAML logins,
 * which is the application's user name in Okta. The document is kept.
 */
export function planOktaUserNameTemplate(input: PlannerInput): ImportPlan {
  const { json, file, kind, workspace } = input;
  const what = "the user name template of an application in Okta";
  const { parsed } = parseDocument(applicationSchema, { json, file, what });
  const found = findConnection(input, [parsed.label ?? "", parsed.name ?? ""]);
  if (found === undefined) return askForApplication(input);
  const template = parsed.credentials.userNameTemplate;
  const report = createReport();
  const read = readTemplate(template);
  report.add(read.line);
  const places = read.expression === undefined ? [] : placesFor(found);
  for (const line of places) report.add(line);
  return {
    kind,
    what: `The user name template from ${file} for ${found.application.name}`,
    report: report.finish(),
    questions: [],
    next: withConnection(workspace, found, { connection: applyTemplate(input, found, template, read.expression) }),
  };
}

type TemplateText = Pick<ExpressionSource, "dialect" | "text">;

interface ReadTemplate {
  readonly line: ReportLine;
  /** Absent: the application has no user name by a template, or it cannot be read. */
  readonly expression?: TemplateText;
}

function readTemplate(template: Template): ReadTemplate {
  const { text, notes } = withSuffix(template);
  const line = (result: ReportLine["result"], ...messages: readonly string[]): ReportLine => {
    return { result, place: PLACE, subject: "userName", message: messages.join(" ") };
  };
  if (template.type === "NONE")
    return {
      line: line("notUnderstood", "Its type is NONE: Okta makes no user name. It is kept, and the row stays as it is."),
    };
  if (text === "") return { line: line("notUnderstood", ...notes, "It gives no text. It is kept and not used.") };
  const dialect = template.type === "CUSTOM" && !text.includes("${") ? "okta" : "okta-template";
  const findings = checkExpression({ dialect, text, place: "userName" }).filter(({ severity }) => severity !== "info");
  const found = findings.map(({ message, code }) => `${message} (${code})`);
  if (findings.some(({ severity }) => severity === "error"))
    return { line: line("notUnderstood", ...found, "It is kept and not used.") };
  const push = describePush(template);
  const adapted = [...notes, ...push];
  const said = [...adapted, ...found];
  const result = adapted.length === 0 ? "taken" : "adapted";
  return { line: line(result, ...(said.length === 0 ? ["Taken as it stands."] : said)), expression: { dialect, text } };
}

/** `${instance.userSuffix}` stands for a text that the same document has. */
function withSuffix({ template, userSuffix }: Template): { readonly text: string; readonly notes: readonly string[] } {
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

function describePush({ pushStatus }: Template): readonly string[] {
  if (pushStatus === "PUSH" || pushStatus === "DONT_PUSH") return [];
  const found = pushStatus === null || pushStatus === undefined ? "no push status" : `the push status ${pushStatus}`;
  return [`It has ${found}: the user name is sent only when an account is made.`];
}

function placesFor({ application, connection }: FoundConnection): readonly ReportLine[] {
  const line = (result: ReportLine["result"], message: string) => {
    return { result, place: PLACE, subject: application.name, message };
  };
  return [
    connection.provisioning === undefined
      ? line(
          "adapted",
          "It has no provisioning yet: its accounts get the user name once a profile mapping is imported.",
        )
      : line("taken", "It is the row for `userName` of its provisioning."),
    ...(connection.saml === undefined ? [] : [nameIdLine(connection, line)]),
  ];
}

function nameIdLine(
  connection: FoundConnection["connection"],
  line: (result: ReportLine["result"], message: string) => ReportLine,
): ReportLine {
  return hasOwnNameId(connection)
    ? line("taken", "The NameID has a template of its own and stays as it is.")
    : line("taken", "It is the NameID of its SAML logins, too: in Okta that is the application's user name.");
}

/** Okta's default NameID is the application's user name; another one was imported with the sign-on settings. */
function hasOwnNameId({ imported }: FoundConnection["connection"]): boolean {
  const form = z.looseObject({
    settings: z.looseObject({ signOn: z.looseObject({ subjectNameIdTemplate: z.string() }) }),
  });
  const parsed = form.safeParse(findImported(imported, "oktaSignOn")?.document);
  return parsed.success && parsed.data.settings.signOn.subjectNameIdTemplate !== `\${user.userName}`;
}

function applyTemplate(
  { file, importedAt }: PlannerInput,
  { connection }: FoundConnection,
  template: Template,
  expression: TemplateText | undefined,
): FoundConnection["connection"] {
  // The rest of an application may hold secrets.
  const document = z.json().parse({ credentials: { userNameTemplate: template } });
  const imported = withImported(connection.imported, { kind: "oktaUserNameTemplate", file, importedAt, document });
  const kept = { ...connection, imported };
  if (expression === undefined) return kept;
  const { provisioning, saml } = connection;
  const source: ExpressionSource = { kind: "expression", ...expression };
  const isNameId = saml !== undefined && !hasOwnNameId(connection);
  const apply = template.pushStatus === "PUSH" ? "always" : "create";
  return {
    ...kept,
    ...(provisioning === undefined
      ? {}
      : { provisioning: withUserNameRow(provisioning, userNameRow(expression, apply)) }),
    ...(isNameId ? { saml: { ...saml, nameId: { ...saml.nameId, source } } } : {}),
  };
}

/** The row in the place of the one that is there. */
function withUserNameRow(provisioning: Provisioning, row: ProvisioningMapping): Provisioning {
  const isUserName = ({ target }: ProvisioningMapping) => foldCase(target) === "username";
  const known = provisioning.mappings.find(isUserName);
  const others = provisioning.mappings.filter((each) => !isUserName(each));
  const taken = others.some(({ id }) => id === row.id);
  const id = known?.id ?? (taken ? "app-user-name" : row.id);
  return { ...provisioning, mappings: [{ ...row, id }, ...others] };
}
