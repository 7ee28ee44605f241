import { isSafeName } from "../attribute-value.ts";
import type { ClaimMapping } from "../mapping/claim-mapping.ts";
import type { MetadataRole, RequestedAttribute } from "../saml/read-metadata.ts";
import type { SamlConnection } from "../saml/settings.ts";
import type { Workspace } from "../store/workspace.ts";
import { freeName } from "./free-name.ts";
import { plainHeading } from "./hr-columns.ts";
import type { ImportQuestion, ReportLine } from "./import-plan.ts";
import type { PlannerInput } from "./plan-import.ts";

/** Says what becomes of a part of the metadata. */
export type Tell = (result: ReportLine["result"], place: string, subject: string, message: string) => void;

/** An attribute that a service provider asks for, with the attribute of people that it is by its name. */
interface Offered {
  readonly requested: RequestedAttribute;
  readonly attribute: string;
}

/** What the application asks for. */
export interface Requested {
  /** Names of claims that it is sent. */
  readonly sent: ReadonlySet<string>;
  /** Those that it is not sent, and that people here have an attribute for. */
  readonly offered: readonly Offered[];
  /** Whether somebody wants them added. */
  readonly isAdded: boolean;
}

/** The id of the question whether claims are added for what the application asks for. */
const REQUESTED_QUESTION = "requested";

/** Finds what of it is sent, and what could be. */
export function findRequested(
  { workspace, options }: PlannerInput,
  { requested }: MetadataRole,
  saml: SamlConnection | undefined,
): Requested {
  const sent = new Set(saml?.claims.map(({ claim }) => claim));
  const find = createSourceFinder(workspace);
  const missing = requested.filter(({ name }, index) => {
    const isFirst = requested.findIndex((each) => each.name === name) === index;
    return isFirst && isSafeName(name) && name !== "" && !sent.has(name);
  });
  const offered = missing.flatMap((each): readonly Offered[] => {
    const attribute = saml === undefined ? undefined : find(each);
    return attribute === undefined ? [] : [{ requested: each, attribute }];
  });
  return { sent, offered, isAdded: options.answers?.[REQUESTED_QUESTION] === "add" };
}

/** Asks whether claims are added; nothing is asked where none could be. */
export function askForClaims({ offered, isAdded }: Requested): readonly ImportQuestion[] {
  if (offered.length === 0) return [];
  const rows = offered.map(({ requested: { name }, attribute }) => `${name} from ${attribute}`).join("; ");
  const text =
    "The application asks for attributes that no claim sends. Add claims where people have an attribute of that name?";
  const choices = [
    { id: "add", text: `Add: ${rows}` },
    { id: "leave", text: isAdded ? "Leave them out" : "Leave them out, as they are now" },
  ];
  return [{ id: REQUESTED_QUESTION, place: "RequestedAttribute", text, choices }];
}

/** A line for each attribute that is asked for. */
export function tellRequested({ requested }: MetadataRole, found: Requested, tell: Tell): void {
  for (const { name, required } of requested) {
    const asks = required ? "It has to be sent" : "It is asked for";
    const [result, rest] = describeRequested(name, found);
    tell(result, "RequestedAttribute", name, `${asks}${rest}`);
  }
}

function describeRequested(
  name: string,
  { sent, offered, isAdded }: Requested,
): readonly [result: ReportLine["result"], rest: string] {
  if (sent.has(name)) return ["taken", ", and it is."];
  const found = offered.find(({ requested }) => requested.name === name);
  if (found === undefined)
    return ["notUnderstood", ", and nobody here has an attribute of that name: add a claim, and say its source."];
  if (isAdded) return ["adapted", `: a claim is added, from ${found.attribute}.`];
  return ["notUnderstood", `, and is not sent. People have ${found.attribute}: say whether it is to be added.`];
}

/** The connection with a claim for each that is offered, where somebody wants them added. */
export function withRequested(saml: SamlConnection, { offered, isAdded }: Requested): SamlConnection {
  return isAdded ? { ...saml, claims: withOffered(saml.claims, offered) } : saml;
}

function withOffered(claims: readonly ClaimMapping[], offered: readonly Offered[]): ClaimMapping[] {
  const taken = new Set(claims.map(({ id }) => id));
  const added = offered.map(({ requested: { name, friendlyName, nameFormat }, attribute }): ClaimMapping => {
    const id = freeName(isSafeName(attribute) ? attribute : "requested", taken);
    return {
      id,
      claim: name,
      ...(friendlyName === undefined || friendlyName === "" ? {} : { friendlyName }),
      ...(nameFormat === undefined || nameFormat === "" ? {} : { nameFormat }),
      source: { kind: "attribute", attribute },
    };
  });
  return [...claims, ...added];
}

/** Names of the same thing, in small letters without punctuation: what SAML, LDAP, Entra and Okta call it. */
const SAME: readonly (readonly string[])[] = [
  ["mail", "email", "emailaddress"],
  ["givenname", "firstname"],
  ["surname", "sn", "lastname", "familyname"],
  ["displayname"],
  ["username", "userprincipalname", "upn"],
  ["jobtitle", "title"],
  ["department"],
  ["telephonenumber", "primaryphone"],
  ["mobile", "mobilephone"],
  ["employeeid", "employeenumber"],
  ["company", "companyname", "organization"],
];

/** LDAP attributes by their object identifiers (RFC 4519; RFC 4524; RFC 2798). */
const BY_OID: ReadonlyMap<string, string> = new Map([
  ["urn:oid:0.9.2342.19200300.100.1.3", "mail"],
  ["urn:oid:2.5.4.42", "givenName"],
  ["urn:oid:2.5.4.4", "sn"],
  ["urn:oid:2.16.840.1.113730.3.1.241", "displayName"],
  ["urn:oid:2.5.4.12", "title"],
  ["urn:oid:2.5.4.20", "telephoneNumber"],
  ["urn:oid:2.16.840.1.113730.3.1.3", "employeeNumber"],
]);

/** Finds the attribute of people that a requested one is by its name; undefined where none is. */
function createSourceFinder({ directory }: Workspace): (requested: RequestedAttribute) => string | undefined {
  const known = new Map<string, string>([["username", "userName"]]);
  for (const { attributes } of directory.users)
    for (const name of Object.keys(attributes)) known.set(plainHeading(name), name);
  return (requested) => {
    for (const word of wordsFor(requested)) {
      const same = SAME.find((words) => words.includes(word)) ?? [];
      const found = [word, ...same].find((each) => known.has(each));
      if (found !== undefined) return known.get(found);
    }
    return undefined;
  };
}

/** What it may be called: its friendly name, its object identifier's, the last part of its name. */
function wordsFor({ name, friendlyName }: RequestedAttribute): readonly string[] {
  const last = name.startsWith("urn:oid:") ? BY_OID.get(name) : name.split(/[/#:]/).at(-1);
  return [friendlyName, last].flatMap((text) => (text === undefined || text === "" ? [] : plainHeading(text)));
}
