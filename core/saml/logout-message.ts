import { RehearsalError } from "../errors.ts";
import { isoSeconds } from "../time.ts";
import { buildElement, transportForm } from "./canonical.ts";
import { parseDateTime } from "./date-time.ts";
import type { NameId } from "./name-id.ts";
import { NAMESPACE } from "./names.ts";
import { type SamlSigningKey, signEnveloped } from "./signature.ts";
import { buildStatus, type SamlStatus } from "./status.ts";
import { child, childrenNamed, escapeXmlText, type XmlElement } from "./xml.ts";

/** What requests and responses share (SAML core, sections 3.2.1 and 3.2.2). */
interface LogoutMessageBase {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly issueInstant: number;
  /** entityID of whoever sends it. */
  readonly issuer: string;
  readonly destination?: string;
}

/** Whose session ends (SAML core, section 3.7.1). */
export interface LogoutRequest extends LogoutMessageBase {
  readonly kind: "request";
  readonly nameId: NameId;
  /** Which of the subject's sessions; none: all of them. */
  readonly sessionIndexes: readonly string[];
  /** Milliseconds since the epoch. */
  readonly notOnOrAfter?: number;
  /** URI. */
  readonly reason?: string;
}

/** Whether it did (SAML core, section 3.7.2). */
export interface LogoutResponse extends LogoutMessageBase {
  readonly kind: "response";
  readonly inResponseTo?: string;
  readonly status: SamlStatus;
}

export type LogoutMessage = LogoutRequest | LogoutResponse;

/** The message as XML; signed inside where a key is given. With HTTP-Redirect the URL is signed instead. */
export function buildLogoutMessage(message: LogoutMessage, key?: SamlSigningKey): string {
  const build = (signature: string): string => assemble(message, signature);
  return transportForm(key === undefined ? build("") : signEnveloped(message.id, key, build));
}

/**
 * Reads a LogoutRequest or a LogoutResponse. Throws a RehearsalError: `SAML_LOGOUT_TYPE`, `SAML_LOGOUT_VERSION`,
 * `SAML_LOGOUT_MEMBER`.
 */
export function parseLogoutMessage(element: XmlElement): LogoutMessage {
  const { attributes, localName, namespace } = element;
  const isKnown = localName === "LogoutRequest" || localName === "LogoutResponse";
  if (namespace !== NAMESPACE.protocol || !isKnown) {
    const message = `The message is <${localName}>, not a LogoutRequest or LogoutResponse of SAML 2.0.`;
    throw new RehearsalError("SAML_LOGOUT_TYPE", message);
  }
  if (attributes.Version !== "2.0") {
    throw new RehearsalError("SAML_LOGOUT_VERSION", `Version is ${show(attributes.Version)}; only "2.0" is spoken.`);
  }
  const issuer = child(element, NAMESPACE.assertion, "Issuer")?.text.trim() ?? "";
  if (issuer === "") throw wrong("Issuer", undefined, "the entityID of whoever sends the message");
  const base = {
    id: parseId(attributes.ID),
    issueInstant: parseTime("IssueInstant", attributes.IssueInstant),
    issuer,
    ...(attributes.Destination === undefined ? {} : { destination: attributes.Destination }),
  };
  return localName === "LogoutRequest" ? parseRequest(element, base) : parseResponse(element, base);
}

function assemble(message: LogoutMessage, signature: string): string {
  const own = message.kind === "request" ? requestParts(message) : responseParts(message);
  const issuer = buildElement("saml:Issuer", { "xmlns:saml": NAMESPACE.assertion }, escapeXmlText(message.issuer));
  return buildElement(
    message.kind === "request" ? "samlp:LogoutRequest" : "samlp:LogoutResponse",
    {
      "xmlns:samlp": NAMESPACE.protocol,
      Destination: message.destination,
      ID: message.id,
      IssueInstant: isoSeconds(message.issueInstant),
      Version: "2.0",
      ...own.attributes,
    },
    issuer + signature + own.content,
  );
}

function requestParts({ nameId, sessionIndexes, notOnOrAfter, reason }: LogoutRequest) {
  const { value, format, nameQualifier, spNameQualifier } = nameId;
  const name = buildElement(
    "saml:NameID",
    {
      "xmlns:saml": NAMESPACE.assertion,
      Format: format,
      NameQualifier: nameQualifier,
      SPNameQualifier: spNameQualifier,
    },
    escapeXmlText(value),
  );
  const indexes = sessionIndexes.map((index) => buildElement("samlp:SessionIndex", {}, escapeXmlText(index)));
  const end = notOnOrAfter === undefined ? undefined : isoSeconds(notOnOrAfter);
  return { attributes: { NotOnOrAfter: end, Reason: reason }, content: name + indexes.join("") };
}

function responseParts({ inResponseTo, status }: LogoutResponse) {
  return { attributes: { InResponseTo: inResponseTo }, content: buildStatus(status) };
}

function parseRequest(element: XmlElement, base: LogoutMessageBase): LogoutRequest {
  const { NotOnOrAfter, Reason } = element.attributes;
  const indexes = childrenNamed(element, NAMESPACE.protocol, "SessionIndex").map(({ text }) => text.trim());
  return {
    kind: "request",
    ...base,
    nameId: parseNameId(child(element, NAMESPACE.assertion, "NameID")),
    sessionIndexes: indexes,
    ...(NotOnOrAfter === undefined ? {} : { notOnOrAfter: parseTime("NotOnOrAfter", NotOnOrAfter) }),
    ...(Reason === undefined ? {} : { reason: Reason }),
  };
}

function parseResponse(element: XmlElement, base: LogoutMessageBase): LogoutResponse {
  const { InResponseTo } = element.attributes;
  const status = child(element, NAMESPACE.protocol, "Status");
  const outer = child(status, NAMESPACE.protocol, "StatusCode");
  const code = outer?.attributes.Value ?? "";
  if (code === "") throw wrong("StatusCode", undefined, "a code that says how it went");
  const subCode = child(outer, NAMESPACE.protocol, "StatusCode")?.attributes.Value;
  const message = child(status, NAMESPACE.protocol, "StatusMessage")?.text;
  return {
    kind: "response",
    ...base,
    ...(InResponseTo === undefined ? {} : { inResponseTo: InResponseTo }),
    status: {
      code,
      ...(subCode === undefined ? {} : { subCode }),
      ...(message === undefined ? {} : { message }),
    },
  };
}

/** An encrypted one, or a BaseID, names nobody here. */
function parseNameId(element: XmlElement | undefined): NameId {
  const value = element?.text ?? "";
  if (element === undefined || value === "") throw wrong("NameID", undefined, "whose session ends, in the open");
  const { Format, NameQualifier, SPNameQualifier } = element.attributes;
  return {
    value,
    ...(Format === undefined ? {} : { format: Format }),
    ...(NameQualifier === undefined ? {} : { nameQualifier: NameQualifier }),
    ...(SPNameQualifier === undefined ? {} : { spNameQualifier: SPNameQualifier }),
  };
}

/** `xs:ID`: it is written back as InResponseTo, and into the trace. */
function parseId(value: string | undefined): string {
  if (value !== undefined && /^[\p{L}_][\p{L}\p{N}._-]{0,255}$/u.test(value)) return value;
  throw wrong("ID", value, "an xs:ID of at most 256 characters, beginning with a letter or _");
}

function parseTime(name: string, value: string | undefined): number {
  const instant = parseDateTime(value ?? "");
  if (instant !== undefined) return instant;
  throw wrong(name, value, "a time in UTC such as 2026-03-02T09:00:00Z");
}

function wrong(member: string, found: string | undefined, right: string): RehearsalError {
  return new RehearsalError("SAML_LOGOUT_MEMBER", `${member} is ${show(found)}; it must be ${right}.`);
}

function show(value: string | undefined): string {
  return value === undefined ? "absent" : JSON.stringify(value.slice(0, 200));
}
