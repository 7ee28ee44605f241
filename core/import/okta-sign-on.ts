import { z } from "zod";
import { withImported } from "../imported-document.ts";
import type { ClaimMapping, GroupSet } from "../mapping/claim-mapping.ts";
import { readOktaSource } from "../mapping/okta-source.ts";
import type { Source } from "../mapping/source.ts";
import { checkExpression } from "../mapping/try-expression.ts";
import { nameIdFormatName } from "../saml/name-id.ts";
import type { SamlConnection } from "../saml/settings.ts";
import { askForApplication, findConnection, withConnection } from "./find-application.ts";
import { freeName } from "./free-name.ts";
import type { ImportPlan, ReportLine } from "./import-plan.ts";
import { parseDocument } from "./parse-document.ts";
import type { PlannerInput } from "./plan-import.ts";
import { createReport } from "./report.ts";

const statementSchema = z.looseObject({
  /** EXPRESSION, GROUP */
  type: z.string(),
  name: z.string().min(1),
  namespace: z.string().nullish(),
  values: z.array(z.string()).nullish(),
  filterType: z.string().nullish(),
  filterValue: z.string().nullish(),
});

const applicationSchema = z.looseObject({
  name: z.string().nullish(),
  label: z.string().nullish(),
  settings: z.looseObject({
    signOn: z.looseObject({
      subjectNameIdTemplate: z.string().nullish(),
      subjectNameIdFormat: z.string().nullish(),
      attributeStatements: z.array(statementSchema).nullish(),
    }),
  }),
});

type SignOn = z.infer<typeof applicationSchema>["settings"]["signOn"];
type Statement = z.infer<typeof statementSchema>;

const PLACE = "settings.signOn";

/**
 * The SAML sign-on settings of an application in Okta: its attribute statements become the claims of the connection, and
 * its NameID template the NameID (reference: idp-claims.md, "Okta — SAML"). The document is kept.
 */
export function planOktaSignOn(input: PlannerInput): ImportPlan {
  const { json, file, kind, workspace, importedAt } = input;
  const what = "the sign-on settings of an application in Okta";
  const { parsed, document } = parseDocument(applicationSchema, { json, file, what });
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

function applySignOn(saml: SamlConnection, signOn: SignOn, tell: Tell): SamlConnection {
  const ids = new Set<string>();
  const statements = signOn.attributeStatements ?? [];
  const claims = statements.flatMap((statement, index): ClaimMapping[] => {
    const place = `${PLACE}.attributeStatements[${index}]`;
    const source = readStatement(statement);
    if (typeof source === "string") {
      tell(line("notUnderstood", place, statement.name, `${source} It is kept and not used.`));
      return [];
    }
    tell(line("taken", place, statement.name, "Taken as it stands."));
    const { name, namespace } = statement;
    const id = freeName(name.toLowerCase().replace(/[^a-z0-9]+/g, "-") || "statement", ids);
    return [{ id, claim: name, ...(namespace ? { nameFormat: namespace } : {}), source }];
  });
  return { ...saml, nameId: readNameId(saml, signOn, tell), claims };
}

/** What a statement sends, or why that cannot be told. */
function readStatement({ type, values, filterType, filterValue }: Statement): ClaimMapping["source"] | string {
  if (type === "GROUP") return readGroups(filterType ?? "", filterValue ?? "");
  if (type !== "EXPRESSION") return `A statement of the type ${JSON.stringify(type)} is not known.`;
  const [text, ...others] = values ?? [];
  if (text === undefined || text === "") return "It has no value.";
  if (others.length > 0) return "It has several values, and one is read.";
  const read = readOktaSource(text);
  return read.kind === "read" ? (problemOf(read.source) ?? read.source) : read.why;
}

const FILTERS: Readonly<Record<string, NonNullable<GroupSet["filter"]>["operator"]>> = {
  STARTS_WITH: "startsWith",
  EQUALS: "equals",
  CONTAINS: "contains",
  REGEX: "matches",
};

function readGroups(filterType: string, value: string): GroupSet | string {
  const operator = Object.hasOwn(FILTERS, filterType) ? FILTERS[filterType] : undefined;
  if (operator === undefined)
    return `Its filter is ${JSON.stringify(filterType)}; ${Object.keys(FILTERS).join(", ")} are known.`;
  if (value === "") return "Its filter has no value.";
  return { kind: "groups", emit: "name", filter: { operator, value } };
}

function problemOf(source: Source): string | undefined {
  if (source.kind !== "expression") return undefined;
  const error = checkExpression({ ...source, place: "claim" }).find(({ severity }) => severity === "error");
  return error === undefined ? undefined : `${error.message} (${error.code})`;
}

/** Okta's own template: the user name in the application. */
const APP_USER_NAME = `\${user.userName}`;

function readNameId(saml: SamlConnection, signOn: SignOn, tell: Tell): SamlConnection["nameId"] {
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
  if (template === APP_USER_NAME) {
    const message = "The user name in the application: it is made by the user name template, else it is the login.";
    tell(line("adapted", place, "NameID", message));
    return now.kind === "expression" && now.dialect.startsWith("okta")
      ? now
      : ({ kind: "attribute", attribute: "userName" } as const);
  }
  const source = { kind: "expression", dialect: "okta-template", text: template } as const;
  const problem = problemOf(source);
  tell(
    problem === undefined
      ? line("taken", place, "NameID", "Taken as it stands.")
      : line("notUnderstood", place, "NameID", `${problem} It is kept and not used.`),
  );
  return problem === undefined ? source : now;
}
