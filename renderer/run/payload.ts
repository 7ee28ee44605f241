import type { Artefact, HttpRequest, HttpResponse, Step, Trace } from "../../core/contract/model.ts";
import {
  type Carried,
  carriedValues,
  headerText,
  isScim,
  parseObject,
  requestText,
  responseText,
} from "./http-text.ts";
import { layOutXml } from "./xml.ts";

/** How a payload can be looked at; a step has those that there is something for. */
export const PAYLOAD_TABS = ["summary", "decoded", "raw", "http"] as const;
export type PayloadTab = (typeof PAYLOAD_TABS)[number];

/** A text to read, with the pieces of it that matter: `from` to `to`, exclusive. */
export interface CodeText {
  readonly name: string;
  readonly text: string;
  readonly language: "xml" | "json" | "http";
  readonly marks: readonly { readonly from: number; readonly to: number }[];
}

/** A value exactly as it was sent. */
export interface RawValue {
  readonly name: string;
  /** How it was packed, and where it stood. */
  readonly how: string;
  readonly value: string;
}

/** What a step carried, in the forms that it has. The summary is built apart: see summary.ts. */
export interface Payload {
  readonly decoded?: CodeText;
  readonly raw?: readonly RawValue[];
  readonly http?: CodeText;
}

/** What a step carried. */
export function buildPayload(trace: Trace, step: Step): Payload {
  switch (step.kind) {
    case "request":
      return messagePayload(trace, step, step.request, requestText(step.request));
    case "response":
      return messagePayload(trace, step, step.response, responseText(step.response));
    case "artefact":
      return { decoded: artefactText(step.artefact), ...withRaw(artefactRaw(trace, step.seq, step.artefact)) };
    case "checks":
    case "evaluation":
    case "decision":
    case "change":
    case "notice":
    case "outcome":
      return {};
  }
}

/** The tabs of a step, in their order. */
export function tabsOf(payload: Payload): readonly PayloadTab[] {
  return PAYLOAD_TABS.filter((tab) => tab === "summary" || payload[tab] !== undefined);
}

function messagePayload(trace: Trace, step: Step, message: HttpRequest | HttpResponse, text: string): Payload {
  const carried = carriedValues(message);
  const decoded = decodeCarried(trace, step, carried) ?? decodeBody(message);
  return {
    ...(decoded === undefined ? {} : { decoded }),
    ...withRaw(isScim(message) ? rawBody(message) : rawValues(carried)),
    http: { name: "HTTP message", text, language: "http", marks: [] },
  };
}

function withRaw(raw: readonly RawValue[]): Pick<Payload, "raw"> {
  return raw.length === 0 ? {} : { raw };
}

function rawBody({ body }: HttpRequest | HttpResponse): readonly RawValue[] {
  return body === "" ? [] : [{ name: "Body", how: "JSON, as it was sent", value: body }];
}

/** What of a message is packed so that nobody reads it as it is, and how (SAML bindings 3.4.4.1, 3.5.4; RFC 7515, 7.1). */
const PACKED: Readonly<Record<string, string>> = {
  SAMLRequest: "base64",
  SAMLResponse: "base64",
  RelayState: "as it is",
  code: "as it is",
  state: "as it is",
  id_token: "header.payload.signature, each base64url",
};

const PLACES: Readonly<Record<Carried["where"], string>> = {
  query: "in the query",
  form: "in the posted form",
  redirect: "in the query of the address that the browser is sent to",
  page: "in a hidden field of the page",
  json: "in the JSON answer",
};

function rawValues(carried: ReadonlyMap<string, Carried>): readonly RawValue[] {
  return Object.entries(PACKED).flatMap(([name, packing]) => {
    const found = carried.get(name);
    if (found === undefined || found.value === "") return [];
    const { where, sent } = found;
    const deflated = name.startsWith("SAML") && (where === "query" || where === "redirect") ? "deflate, then " : "";
    const encoded = where === "json" || where === "page" ? "" : ", percent-encoded";
    return [{ name, how: `${deflated}${packing}${encoded}, ${PLACES[where]}`, value: sent }];
  });
}

/** The artefact that a message carries: unpacked here, or, where it was compressed, as the party nearest to it read it. */
function decodeCarried(trace: Trace, step: Step, carried: ReadonlyMap<string, Carried>): CodeText | undefined {
  const token = carried.get("id_token");
  if (token !== undefined) return decodeToken(token.value);
  const response = carried.get("SAMLResponse");
  if (response !== undefined) return unpackedXml("Response", response.value);
  const request = carried.get("SAMLRequest");
  if (request === undefined) return undefined;
  const read = nearestArtefact(trace, step.seq, "saml-request");
  return read === undefined ? unpackedXml("AuthnRequest", request.value) : artefactText(read);
}

function unpackedXml(name: string, base64: string): CodeText | undefined {
  const text = fromBase64(base64);
  return text === undefined || !text.trimStart().startsWith("<") ? undefined : xmlText(name, text, []);
}

/** An ID token in readable form: its header and its payload (RFC 7519, section 3). */
function decodeToken(token: string): CodeText | undefined {
  const [header, payload] = token.split(".").map((part) => parseObject(fromBase64(part) ?? ""));
  if (header === undefined || payload === undefined) return undefined;
  return { name: "ID token", text: JSON.stringify({ header, payload }, null, 2), language: "json", marks: [] };
}

/** Base64 or base64url to UTF-8 text; undefined where it is neither. */
function fromBase64(text: string): string | undefined {
  try {
    const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(binary, (char) => char.charCodeAt(0)));
  } catch {
    return undefined;
  }
}

function decodeBody(message: HttpRequest | HttpResponse): CodeText | undefined {
  const type = headerText(message.headers, "content-type");
  if (/[/+]xml\b/.test(type)) return xmlText("Metadata", message.body, []);
  const object = type.includes("json") ? parseObject(message.body) : undefined;
  return object === undefined
    ? undefined
    : { name: isScim(message) ? "SCIM" : "JSON", text: JSON.stringify(object, null, 2), language: "json", marks: [] };
}

/** An artefact laid out for reading, its marks with it. */
export function artefactText({ name, text, language, marks = [] }: Artefact): CodeText {
  return language === "xml" ? xmlText(name, text, marks) : { name, text, language, marks: findMarks(text, marks) };
}

function xmlText(name: string, text: string, marks: readonly string[]): CodeText {
  const laidOut = layOutXml(text);
  const moved = findMarks(text, marks).map(({ from, to }) => ({
    from: laidOut.placeOf(from),
    to: laidOut.placeOf(to - 1) + 1,
  }));
  return { name, text: laidOut.text, language: "xml", marks: moved };
}

/** Where the pieces stand in a text: the first place of each, in order, none within another. */
export function findMarks(text: string, pieces: readonly string[]): CodeText["marks"] {
  const found = pieces
    .map((piece) => ({ from: piece === "" ? -1 : text.indexOf(piece), to: text.indexOf(piece) + piece.length }))
    .filter(({ from }) => from >= 0)
    .sort((left, right) => left.from - right.from || right.to - left.to);
  return found.filter(({ from }, index) => found.slice(0, index).every((before) => before.to <= from));
}

function nearestArtefact({ steps }: Trace, seq: number, type: Artefact["type"]): Artefact | undefined {
  const all = steps.flatMap((step) => (step.kind === "artefact" && step.artefact.type === type ? [step] : []));
  return all.sort((left, right) => Math.abs(left.seq - seq) - Math.abs(right.seq - seq))[0]?.artefact;
}

/** How the artefact of a step travelled: taken from the nearest message that carries it. */
function artefactRaw({ steps }: Trace, seq: number, { type, text }: Artefact): readonly RawValue[] {
  if (type === "saml-assertion") return [{ name: "Assertion", how: "the very bytes, as signed", value: text }];
  const wanted = CARRIED_AS[type];
  if (wanted === undefined) return [];
  const near = steps.toSorted((left, right) => Math.abs(left.seq - seq) - Math.abs(right.seq - seq));
  for (const step of near) {
    const values = rawValues(valuesOfStep(step)).filter(({ name }) => name === wanted);
    if (values.length > 0) return values;
  }
  return [];
}

const CARRIED_AS: Readonly<Partial<Record<Artefact["type"], string>>> = {
  "saml-request": "SAMLRequest",
  "saml-response": "SAMLResponse",
  "id-token": "id_token",
};

function valuesOfStep(step: Step): ReadonlyMap<string, Carried> {
  if (step.kind === "request") return carriedValues(step.request);
  return step.kind === "response" ? carriedValues(step.response) : new Map();
}

/** The message that belongs to a request or response step: its answer, or what it answers. */
export function otherHalf({ steps }: Trace, step: Step): Step | undefined {
  if (step.kind !== "request" && step.kind !== "response") return undefined;
  const wanted = step.kind === "request" ? "response" : "request";
  return steps.find((each) => each.kind === wanted && "exchange" in each && each.exchange === step.exchange);
}
