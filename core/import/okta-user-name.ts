import { z } from "zod";
import { findImported, withImported } from "../imported-document.ts";
import type { ExpressionSource } from "../mapping/expression-source.ts";
import {
  isUserNameRow,
  type OktaUserNameTemplate,
  oktaUserNameTemplateSchema,
  readUserNameTemplate,
  type TemplateText,
  userNameRow,
} from "../provisioning/okta-user-name.ts";
import type { Provisioning, ProvisioningMapping } from "../provisioning/settings.ts";
import { askForApplication, type FoundConnection, findConnection, withConnection } from "./find-application.ts";
import type { ImportPlan, ReportLine } from "./import-plan.ts";
import { parseDocument } from "./parse-document.ts";
import type { PlannerInput } from "./plan-import.ts";
import { createReport } from "./report.ts";

/** An application of Okta's API, or no more of it than its credentials. */
const applicationSchema = z.looseObject({
  name: z.string().nullish(),
  label: z.string().nullish(),
  credentials: z.looseObject({ userNameTemplate: oktaUserNameTemplateSchema }),
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
  const read = readUserNameTemplate(template);
  report.add({ result: read.result, place: PLACE, subject: "userName", message: read.message });
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
  template: OktaUserNameTemplate,
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
  const known = provisioning.mappings.find(isUserNameRow);
  const others = provisioning.mappings.filter((each) => !isUserNameRow(each));
  const taken = others.some(({ id }) => id === row.id);
  const note = known?.note === undefined ? {} : { note: known.note };
  const id = known?.id ?? (taken ? "app-user-name" : row.id);
  return { ...provisioning, mappings: [{ ...row, id, ...note }, ...others] };
}
