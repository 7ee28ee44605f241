import { type AttributeValue, isList } from "../attribute-value.ts";
import type { DirectoryUser } from "../directory/directory.ts";
import { writeCsv } from "./csv-text.ts";
import type { Exported, ExporterInput, NotCarried } from "./exported.ts";
import { namesIn, type PeopleNames } from "./people-names.ts";
import { createLosses, describeMembers } from "./people-not-carried.ts";

/** How a product's list of people is written. */
interface PeopleFormat {
  /** The columns for the id, the user name, and whether somebody is let in. */
  readonly columns: { readonly id: string; readonly userName: string; readonly active?: string };
  /** Headings, in lower case, that mean something else in the file than an attribute of that name. */
  readonly reserved: readonly string[];
  /** Attributes of which a cell holds several values, with semicolons between them. */
  readonly lists: readonly string[];
  /** What an empty cell is: an empty text, or nothing. */
  readonly emptyIsText: boolean;
}

const FORMATS: Readonly<Record<PeopleNames, PeopleFormat>> = {
  entra: {
    columns: { id: "id", userName: "userPrincipalName", active: "accountEnabled" },
    reserved: [
      ...["id", "objectid", "userprincipalname", "accountenabled", "username", "active"],
      ...["businessphones", "mobilephone", "officelocation", "faxnumber"],
    ],
    lists: ["proxyAddresses", "otherMails"],
    emptyIsText: false,
  },
  okta: {
    columns: { id: "id", userName: "login" },
    reserved: ["id", "login", "password", "username", "active"],
    lists: [],
    emptyIsText: true,
  },
};

/** Everybody, with all their attributes, as Entra or Okta lists people. An import of the file finds everybody again. */
export async function exportPeopleCsv({ workspace, options, pace }: ExporterInput): Promise<Exported> {
  const { users } = workspace.directory;
  const product = options.names ?? "entra";
  const format = FORMATS[product];
  const attributes = [...new Set(users.flatMap((user) => Object.keys(user.attributes)))];
  const names = namesIn(product, attributes);
  const { columns } = format;
  const carried = attributes.filter((name) => !isReserved(names.get(name) ?? name, format));
  const losses = createLosses("directory/users/*/attributes");
  const header = [columns.id, columns.userName, ...(columns.active === undefined ? [] : [columns.active])];
  const rows = [[...header, ...carried.map((name) => names.get(name) ?? name)]];
  for (const [index, user] of users.entries()) {
    if (pace.isDue()) await pace.rest({ done: index, total: users.length, what: "people" });
    const cells = carried.map((name) => writeValue(user, name, format, losses.add));
    const active = user.active ? "True" : "False";
    rows.push([user.id, user.userName, ...(columns.active === undefined ? [] : [active]), ...cells]);
  }
  return {
    text: writeCsv(rows),
    fileName: `people-${product}.csv`,
    notCarried: [
      ...describeMembers(workspace.directory),
      ...describeInactive(users, format),
      ...describeNames(attributes, names, format),
      ...losses.finish(),
    ],
  };
}

/** A heading is trimmed when it is read. */
function isReserved(name: string, { reserved }: PeopleFormat): boolean {
  return reserved.includes(name.toLowerCase()) || name !== name.trim();
}

function writeValue(
  { attributes }: DirectoryUser,
  name: string,
  { lists, emptyIsText }: PeopleFormat,
  lose: (attribute: string, message: string) => void,
): string {
  const value: AttributeValue | undefined = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
  const loss = emptyIsText ? lossInOkta(value) : lossInEntra(value);
  if (loss !== undefined) lose(name, loss);
  else if (value !== undefined) {
    const more = lossOfSeveral(value, lists.includes(name));
    if (more !== undefined) lose(name, more);
  }
  if (value === undefined || value === null) return "";
  return isList(value) ? value.map(String).join(";") : String(value);
}

function lossInOkta(value: AttributeValue | undefined): string | undefined {
  const isNothing = value === undefined || value === null;
  return isNothing ? "An empty cell is an empty text in Okta, so that nothing becomes one." : undefined;
}

function lossInEntra(value: AttributeValue | undefined): string | undefined {
  if (value === null) return "An explicit null is an empty cell, which is nothing in Entra.";
  return value === "" ? "An empty text is an empty cell, which is nothing in Entra." : undefined;
}

/** `hasSeveral`: a cell of this column holds several values. */
function lossOfSeveral(value: AttributeValue, hasSeveral: boolean): string | undefined {
  if (isList(value)) {
    const isWhole = hasSeveral && value.length > 1 && value.every(isPlain);
    return isWhole ? undefined : "Several values become one text, with semicolons between them.";
  }
  if (typeof value !== "string") return "A number, or a yes or no, becomes text.";
  return hasSeveral && !isPlain(value) ? "A text with a semicolon becomes several values." : undefined;
}

function isPlain(value: unknown): boolean {
  return typeof value === "string" && value !== "" && !/[;\\]/.test(value) && value === value.trim();
}

function describeInactive(users: readonly DirectoryUser[], { columns }: PeopleFormat): readonly NotCarried[] {
  if (columns.active !== undefined || users.every(({ active }) => active)) return [];
  const message = "Okta's list does not say who is let in: everybody is, to whom the file is new.";
  return [{ place: "directory/users/*/active", message }];
}

function describeNames(
  attributes: readonly string[],
  names: ReadonlyMap<string, string>,
  format: PeopleFormat,
): readonly NotCarried[] {
  return attributes.flatMap((name): readonly NotCarried[] => {
    const written = names.get(name) ?? name;
    const place = `directory/users/*/attributes/${name}`;
    if (isReserved(written, format))
      return [
        { place, message: `A column ${JSON.stringify(written)} means something else; the attribute is left out.` },
      ];
    if (written === name) return [];
    return [{ place, message: `It is called ${written} in the file, and after an import of it.` }];
  });
}
