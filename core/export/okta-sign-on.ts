import { isDeepStrictEqual } from "node:util";
import {
  OKTA_APP_USER_NAME,
  OKTA_GROUP_FILTERS,
  type OktaSignOn,
  type OktaStatement,
  oktaApplicationSchema,
  readOktaStatement,
  readOktaTemplate,
} from "../idp/okta-sign-on.ts";
import { findImported } from "../imported-document.ts";
import type { ClaimMapping } from "../mapping/claim-mapping.ts";
import { writeOktaSource } from "../mapping/okta-source.ts";
import { nameIdFormatName } from "../saml/name-id.ts";
import { NAME_ID_FORMAT } from "../saml/names.ts";
import type { SamlConnection } from "../saml/settings.ts";
import type { Exported, ExporterInput, NotCarried } from "./exported.ts";
import { type ExportedConnection, findConnectionToExport } from "./find-connection.ts";

/**
 * The SAML sign-on settings of one application as Okta's API has them: NameID and attribute statements. Settings that
 * were imported are given back as they were but for what has changed since.
 * @throws {RehearsalError} EXPORT_…
 */
export function exportOktaSignOn({ workspace, options }: ExporterInput): Exported {
  const found = findConnectionToExport(workspace, options, {
    has: ({ saml }) => saml !== undefined,
    what: "signs people on by SAML",
  });
  const { application, connection } = found;
  const { saml } = connection;
  if (saml === undefined) throw new TypeError("It was chosen because it has SAML.");
  const kept = keptSignOn(found);
  const nameId = writeNameId(saml, kept);
  const statements = writeStatements(saml.claims, kept.attributeStatements ?? []);
  const signOn = { ...kept, ...nameId.settings, attributeStatements: statements.list };
  const document = { label: application.name, settings: { signOn } };
  return {
    text: `${JSON.stringify(document, null, 2)}\n`,
    fileName: `${application.id.replace(/[^A-Za-z0-9._-]/g, "-")}-okta-sign-on.json`,
    notCarried: [...nameId.notCarried, ...statements.notCarried],
  };
}

function keptSignOn({ connection }: ExportedConnection): OktaSignOn {
  const parsed = oktaApplicationSchema.safeParse(findImported(connection.imported, "oktaSignOn")?.document);
  return parsed.success ? parsed.data.settings.signOn : {};
}

interface WrittenNameId {
  readonly settings: Pick<OktaSignOn, "subjectNameIdTemplate" | "subjectNameIdFormat">;
  readonly notCarried: readonly NotCarried[];
}

function writeNameId({ nameId }: SamlConnection, kept: OktaSignOn): WrittenNameId {
  const { subjectNameIdFormat: uri } = kept;
  const isUnknown = uri && nameIdFormatName(uri) === undefined;
  const template = templateOf(nameId, kept);
  const found: readonly (readonly [boolean, string, string])[] = [
    [template === undefined, "source", "Its source cannot be written as a NameID template: it is left out."],
    [
      nameId.transformations !== undefined,
      "transformations",
      "Okta's NameID has no transformations: they are left out.",
    ],
    [nameId.conditions !== undefined, "conditions", "Okta's NameID has no conditions: they are left out."],
    [
      nameId.whenEmpty !== undefined,
      "whenEmpty",
      "What is sent where it is empty is left out: Okta has no such setting.",
    ],
  ];
  return {
    settings: {
      ...(template === undefined ? {} : { subjectNameIdTemplate: template }),
      subjectNameIdFormat: isUnknown ? uri : NAME_ID_FORMAT[nameId.format],
    },
    notCarried: found.flatMap(([isSo, member, message]) => (isSo ? [{ place: `saml/nameId/${member}`, message }] : [])),
  };
}

/** The user name in the application, a template, or one attribute of the person. */
function templateOf({ source }: SamlConnection["nameId"], kept: OktaSignOn): string | undefined {
  const { subjectNameIdTemplate: was } = kept;
  if (was && isDeepStrictEqual(readOktaTemplate(was), source)) return was;
  if (source.kind === "expression") {
    if (source.dialect === "okta-template") return source.text;
    return was === OKTA_APP_USER_NAME && source.dialect.startsWith("okta") ? was : undefined;
  }
  if (source.kind !== "attribute") return undefined;
  if (source.attribute === "userName") return OKTA_APP_USER_NAME;
  return /^[A-Za-z]\w*$/.test(source.attribute) ? `\${user.${source.attribute}}` : undefined;
}

interface WrittenStatements {
  readonly list: readonly OktaStatement[];
  readonly notCarried: readonly NotCarried[];
}

/** Statements that were not read stay where they are; one whose row is gone goes with it. */
function writeStatements(rows: readonly ClaimMapping[], present: readonly OktaStatement[]): WrittenStatements {
  const read = present.map((statement) => ({ statement, row: readOktaStatement(statement) }));
  const wasRead = ({ id: _, ...row }: ClaimMapping) => read.find((each) => isDeepStrictEqual(each.row, row))?.statement;
  const names = new Set<string>();
  const notCarried: NotCarried[] = [];
  const written = rows.flatMap((row): readonly OktaStatement[] => {
    const same = wasRead(row);
    const { statement, notes } = same === undefined ? writeStatement(row) : { statement: same, notes: [] };
    const isTaken = names.has(row.claim);
    const message = "Another statement has this name, and Okta takes a name once: the row is left out.";
    const said = isTaken ? [message] : notes;
    notCarried.push(...said.map((each) => ({ place: `saml/claims/${row.id}`, message: each })));
    if (isTaken || statement === undefined) return [];
    names.add(row.claim);
    return [statement];
  });
  return { list: inPlace(written, read), notCarried };
}

type ReadOne = { readonly statement: OktaStatement; readonly row: ReturnType<typeof readOktaStatement> };

/** Statements that nobody could read keep their places among the others. */
function inPlace(written: readonly OktaStatement[], read: readonly ReadOne[]): readonly OktaStatement[] {
  const list = [...written];
  read.forEach(({ statement, row }, index) => {
    if ("why" in row) list.splice(Math.min(index, list.length), 0, statement);
  });
  return list;
}

interface WrittenStatement {
  /** Absent: Okta has no way to say it. */
  readonly statement?: OktaStatement;
  readonly notes: readonly string[];
}

/** The most characters that Okta takes (reference: idp-claims.md, "Okta — SAML"). */
const LONGEST_NAME = 512;
const LONGEST_VALUE = 1024;

function writeStatement(row: ClaimMapping): WrittenStatement {
  const { claim, nameFormat, transformations, conditions } = row;
  if (claim.length > LONGEST_NAME)
    return refuse(`Its name has ${claim.length} characters; Okta takes ${LONGEST_NAME}.`);
  if (transformations !== undefined || conditions !== undefined)
    return refuse("Okta has no transformations and no conditions; an expression would have to say it.");
  const begun = { name: claim, ...(nameFormat === undefined ? {} : { namespace: nameFormat }) };
  const made = row.source.kind === "groups" ? writeGroups(row) : writeValues(row);
  if ("why" in made) return refuse(made.why);
  return { statement: { ...begun, ...made.members }, notes: [...made.notes, ...describeExtras(row)] };
}

function refuse(why: string): WrittenStatement {
  return { notes: [`${why} The row is left out.`] };
}

type StatementMembers = Pick<OktaStatement, "type" | "values" | "filterType" | "filterValue">;

type Made = { readonly members: StatementMembers; readonly notes: readonly string[] } | { readonly why: string };

function writeValues({ source, further = [] }: ClaimMapping): Made {
  const values: string[] = [];
  const notes: string[] = [];
  for (const each of [source, ...further]) {
    if (each.kind === "groups") return { why: "Groups are a statement of their own." };
    const written = writeOktaSource(each);
    if (!written.ok) return { why: written.why };
    if (written.text.length > LONGEST_VALUE)
      return { why: `Its value has ${written.text.length} characters; Okta takes ${LONGEST_VALUE}.` };
    values.push(written.text);
    notes.push(...written.notes);
  }
  return { members: { type: "EXPRESSION", values }, notes };
}

function writeGroups({ source }: ClaimMapping): Made {
  if (source.kind !== "groups") return { why: "It sends no groups." };
  const { emit, filter, limit, chosen, assigned } = source;
  if (emit !== "name") return { why: "Okta sends groups by their names alone." };
  const type = [...OKTA_GROUP_FILTERS].find(([, operator]) => operator === filter?.operator)?.[0];
  const members = { type: "GROUP", filterType: type ?? "REGEX", filterValue: filter?.value ?? ".*" };
  const found: readonly (readonly [unknown, string])[] = [
    [filter === undefined ? true : undefined, "Okta wants a filter: all groups are written as the pattern `.*`."],
    [limit, "How many groups are sent at most is left out: Okta has no such setting for SAML."],
    [chosen, "Okta picks groups by a filter: the choice of single ones is left out."],
    [assigned, "That only assigned groups are sent is left out."],
  ];
  return { members, notes: found.flatMap(([value, message]) => (value === undefined ? [] : [message])) };
}

/** What a row here may say beside its name, format and source. */
function describeExtras({ friendlyName, severalValues, scope, note }: ClaimMapping): readonly string[] {
  const found: readonly (readonly [unknown, string])[] = [
    [friendlyName, "Its FriendlyName is left out: Okta sends none."],
    [severalValues, "How several values are written is Okta's own: it is left out."],
    [scope, "That a scope is needed for it is left out."],
    [note, "Its note is left out."],
  ];
  return found.flatMap(([value, message]) => (value === undefined ? [] : [message]));
}
