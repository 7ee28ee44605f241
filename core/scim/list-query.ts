import { isScimObject, memberOf, type ScimObject, type ScimValue } from "./resource.ts";
import { ScimError } from "./scim-error.ts";

/** What a client asks of a list (RFC 7644, section 3.4.2). `startIndex` is 1-based. */
export interface ListQuery {
  readonly filter?: string;
  readonly sortBy?: string;
  readonly sortOrder: "ascending" | "descending";
  readonly startIndex: number;
  /** Undefined: as many as the server gives. */
  readonly count?: number;
  readonly attributes?: string;
  readonly excludedAttributes?: string;
}

const SEARCH_SCHEMA = "urn:ietf:params:scim:api:messages:2.0:SearchRequest";

/**
 * Reads the parameters of a GET.
 *
 * @throws {ScimError} 400 `invalidValue` that names the parameter
 */
export function parseListQuery(parameters: URLSearchParams): ListQuery {
  const text = (name: string): string | undefined => parameters.get(name) ?? undefined;
  return buildQuery(text, (name) => {
    const value = text(name);
    return value === undefined ? undefined : parseInteger(name, value);
  });
}

/**
 * Reads the body of a POST to `/.search` (RFC 7644, section 3.4.3).
 *
 * @throws {ScimError} 400 `invalidSyntax` for what is no search request, 400 `invalidValue` that names the member
 */
export function parseSearchRequest(body: unknown): ListQuery {
  checkMessage(body, SEARCH_SCHEMA, "a search request");
  return buildQuery(
    (name) => textIn(body, name),
    (name) => integerIn(body, name),
  );
}

/**
 * Checks that a body is a message of a kind: an object whose `schemas` lists its URN, without regard to case.
 *
 * @param what the kind in words, such as "a search request"
 * @throws {ScimError} 400 `invalidSyntax`
 */
export function checkMessage(body: unknown, urn: string, what: string): asserts body is ScimObject {
  if (!isScimObject(body)) throw new ScimError(400, "invalidSyntax", `The body is no JSON object; ${what} is.`);
  const schemas = memberOf(body, "schemas");
  const isListed = (each: unknown) => typeof each === "string" && each.toLowerCase() === urn.toLowerCase();
  if (Array.isArray(schemas) && schemas.some(isListed)) return;
  throw new ScimError(400, "invalidSyntax", `\`schemas\` of ${what} lists \`${urn}\`.`);
}

function buildQuery(
  text: (name: string) => string | undefined,
  integer: (name: string) => number | undefined,
): ListQuery {
  const optional = (name: "filter" | "sortBy" | "attributes" | "excludedAttributes") => {
    const value = text(name);
    return value === undefined || value === "" ? {} : { [name]: value };
  };
  const count = integer("count");
  return {
    sortOrder: parseOrder(text("sortOrder")),
    // Less than 1 means 1, and less than 0 means 0 (RFC 7644, section 3.4.2.4).
    startIndex: Math.max(1, integer("startIndex") ?? 1),
    ...optional("filter"),
    ...optional("sortBy"),
    ...optional("attributes"),
    ...optional("excludedAttributes"),
    ...(count === undefined ? {} : { count: Math.max(0, count) }),
  };
}

function parseOrder(text: string | undefined): "ascending" | "descending" {
  const order = text?.toLowerCase() ?? "ascending";
  if (order === "ascending" || order === "descending") return order;
  const detail = `\`sortOrder\` is \`${order.slice(0, LONGEST_SHOWN)}\`; it is \`ascending\` or \`descending\`.`;
  throw new ScimError(400, "invalidValue", detail);
}

function parseInteger(name: string, text: string): number {
  if (/^[+-]?\d{1,15}$/.test(text.trim())) return Number(text);
  throw new ScimError(400, "invalidValue", `\`${name}\` is \`${text.slice(0, LONGEST_SHOWN)}\`; it is a whole number.`);
}

const LONGEST_SHOWN = 40;

function textIn(body: ScimObject, name: string): string | undefined {
  const value = memberOf(body, name);
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string") return value;
  const takesList = name === "attributes" || name === "excludedAttributes";
  if (takesList && Array.isArray(value) && value.every(isText)) return value.join(",");
  throw new ScimError(
    400,
    "invalidValue",
    `\`${name}\` of a search request is ${takesList ? "a list of names" : "text"}.`,
  );
}

function isText(value: ScimValue): value is string {
  return typeof value === "string";
}

function integerIn(body: ScimObject, name: string): number | undefined {
  const value = memberOf(body, name);
  if (value === undefined || value === null) return undefined;
  if (typeof value === "number" && Number.isSafeInteger(value)) return value;
  throw new ScimError(400, "invalidValue", `\`${name}\` of a search request is a whole number.`);
}
