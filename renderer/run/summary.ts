import type { Artefact, HttpRequest, HttpResponse, Step } from "../../core/contract/model.ts";
import { CLAIMS, FIELDS, type FieldMeaning, PARAMETERS, XML_FIELDS } from "./field-meanings.ts";
import { carriedValues, headerText, isScim, parseObject, STATUS_WORDS } from "./http-text.ts";
import { OPERATION, SCIM_FIELDS } from "./scim-meanings.ts";
import { findElements, tokenizeXml } from "./xml.ts";

/** One thing that matters, with what it is and the section that says so. */
export interface Field extends FieldMeaning {
  readonly name: string;
  readonly value: string;
}

/** The fields that matter of a message or an artefact; none for other steps, which have a view of their own. */
export function summaryFields(step: Step): readonly Field[] {
  switch (step.kind) {
    case "request":
      return requestFields(step.request);
    case "response":
      return responseFields(step.response);
    case "artefact":
      return artefactFields(step.artefact);
    case "checks":
    case "evaluation":
    case "decision":
    case "change":
    case "notice":
    case "outcome":
      return [];
  }
}

function requestFields(request: HttpRequest): readonly Field[] {
  const { origin, pathname } = new URL(request.url);
  return [
    field("Method", request.method, FIELDS),
    field("Address", `${origin}${pathname}`, FIELDS),
    ...headerFields(request, ["authorization", "cookie"]),
    ...valueFields(request),
  ];
}

function responseFields(response: HttpResponse): readonly Field[] {
  const word = STATUS_WORDS[response.status];
  const location = headerText(response.headers, "location");
  return [
    field("Status", `${response.status}${word === undefined ? "" : ` ${word}`}`, FIELDS),
    ...(location === "" ? [] : [field("Location", location.replace(/\?.*$/s, ""), FIELDS)]),
    ...headerFields(response, ["content-type", "set-cookie"]),
    ...valueFields(response),
  ];
}

function headerFields({ headers }: HttpRequest | HttpResponse, names: readonly string[]): readonly Field[] {
  return names.flatMap((name) => {
    const value = headerText(headers, name);
    return value === "" ? [] : [field(name, value, FIELDS)];
  });
}

function valueFields(message: HttpRequest | HttpResponse): readonly Field[] {
  if (isScim(message)) return scimFields(message);
  return [...carriedValues(message)].map(([name, { value }]) => field(name, value, PARAMETERS));
}

/** The query of a SCIM request, and what its body or the answer's holds; of a PATCH, each operation. */
function scimFields(message: HttpRequest | HttpResponse): readonly Field[] {
  const query = [...carriedValues(message)].filter(([, { where }]) => where === "query");
  const { Operations: operations, ...members } = parseObject(message.body) ?? {};
  return [
    ...query.map(([name, { value }]) => field(name, value, SCIM_FIELDS)),
    ...(Array.isArray(operations) ? operations.map(operationField) : []),
    ...memberFields(members, SCIM_FIELDS),
  ];
}

function operationField(operation: unknown, index: number): Field {
  const { op, path, value } = (parseObject(JSON.stringify(operation)) ?? {}) as Readonly<Record<string, unknown>>;
  const name = [`${index + 1}.`, op, path].filter((part) => typeof part === "string").join(" ");
  return { name, value: value === undefined ? "" : showJson(value), ...OPERATION };
}

function field(name: string, value: string, meanings: Readonly<Record<string, FieldMeaning>>): Field {
  return { name, value, ...(Object.hasOwn(meanings, name) ? meanings[name] : { what: "" }) } as Field;
}

function artefactFields({ language, text, type }: Artefact): readonly Field[] {
  return language === "xml" ? xmlFields(text) : jsonFields(text, meaningsOf(type, text));
}

/** What happens to people has names that speak for themselves; so do people of the directory. */
function meaningsOf(type: Artefact["type"], text: string): Readonly<Record<string, FieldMeaning>> {
  if (type === "id-token") return CLAIMS;
  return Object.hasOwn(parseObject(text) ?? {}, "userName") ? {} : { ...CLAIMS, ...PARAMETERS };
}

function xmlFields(xml: string): readonly Field[] {
  const tokens = tokenizeXml(xml);
  const known = XML_FIELDS.flatMap(({ element, attribute, name, ...meaning }) => {
    const [found] = findElements(tokens, element);
    const value = attribute === undefined ? found?.text : found?.attributes.get(attribute);
    return value === undefined || value === "" ? [] : [{ name, value, ...meaning }];
  });
  return [...known, ...attributeFields(tokens)];
}

/** The attributes of an assertion, a field each: several values in a row (SAML core, 2.7.3.1). */
function attributeFields(tokens: ReturnType<typeof tokenizeXml>): readonly Field[] {
  const starts = tokens.flatMap((token, index) => (token.kind === "open" && token.name === "Attribute" ? [index] : []));
  return starts.flatMap((start) => {
    const end = tokens.findIndex(
      (token, index) => index > start && token.kind === "close" && token.name === "Attribute",
    );
    const part = tokens.slice(start, end < 0 ? undefined : end);
    const name = findElements(part, "Attribute")[0]?.attributes.get("Name");
    const value = findElements(part, "AttributeValue")
      .map(({ text }) => text)
      .join(", ");
    return name === undefined ? [] : [{ name, value, what: "A claim about the person.", spec: "SAML core 2.7.3.1" }];
  });
}

function jsonFields(json: string, meanings: Readonly<Record<string, FieldMeaning>>): readonly Field[] {
  return memberFields(parseObject(json) ?? {}, meanings);
}

function memberFields(
  members: Readonly<Record<string, unknown>>,
  meanings: Readonly<Record<string, FieldMeaning>>,
): readonly Field[] {
  return Object.entries(members).flatMap(([name, value]) => {
    const nested = typeof value === "object" && value !== null && !Array.isArray(value);
    if (!nested) return [field(name, showJson(value), meanings)];
    return Object.entries(value).map(([inner, each]) => ({
      ...field(inner, showJson(each), meanings),
      name: `${shortName(name)} › ${inner}`,
    }));
  });
}

/** An extension of a SCIM resource by the end of its URN: the rest is the same for all of them (RFC 7643, section 10.3). */
function shortName(name: string): string {
  return name.replace(/^urn:.*:(?=[^:]+:[^:]+$)/, "…:");
}

function showJson(value: unknown): string {
  if (typeof value === "string") return value;
  return Array.isArray(value) && value.every((each) => typeof each === "string")
    ? value.join(", ")
    : JSON.stringify(value);
}
