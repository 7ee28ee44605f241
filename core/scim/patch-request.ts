import { checkJson } from "./check-json.ts";
import { MAX_OPERATIONS, type PatchOptions } from "./patch-options.ts";
import { isScimObject, memberOf, type ScimObject, type ScimValue } from "./resource.ts";
import { ScimError } from "./scim-error.ts";

/** What an operation does (RFC 7644, section 3.5.2). */
export type PatchVerb = "add" | "remove" | "replace";

/** One operation as it was sent: its path is read, and its value checked, against the resource type that it changes. */
export interface PatchOperation {
  readonly op: PatchVerb;
  /** Absent: the resource itself. Never absent for `remove`. */
  readonly path?: string;
  /** Never absent for `add` and `replace`. */
  readonly value?: ScimValue;
}

/** The body of a PATCH. */
export interface PatchRequest {
  /** At least one, in the order in which they are applied. */
  readonly operations: readonly PatchOperation[];
}

const PATCH_SCHEMA = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

const VERBS: ReadonlySet<string> = new Set<PatchVerb>(["add", "remove", "replace"]);

/**
 * Reads the body of a PATCH (RFC 7644, section 3.5.2). Members of an operation that the RFC does not know are passed over.
 *
 * @param body what the JSON of the request says
 * @throws {ScimError} 400 that names the member and the operation: `invalidSyntax` for the wrong shape, `noTarget` for a
 *   `remove` without path, `invalidValue` for a missing value, `tooMany` for more operations than are taken (the RFC has
 *   413 for `/Bulk` only; `tooMany` tells a client best that fewer will do)
 */
export function parsePatchRequest(body: unknown, options: PatchOptions = {}): PatchRequest {
  if (!isScimObject(body)) throw invalid("A PATCH request is a JSON object.");
  checkJson(body);
  checkSchemas(memberOf(body, "schemas"));
  const operations = messageMember(body, "Operations", options);
  if (!Array.isArray(operations)) throw invalid("`Operations` of a PATCH request is a list of operations.");
  checkCount(operations.length, options.maxOperations ?? MAX_OPERATIONS);
  return { operations: operations.map((operation: unknown, index) => parseOperation(operation, index + 1, options)) };
}

function checkSchemas(schemas: ScimValue | undefined): void {
  const isPatch = (schema: unknown) =>
    typeof schema === "string" && schema.toLowerCase() === PATCH_SCHEMA.toLowerCase();
  if (Array.isArray(schemas) && schemas.some(isPatch)) return;
  throw invalid(`\`schemas\` of a PATCH request holds \`${PATCH_SCHEMA}\`.`);
}

function checkCount(count: number, limit: number): void {
  if (count === 0) throw invalid("`Operations` of a PATCH request holds at least one operation.");
  if (count <= limit) return;
  throw new ScimError(400, "tooMany", `\`Operations\` holds ${count} operations; at most ${limit} are taken at once.`);
}

function parseOperation(operation: unknown, number: number, options: PatchOptions): PatchOperation {
  if (!isScimObject(operation)) throw invalid(`In operation ${number}: an operation is a JSON object.`);
  const op = parseVerb(messageMember(operation, "op", options), number, options);
  const path = parsePathMember(messageMember(operation, "path", options), number);
  const value = messageMember(operation, "value", options);
  if (op === "remove") checkTarget(path, number);
  else checkValueIsThere(op, path, value, number);
  return { op, ...(path === undefined ? {} : { path }), ...(value === undefined ? {} : { value }) };
}

function parseVerb(found: ScimValue | undefined, number: number, { lenientOperations }: PatchOptions): PatchVerb {
  const verb = lenientOperations === true && typeof found === "string" ? found.toLowerCase() : found;
  if (isVerb(verb)) return verb;
  const shown = found === undefined ? "is missing" : `is ${show(found)}`;
  throw invalid(`In operation ${number}: \`op\` ${shown}; it is \`add\`, \`remove\` or \`replace\`, in lower case.`);
}

function isVerb(value: ScimValue | undefined): value is PatchVerb {
  return typeof value === "string" && VERBS.has(value);
}

/** `null` is "no value" (RFC 7643, section 2.5), so no path. */
function parsePathMember(path: ScimValue | undefined, number: number): string | undefined {
  if (path === undefined || path === null) return undefined;
  if (typeof path === "string") return path;
  throw new ScimError(400, "invalidPath", `In operation ${number}: \`path\` is ${show(path)}; it is text.`);
}

function checkTarget(path: string | undefined, number: number): void {
  if (path !== undefined) return;
  throw new ScimError(400, "noTarget", `In operation ${number}: \`remove\` has no \`path\` that says what to remove.`);
}

function checkValueIsThere(
  op: PatchVerb,
  path: string | undefined,
  value: ScimValue | undefined,
  number: number,
): void {
  if (value === undefined)
    throw new ScimError(400, "invalidValue", `In operation ${number}: \`${op}\` has no \`value\`.`);
  if (path !== undefined || isScimObject(value)) return;
  const detail = `In operation ${number}: \`value\` is ${show(value)}; without a \`path\`, \`${op}\` takes an object with the attributes to set.`;
  throw new ScimError(400, "invalidValue", detail);
}

/** A member of the message, by its exact name; a lenient server also takes a name that differs by case. */
function messageMember(object: ScimObject, name: string, { lenientOperations }: PatchOptions): ScimValue | undefined {
  const exact = memberOf(object, name);
  if (exact !== undefined || lenientOperations !== true) return exact;
  const found = Object.keys(object).find((key) => key.toLowerCase() === name.toLowerCase());
  return found === undefined ? undefined : memberOf(object, found);
}

/** A value in an error: short, whatever was sent. */
function show(value: ScimValue): string {
  if (Array.isArray(value)) return "a list";
  if (isScimObject(value)) return "an object";
  return `\`${String(value).slice(0, 40)}\``;
}

function invalid(detail: string): ScimError {
  return new ScimError(400, "invalidSyntax", detail);
}
