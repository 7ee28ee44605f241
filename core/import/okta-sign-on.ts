import { z } from "zod";
import {
  doubtsAboutOkta,
  OKTA_APP_USER_NAME,
  type OktaSignOn,
  oktaApplicationSchema,
  readOktaStatement,
  readOktaTemplate,
} from "../idp/okta-sign-on.ts";
import { withImported } from "../imported-document.ts";
import type { ClaimMapping } from "../mapping/claim-mapping.ts";
import { nameIdFormatName } from "../saml/name-id.ts";
import type { SamlConnection } from "../saml/settings.ts";
import { askForApplication, findConnection, withConnection } from "./find-application.ts";
import { freeName } from "./free-name.ts";
import type { ImportPlan, ReportLine } from "./import-plan.ts";
import { parseDocument } from "./parse-document.ts";
import type { PlannerInput } from "./plan-import.ts";
import { createReport } from "./report.ts";

const PLACE = "settings.signOn";

/**
 * The SAML sign-on settings of an application in Okta: its attribute statements become the claims of the connection, and
 * its NameID template the NameID (reference: idp-claims.md, "Okta — SAML"). The document is kept.
 */
export function planOktaSignOn(input: PlannerInput): ImportPlan {
  const { json, file, kind, workspace, importedAt } = input;
  const what = "the sign-on settings of an application in Okta";
  const { parsed, document } = parseDocument(oktaApplicationSchema, { json, file, what });
  const found = findConnection(input, [parsed.label ?? "", parsed.name ?? ""]);
  if (found === undefined) return askForApplication(input);
  const { connection, application } = found;
  const imported = withImported(connection.imported, { kind, file, importedAt, document: signOnOf(document) });
  const report = createReport();
  if (connection.saml === undefined)
    report.add(line("notUnderstood", PLACE, application.name, "It has no SAML connection; the settings are kept."));
  const saml =
    connection.saml === undefined ? {} : { saml: applySignOn(connection.saml, parsed.settings.signOn, report.add) };
  return {
    kind,
    what: `The sign-on settings from ${file} for ${application.name}`,
    report: report.finish(),
    questions: [],
    next: withConnection(workspace, found, { connection: { ...connection, ...saml, imported } }),
  };
}

/** The rest of an application may hold secrets. */
function signOnOf(document: z.core.util.JSONType): z.core.util.JSONType {
  const signOn = z.object({ settings: z.object({ signOn: z.json() }) }).parse(document).settings.signOn;
  return { settings: { signOn } };
}

type Tell = (line: ReportLine) => void;

function line(result: ReportLine["result"], place: string, subject: string, message: string): ReportLine {
  return { result, place, subject, message };
}

function applySignOn(saml: SamlConnection, signOn: OktaSignOn, tell: Tell): SamlConnection {
  const ids = new Set<string>();
  const statements = signOn.attributeStatements ?? [];
  const claims = statements.flatMap((statement, index): ClaimMapping[] => {
    const place = `${PLACE}.attributeStatements[${index}]`;
    const { name } = statement;
    const row = readOktaStatement(statement);
    if ("why" in row) {
      tell(line("notUnderstood", place, name, `${row.why} It is kept and not used.`));
      return [];
    }
    tell(describeTaken(row, place));
    return [{ id: freeName(name.toLowerCase().replace(/[^a-z0-9]+/g, "-") || "statement", ids), ...row }];
  });
  return { ...saml, nameId: readNameId(saml, signOn, tell), claims };
}

function describeTaken({ claim, source, further = [] }: Omit<ClaimMapping, "id">, place: string): ReportLine {
  const several =
    further.length === 0
      ? []
      : [
          `Its ${further.length + 1} values are sent one after the other as the values of one attribute, which is inferred.`,
        ];
  const doubts = [source, ...further].flatMap((each) => (each.kind === "groups" ? [] : doubtsAboutOkta(each)));
  const notes = [...several, ...doubts];
  return notes.length === 0
    ? line("taken", place, claim, "Taken as it stands.")
    : line("adapted", place, claim, notes.join(" "));
}

function readNameId(saml: SamlConnection, signOn: OktaSignOn, tell: Tell): SamlConnection["nameId"] {
  const { subjectNameIdTemplate: template, subjectNameIdFormat: uri } = signOn;
  const format = uri === undefined || uri === null ? undefined : nameIdFormatName(uri);
  if (uri && format === undefined)
    tell(line("notUnderstood", `${PLACE}.subjectNameIdFormat`, "NameID", `The format ${uri} is not sent here.`));
  else if (uri) tell(line("taken", `${PLACE}.subjectNameIdFormat`, "NameID", "Taken as it stands."));
  return {
    format: format ?? saml.nameId.format,
    source: template ? readTemplate(saml.nameId.source, template, tell) : saml.nameId.source,
  };
}

function readTemplate(now: SamlConnection["nameId"]["source"], template: string, tell: Tell) {
  const place = `${PLACE}.subjectNameIdTemplate`;
  const source = readOktaTemplate(template);
  if ("why" in source) {
    tell(line("notUnderstood", place, "NameID", `${source.why} It is kept and not used.`));
    return now;
  }
  if (template !== OKTA_APP_USER_NAME) {
    tell(line("taken", place, "NameID", "Taken as it stands."));
    return source;
  }
  const message = "The user name in the application: it is made by the user name template, else it is the login.";
  tell(line("adapted", place, "NameID", message));
  return now.kind === "expression" && now.dialect.startsWith("okta") ? now : source;
}
