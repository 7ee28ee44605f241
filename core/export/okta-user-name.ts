import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { RehearsalError } from "../errors.ts";
import { findImported } from "../imported-document.ts";
import { writeOktaSource } from "../mapping/okta-source.ts";
import type { Source } from "../mapping/source.ts";
import {
  BUILT_IN_TEMPLATES,
  isUserNameRow,
  type OktaUserNameTemplate,
  oktaUserNameTemplateSchema,
  readUserNameTemplate,
} from "../provisioning/okta-user-name.ts";
import type { ProvisioningMapping } from "../provisioning/settings.ts";
import type { Exported, ExporterInput, NotCarried } from "./exported.ts";
import { type ExportedConnection, findConnectionToExport } from "./find-connection.ts";

/**
 * The user name of an application as the template in its credentials in Okta. A template that was imported is given back
 * as it was where the row still says the same.
 * @throws {RehearsalError} EXPORT_…
 */
export function exportOktaUserName({ workspace, options }: ExporterInput): Exported {
  const found = findConnectionToExport(workspace, options, {
    has: (connection) => rowOf(connection) !== undefined,
    what: "is provisioned with a row for `userName`",
  });
  const { application, connection } = found;
  const row = rowOf(connection);
  if (row === undefined) throw new TypeError("It was chosen because it has one.");
  const place = `provisioning/mappings/${row.id}`;
  const written = writeTemplate(row, keptTemplate(connection));
  const document = { label: application.name, credentials: { userNameTemplate: written.template } };
  return {
    text: `${JSON.stringify(document, null, 2)}\n`,
    fileName: `${application.id.replace(/[^A-Za-z0-9._-]/g, "-")}-okta-user-name.json`,
    notCarried: [
      ...written.notes.map((message) => ({ place: `${place}/source`, message })),
      ...describeRow(row, place),
      ...describeNameId(row, connection),
    ],
  };
}

type Connection = ExportedConnection["connection"];

function rowOf({ provisioning }: Connection): ProvisioningMapping | undefined {
  return provisioning?.mappings.find(isUserNameRow);
}

const keptSchema = z.looseObject({
  credentials: z.looseObject({ userNameTemplate: oktaUserNameTemplateSchema }),
});

function keptTemplate({ imported }: Connection): OktaUserNameTemplate {
  const parsed = keptSchema.safeParse(findImported(imported, "oktaUserNameTemplate")?.document);
  return parsed.success ? parsed.data.credentials.userNameTemplate : {};
}

interface WrittenTemplate {
  readonly template: OktaUserNameTemplate;
  readonly notes: readonly string[];
}

/** The members that nobody here understands stay. */
function writeTemplate({ source, apply }: ProvisioningMapping, kept: OktaUserNameTemplate): WrittenTemplate {
  const pushStatus = (apply === "always") === (kept.pushStatus === "PUSH") ? kept.pushStatus : pushFor(apply);
  const push = pushStatus === undefined ? { pushStatus: pushFor(apply) } : { pushStatus };
  const { expression } = readUserNameTemplate(kept);
  const isSame = isDeepStrictEqual(source, { kind: "expression", ...expression });
  if (isSame && Object.keys(kept).length > 0) return { template: { ...kept, ...push }, notes: [] };
  const { userSuffix: _, ...others } = kept;
  const { template, type, notes } = writeText(source);
  return { template: { ...others, template, type, ...push }, notes };
}

function pushFor(apply: ProvisioningMapping["apply"]): string {
  return apply === "always" ? "PUSH" : "DONT_PUSH";
}

/** @throws {RehearsalError} EXPORT_NOT_WRITTEN */
function writeText(source: Source): {
  readonly template: string;
  readonly type: string;
  readonly notes: readonly string[];
} {
  if (source.kind === "expression" && source.dialect === "okta-template") {
    const isBuiltIn = BUILT_IN_TEMPLATES.includes(source.text) || !source.text.includes("${");
    return { template: source.text, type: isBuiltIn ? "BUILT_IN" : "CUSTOM", notes: isBuiltIn ? [] : [NO_BUILT_IN] };
  }
  const written = writeOktaSource(source);
  if (!written.ok)
    throw new RehearsalError("EXPORT_NOT_WRITTEN", `The row for \`userName\` cannot be written. ${written.why}`);
  const isPlain = source.kind === "expression";
  return { template: written.text, type: "CUSTOM", notes: isPlain ? written.notes : [...written.notes, COMES_BACK] };
}

const NO_BUILT_IN = "Okta has no built-in template of this text: it is written as one of the type CUSTOM.";
const COMES_BACK = "It is written as an expression of the type CUSTOM, and comes back as one that says the same.";

/** What a row here may say beside its source. */
function describeRow(
  { defaultIfNull, note, required, matching }: ProvisioningMapping,
  place: string,
): readonly NotCarried[] {
  const facts: readonly (readonly [string, boolean, string])[] = [
    ["defaultIfNull", defaultIfNull !== undefined, "A template has no default for whoever has no value."],
    ["required", required !== true, "In Okta nobody is assigned without a user name: it comes back as required."],
    ["matching", matching !== 1, "Okta matches accounts by the user name: it comes back as the first to match by."],
    ["note", note !== undefined, "Its note is left out."],
  ];
  return facts.flatMap(([name, isSet, message]) => (isSet ? [{ place: `${place}/${name}`, message }] : []));
}

function describeNameId({ source }: ProvisioningMapping, { saml }: Connection): readonly NotCarried[] {
  if (saml === undefined || isDeepStrictEqual(saml.nameId.source, source)) return [];
  const message =
    "The NameID of SAML logins says something else. In Okta it is the user name unless the sign-on settings say otherwise, and an import makes it so.";
  return [{ place: "saml/nameId/source", message }];
}
