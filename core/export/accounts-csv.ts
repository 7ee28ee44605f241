import { type Account, accountValue } from "../accounts/account.ts";
import { type AttributeValue, isList } from "../attribute-value.ts";
import { didYouMean, RehearsalError } from "../errors.ts";
import type { Application } from "../sp/application.ts";
import { writeCsv } from "./csv-text.ts";
import type { Exported, ExporterInput, NotCarried } from "./exported.ts";
import { createLosses } from "./people-not-carried.ts";

/** Columns with a meaning of their own. */
const OWN = ["id", "userName", "active", "externalId", "roles"];

/** The accounts of one application, with their attributes and roles. An import of the file finds each again. */
export async function exportAccountsCsv({ workspace, options, pace }: ExporterInput): Promise<Exported> {
  const application = findApplication(workspace.applications, options.application);
  const { accounts, accountAttributes } = application;
  const losses = createLosses(`applications/${application.id}/accounts/*`);
  const carried = accountAttributes.filter(({ name }) => !OWN.includes(name) && name === name.trim());
  const rows = [["id", "userName", "active", "externalId", ...carried.map(({ name }) => name), "roles"]];
  for (const [index, account] of accounts.entries()) {
    if (pace.isDue()) await pace.rest({ done: index, total: accounts.length, what: "accounts" });
    const { id, userName, active, roles } = account;
    const cells = carried.map(({ name, multiValued }) => writeValue(account, name, multiValued === true, losses.add));
    const externalId = writeValue(account, "externalId", false, losses.add);
    const held = roles.map(({ role }) => escaped(role)).join(";");
    rows.push([id, userName, active ? "true" : "false", externalId, ...cells, held]);
    tellMembers(account, new Set(["externalId", ...carried.map(({ name }) => name)]), losses.add);
  }
  return {
    text: writeCsv(rows),
    fileName: `${application.id.replace(/[^A-Za-z0-9._-]/g, "-")}-accounts.csv`,
    notCarried: [...losses.finish(), ...describeGroups(application)],
  };
}

/** @throws {RehearsalError} EXPORT_WHICH_APPLICATION, EXPORT_UNKNOWN_APPLICATION */
function findApplication(applications: readonly Application[], wanted: string | undefined): Application {
  const ids = applications.map(({ id }) => id);
  const [first] = applications;
  if (wanted === undefined) {
    if (first !== undefined && ids.length === 1) return first;
    throw new RehearsalError("EXPORT_WHICH_APPLICATION", `Say which application: ${ids.join(", ")}.`);
  }
  const found = applications.find(({ id }) => id === wanted);
  if (found !== undefined) return found;
  const message = `There is no application ${JSON.stringify(wanted)}.${didYouMean(wanted, ids)}`;
  throw new RehearsalError("EXPORT_UNKNOWN_APPLICATION", message);
}

function writeValue(
  account: Account,
  name: string,
  isMulti: boolean,
  lose: (attribute: string, message: string) => void,
): string {
  const value: AttributeValue | undefined = accountValue(account, name);
  if (value === undefined) return "";
  if (value === null || value === "") {
    lose(name, "An empty text, or an explicit null, is an empty cell, which says nothing.");
    return "";
  }
  if (!isList(value)) {
    if (typeof value !== "string") lose(name, "A number, or a yes or no, becomes text.");
    else if (isMulti) lose(name, "One text becomes a list of it.");
    return isMulti ? escaped(String(value)) : String(value);
  }
  const isWhole =
    isMulti && value.length > 0 && value.every((each) => typeof each === "string" && each.trim() === each);
  if (!isWhole || value.includes("")) lose(name, "Several values become one text, with semicolons between them.");
  return value.map((each) => escaped(String(each))).join(";");
}

/** A semicolon in a value stands behind a backslash. */
function escaped(text: string): string {
  return text.replaceAll(";", "\\;");
}

/** What an account has that no column holds. */
function tellMembers(
  account: Account,
  carried: ReadonlySet<string>,
  lose: (what: string, message: string) => void,
): void {
  const left = Object.keys(account.attributes).filter((name) => !carried.has(name));
  for (const name of left) lose(name, "The application does not list this attribute, so there is no column for it.");
  if (account.links.length > 0) lose("links", "Who signs in to it is not in the list.");
  if (account.scim !== undefined) lose("scim", "What SCIM clients sent beside the attributes is not in the list.");
  if (account.held === true) lose("held", "An account that waits for approval is like any other in the list.");
  if (account.localSignIn === true) lose("localSignIn", "That it is kept for an emergency is not in the list.");
  lose("written", "Who wrote a value or granted a role, and when, is not in the list.");
}

function describeGroups({ id, groups = [] }: Application): readonly NotCarried[] {
  if (groups.length === 0) return [];
  return [{ place: `applications/${id}/groups`, message: "Groups of accounts are not in the list." }];
}
