import { isSafeName } from "../attribute-value.ts";
import { nearestName } from "../errors.ts";
import { type AttributePath, findPath, findSubAttribute } from "./attribute-path.ts";
import type { ValueFilter } from "./filter.ts";
import { clip, type FilterToken, filterError, TokenReader, unexpected } from "./filter-tokens.ts";
import { compileValueFilter } from "./match-filter.ts";
import { parseValueFilterAt } from "./parse-filter.ts";
import type { ScimValue } from "./resource.ts";
import { type ScimAttribute, type ScimResourceType, type ScimSchema, schemasOf } from "./schema.ts";
import { ScimError } from "./scim-error.ts";

/** What the path of a PATCH operation names (RFC 7644, section 3.5.2, figure 7), found in the schema. */
export type PatchPath =
  /** All of an extension, by its URN alone. */
  | { readonly kind: "extension"; readonly schema: ScimSchema }
  /** `userName`, `name.familyName`, `members[value eq "u1"]`, `emails[type eq "work"].value` */
  | { readonly kind: "attribute"; readonly path: AttributePath; readonly elements?: ElementFilter };

/** Which values of a multi-valued attribute are meant. */
export interface ElementFilter {
  readonly filter: ValueFilter;
  /** The filter, compiled. */
  readonly matches: (value: ScimValue) => boolean;
}

/** How a path is read. */
export interface PatchPathOptions {
  /** Takes `"True"` for true in a filter, as Entra sends it (F29). */
  readonly lenientBooleans?: boolean;
}

/** In characters; a filter may name a few hundred members. */
const MAX_LENGTH = 8192;

/**
 * Parses the path of a PATCH operation (RFC 7644, sections 3.5.2 and 3.10): `attribute`, `attribute.sub`,
 * `attribute[filter]` or `attribute[filter].sub`, with or without the URN of a schema in front, or the URN of an extension
 * alone. Names are read without regard to case. Clients send the same few paths again and again: what they mean is kept.
 *
 * @throws {ScimError} 400 `invalidPath` with the position, 1-based, what was found there and what would be right; also
 *   where the filter is at fault, for the client wrote a path
 */
export function parsePatchPath(text: string, type: ScimResourceType, options: PatchPathOptions = {}): PatchPath {
  const known = knownPaths(type, options);
  const path = known.get(text) ?? parseUnknown(text, type, options);
  if (text.length <= LONGEST_NAME) {
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(text, path);
  }
  return path;
}

/** The paths that were read for a type, by how they are written. */
function knownPaths(type: ScimResourceType, { lenientBooleans }: PatchPathOptions): Map<string, PatchPath> {
  const kept = lenientBooleans === true ? LENIENT : STRICT;
  const known = kept.get(type);
  if (known !== undefined) return known;
  const made = new Map<string, PatchPath>();
  kept.set(type, made);
  return made;
}

const STRICT = new WeakMap<ScimResourceType, Map<string, PatchPath>>();
const LENIENT = new WeakMap<ScimResourceType, Map<string, PatchPath>>();
const MOST_KNOWN = 500;

function parseUnknown(text: string, type: ScimResourceType, options: PatchPathOptions): PatchPath {
  if (text.length > MAX_LENGTH) throw invalidPath(`A path has ${MAX_LENGTH} characters at most, not ${text.length}.`);
  const wanted = text.trim().toLowerCase();
  const schema = schemasOf(type).find(({ id }) => id.toLowerCase() === wanted);
  if (schema === undefined) return asInvalidPath(() => parseAttribute(new TokenReader(text), type, options));
  if (schema !== type.schema) return { kind: "extension", schema };
  throw invalidPath(`\`${schema.id}\` names the whole resource; leave the path out to change that.`);
}

function parseAttribute(tokens: TokenReader, type: ScimResourceType, options: PatchPathOptions): PatchPath {
  const name = tokens.take();
  if (name.kind !== "word") throw unexpected(name, "the name of an attribute");
  const path = findAttributePath(name, type);
  const end = tokens.next;
  if (end.kind === "end") return { kind: "attribute", path };
  if (end.kind !== "[") throw unexpected(end, "`[` or the end of the path");
  checkHasElements(path, end);
  const filter = parseValueFilterAt(tokens, path.attribute, options);
  const sub = parseSub(tokens, path.attribute);
  const elements = { filter, matches: compileValueFilter(filter) };
  return { kind: "attribute", path: sub === undefined ? path : { ...path, sub }, elements };
}

/** What may follow the brackets: `.value`, or nothing. */
function parseSub(tokens: TokenReader, attribute: ScimAttribute): ScimAttribute | undefined {
  const token = tokens.take();
  if (token.kind === "end") return undefined;
  if (token.kind !== "word" || !token.text.startsWith(".")) {
    throw unexpected(token, "`.` and a sub-attribute, or the end of the path");
  }
  const name = token.text.slice(1);
  const sub = at(token.position + 1, () => findSubAttribute(clip(name), attribute, checkName(name), "invalidPath"));
  if (tokens.next.kind !== "end") throw unexpected(tokens.next, "the end of the path");
  return sub;
}

function checkHasElements({ attribute, sub }: AttributePath, { position }: FilterToken): void {
  if (sub !== undefined) throw filterError(position, `brackets follow an attribute, and \`${sub.name}\` is none`);
  if (attribute.multiValued) return;
  throw filterError(position, `\`${attribute.name}\` has one value, so brackets choose nothing`);
}

/** The attribute first and its sub-attribute then, so that an error tells where the one that is unknown stands. */
function findAttributePath({ text, position }: FilterToken, type: ScimResourceType): AttributePath {
  const start = urnLength(text, type, position);
  const [name = "", sub, ...more] = text.slice(start).split(".");
  const path = at(position + start, () => findPath(text.slice(0, start) + checkName(name), type, "invalidPath"));
  if (sub === undefined) return path;
  const subPosition = position + start + name.length + 1;
  const found = at(subPosition, () => findSubAttribute(clip(text), path.attribute, checkName(sub), "invalidPath"));
  if (more.length === 0) return { ...path, sub: found };
  throw filterError(subPosition + sub.length, `\`${found.name}\` has no sub-attributes`);
}

/** How long the URN before the name is, with its colon. A URN holds dots of its own. */
function urnLength(text: string, type: ScimResourceType, position: number): number {
  const lower = text.toLowerCase();
  const ids = schemasOf(type).map(({ id }) => id);
  const id = ids.find((each) => lower.startsWith(`${each.toLowerCase()}:`));
  if (id !== undefined) return id.length + 1;
  if (!lower.startsWith("urn:")) return 0;
  const near = nearestName(clip(text.slice(0, text.lastIndexOf(":"))), ids);
  const advice =
    near === undefined ? `its schemas are ${ids.map((each) => `\`${each}\``).join(", ")}` : `did you mean \`${near}\`?`;
  throw invalidPath(`At position ${position}: \`${clip(text)}\` begins with no schema of ${type.name}; ${advice}`);
}

/** A name in a path that is not looked up, for it would reach an object's prototype. */
function checkName(name: string): string {
  if (name === "") throw invalidPath("A name is missing.");
  if (isSafeName(name)) return name.length > LONGEST_NAME ? clip(name) : name;
  throw invalidPath(`\`${name}\` is no attribute.`);
}

const LONGEST_NAME = 200;

/** Runs something about a place in the path, so that an error of it tells the position. */
function at<Result>(position: number, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof ScimError)) throw error;
    throw invalidPath(`At position ${position}: ${error.message}`);
  }
}

/** An error in the filter is one in the path. */
function asInvalidPath<Result>(run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof ScimError)) throw error;
    throw invalidPath(error.message);
  }
}

function invalidPath(detail: string): ScimError {
  return new ScimError(400, "invalidPath", detail);
}
