import { type Attributes, isSafeName, valuesOf } from "../attribute-value.ts";
import { RehearsalError } from "../errors.ts";
import { withImported } from "../imported-document.ts";
import { parseJsonObject } from "../oidc/json-object.ts";
import { personClaims } from "../oidc/person-claims.ts";
import { NAMESPACE } from "../saml/names.ts";
import { claimsOf, readAssertion } from "../saml/read-assertion.ts";
import { readResponse } from "../saml/read-response.ts";
import type { XmlElement } from "../saml/xml.ts";
import type { Workspace } from "../store/workspace.ts";
import type { ImportPlan } from "./import-plan.ts";
import { xmlOfPasted } from "./pasted-response.ts";
import { planPeople } from "./people-plan.ts";
import type { PlannerInput } from "./plan-import.ts";
import type { PersonAttributes } from "./read-people.ts";
import { readXml } from "./read-xml.ts";
import { createReport, type ReportWriter } from "./report.ts";

/**
 * What a real message says of somebody, and nothing else of it: signatures, keys, identifiers of messages and sessions
 * are left behind where it is read, and are kept nowhere.
 */
interface ReceivedIdentity {
  readonly issuer: string;
  readonly audiences: readonly string[];
  readonly subject: string;
  readonly format?: string;
  readonly claims: Attributes;
}

/**
 * A SAML response that somebody pasted, as XML, in base64 or as a browser posts it: its person goes into the directory, and its claims are held
 * against the connection that it is for. Its signature is not checked.
 * @throws {RehearsalError} IMPORT_NOT_XML, IMPORT_INVALID, IMPORT_ENCRYPTED
 */
export function planSamlResponse(input: PlannerInput): Promise<ImportPlan> {
  const { text, file } = input;
  return planIdentity(input, readSamlIdentity(readXml(xmlOfPasted(text), file), file));
}

/**
 * An ID token that somebody pasted: see {@link planSamlResponse}.
 * @throws {RehearsalError} IMPORT_INVALID
 */
export function planIdToken(input: PlannerInput): Promise<ImportPlan> {
  const { text, file } = input;
  const payload = parseJsonObject(Buffer.from(text.trim().split(".")[1] ?? "", "base64url").toString("utf8"));
  if (payload === undefined) {
    throw new RehearsalError("IMPORT_INVALID", "The second part of the token is no JSON object in base64url.", {
      file,
    });
  }
  const { iss, sub, aud } = payload;
  return planIdentity(input, {
    issuer: typeof iss === "string" ? iss : "",
    audiences: [aud].flat().filter((each) => typeof each === "string"),
    subject: typeof sub === "string" ? sub : "",
    claims: personClaims(payload),
  });
}

function readSamlIdentity(root: XmlElement, file: string): ReceivedIdentity {
  const { assertions, encryptedAssertions } = readResponse(root);
  const isAssertion = root.namespace === NAMESPACE.assertion && root.localName === "Assertion";
  const element = isAssertion ? root : assertions[0];
  if (element === undefined && encryptedAssertions.length > 0) {
    const message = "Its assertion is encrypted, and the key to it is not here: paste one that is decrypted.";
    throw new RehearsalError("IMPORT_ENCRYPTED", message, { file });
  }
  if (element === undefined) {
    throw new RehearsalError("IMPORT_INVALID", "There is no assertion in it: a response to a login has one.", { file });
  }
  const { issuers, nameIds, conditions, attributes } = readAssertion(element);
  const [nameId] = nameIds;
  return {
    issuer: issuers[0] ?? "",
    audiences: conditions.flatMap((each) => each.audiences.flat()),
    subject: nameId?.value ?? "",
    ...(nameId?.format === undefined ? {} : { format: nameId.format }),
    claims: claimsOf(attributes),
  };
}

/** Names that claims have for the same, each in small letters and without the rest of a URI. */
const ATTRIBUTES: ReadonlyMap<string, string> = new Map([
  ["givenname", "givenName"],
  ["given_name", "givenName"],
  ["firstname", "givenName"],
  ["user.firstname", "givenName"],
  ["surname", "surname"],
  ["family_name", "surname"],
  ["lastname", "surname"],
  ["user.lastname", "surname"],
  ["emailaddress", "mail"],
  ["email", "mail"],
  ["mail", "mail"],
  ["user.email", "mail"],
  ["displayname", "displayName"],
]);

/** Claims that may hold somebody's sign-in name, the surest first. */
const USER_NAMES = ["upn", "preferred_username", "username", "user.username", "name", "emailaddress", "email", "mail"];

const IDS = ["objectidentifier", "oid"];

/** Groups make no attribute: whose they are is the directory's to say. */
const GROUPS: ReadonlySet<string> = new Set(["groups", "memberof", "role", "roles", "group"]);

/** `givenname`, of `http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname`. */
function shortName(claim: string): string {
  return (claim.split(/[/#]/).at(-1) ?? claim).toLowerCase();
}

async function planIdentity(input: PlannerInput, identity: ReceivedIdentity): Promise<ImportPlan> {
  const report = createReport();
  const textsOf = claimTexts(identity.claims);
  const userName = chooseUserName([...textsOf(USER_NAMES), identity.subject]);
  if (userName === "") {
    const message = "Nobody is named in it: neither a subject nor a claim that holds a sign-in name.";
    throw new RehearsalError("IMPORT_INVALID", message, { file: input.file });
  }
  const attributes = readAttributes(identity.claims);
  const person = { at: 0, userName, id: textsOf(IDS)[0], attributes };
  const read = {
    people: [person],
    carried: new Set(Object.keys(attributes)),
    carriesGroups: false,
    placeOf: () => "subject",
  };
  report.add({
    result: "adapted",
    place: "Signature",
    subject: identity.issuer,
    message: "Signatures, keys and the identifiers of the message are left out; the signature is not checked.",
  });
  const plan = await planPeople(input, read, report);
  return { ...plan, next: keepClaims(plan.next, input, identity, report), report: report.finish() };
}

/** The texts of claims by their short names, in the order in which they are asked for. */
function claimTexts(claims: Attributes): (names: readonly string[]) => readonly string[] {
  const short = new Map(Object.entries(claims).map(([name, value]) => [shortName(name), value]));
  return (names) =>
    names
      .map((name) => valuesOf(short.get(name))[0])
      .filter((value): value is string => typeof value === "string" && value !== "");
}

/** A sign-in name usually has the form of an address; one that was cut short for the application does not. */
function chooseUserName(names: readonly string[]): string {
  return names.find((name) => name.includes("@")) ?? names[0] ?? "";
}

function readAttributes(claims: Attributes): PersonAttributes {
  const attributes: PersonAttributes = {};
  for (const [claim, value] of Object.entries(claims)) {
    const short = shortName(claim);
    const name = ATTRIBUTES.get(short) ?? (claim.includes("/") ? short : claim);
    if (GROUPS.has(short) || !isSafeName(name) || value === null) continue;
    attributes[name] = typeof value === "object" ? [...value] : value;
  }
  return attributes;
}

/** The claims set stands with the connection that the message was for, without anything that proves who sent it. */
function keepClaims(
  workspace: Workspace,
  { kind, file, importedAt }: PlannerInput,
  identity: ReceivedIdentity,
  report: ReportWriter,
): Workspace {
  const { issuer, subject, format, claims, audiences } = identity;
  const document = { issuer, subject, ...(format === undefined ? {} : { format }), claims: writable(claims) };
  let kept = false;
  const identityProviders = workspace.identityProviders.map((provider) => ({
    ...provider,
    connections: provider.connections.map((connection) => {
      const names = [connection.saml?.entityId, connection.oidc?.clientId];
      if (kept || !names.some((name) => name !== undefined && audiences.includes(name))) return connection;
      kept = true;
      tellClaims(claims, new Set((connection.saml ?? connection.oidc)?.claims.map(({ claim }) => claim)), report);
      return { ...connection, imported: withImported(connection.imported, { kind, file, importedAt, document }) };
    }),
  }));
  if (kept) return { ...workspace, identityProviders };
  const message = `No connection here is for ${audiences.join(", ") || "nobody in particular"}: the claims are shown, and not kept.`;
  report.add({ result: "notUnderstood", place: "Audience", subject: audiences[0] ?? "", message });
  tellClaims(claims, undefined, report);
  return workspace;
}

function writable(claims: Attributes) {
  return Object.fromEntries(
    Object.entries(claims).map(([name, value]) => [
      name,
      typeof value === "object" && value !== null ? [...value] : value,
    ]),
  );
}

function tellClaims(claims: Attributes, sent: ReadonlySet<string> | undefined, report: ReportWriter): void {
  for (const [claim, value] of Object.entries(claims)) {
    const count = valuesOf(value).length;
    const held = `${count} ${count === 1 ? "value" : "values"}`;
    if (sent === undefined) report.add({ result: "taken", place: "claim", subject: claim, message: `It has ${held}.` });
    else if (sent.has(claim))
      report.add({
        result: "taken",
        place: "claim",
        subject: claim,
        message: `It has ${held}; the connection sends it.`,
      });
    else {
      const message = `It has ${held}; the connection sends no claim of this name.`;
      report.add({ result: "notUnderstood", place: "claim", subject: claim, message });
    }
  }
}
