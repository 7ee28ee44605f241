import { ownAttributes } from "./attribute-path.ts";
import { isScimList, isScimObject, memberOf, type ScimObject, type ScimValue } from "./resource.ts";
import type { ScimAttribute, ScimResourceType } from "./schema.ts";
import { ScimError } from "./scim-error.ts";

/** What a client asks to see: names with commas between them, as they stand in the query. */
export interface ProjectionQuery {
  readonly attributes?: string;
  readonly excludedAttributes?: string;
}

/** Which members of a resource are told. Made once for a request, and asked of any number of resources. */
export interface Projection {
  readonly members: KeptMembers;
  /** By the URN of the extension. */
  readonly extensions: ReadonlyMap<string, KeptMembers>;
}

/** What is kept, by name: all of a value, or these parts of it. */
type KeptMembers = ReadonlyMap<string, "all" | ReadonlySet<string>>;

/**
 * Reads `attributes` and `excludedAttributes` (RFC 7644, section 3.9), and joins them with what the schemas say of
 * `returned` (RFC 7643, section 7). Names are taken without regard to case, with or without the URN of their schema: an
 * attribute, one part of it (`name.familyName`), or the URN alone for all of a schema. A name that names nothing has no
 * effect: the RFC has no error for it, and clients ask for what another server would have.
 *
 * @throws {ScimError} 400 `invalidSyntax` where both are given: the RFC lets a client use one of them
 */
export function parseProjection(query: ProjectionQuery, type: ScimResourceType): Projection {
  const attributes = parseNames(query.attributes, type);
  const excluded = parseNames(query.excludedAttributes, type);
  if (attributes.size > 0 && excluded.size > 0) {
    throw new ScimError(400, "invalidSyntax", "Found both `attributes` and `excludedAttributes`; use one of them.");
  }
  if (attributes.size > 0) return buildProjection({ only: true, names: attributes }, type);
  return excluded.size > 0 ? buildProjection({ only: false, names: excluded }, type) : usualProjection(type);
}

/** The members of a resource that a client sees. What no schema knows is never one of them. */
export function projectResource(resource: ScimObject, { members, extensions }: Projection): ScimObject {
  const isWhole = Object.keys(resource).every((name) => {
    const ofExtension = extensions.get(name);
    return ofExtension === undefined ? members.get(name) === "all" : isKeptWhole(resource[name], ofExtension);
  });
  if (isWhole) return resource;
  const shown: (readonly [string, ScimValue])[] = [];
  for (const [name, value] of Object.entries(resource)) {
    const ofExtension = extensions.get(name);
    const part = ofExtension === undefined ? projectMember(name, value, members) : projectObject(value, ofExtension);
    if (part !== undefined) shown.push([name, part]);
  }
  return Object.fromEntries(shown);
}

/** `only` these names beside what is always returned, or everything but them. Names are in lower case. */
interface Wish {
  readonly only: boolean;
  readonly names: ReadonlySet<string>;
}

/** Most requests wish for nothing: what they get is made once for each resource type. */
function usualProjection(type: ScimResourceType): Projection {
  const known = usual.get(type);
  if (known !== undefined) return known;
  const made = buildProjection({ only: false, names: new Set() }, type);
  usual.set(type, made);
  return made;
}

const usual = new WeakMap<ScimResourceType, Projection>();

function buildProjection(wish: Wish, type: ScimResourceType): Projection {
  return {
    members: keepMembers(ownAttributes(type), "", wish.names.has(type.schema.id.toLowerCase()), wish),
    extensions: new Map(
      type.extensions.map(({ schema: { id, attributes } }) => {
        const urn = id.toLowerCase();
        return [id, keepMembers(attributes, `${urn}:`, wish.names.has(urn), wish)];
      }),
    ),
  };
}

/** The names without the URN of the resource type's own schema, which may stand before them or be left out. */
function parseNames(text: string | undefined, { schema }: ScimResourceType): ReadonlySet<string> {
  const urn = `${schema.id.toLowerCase()}:`;
  const names = (text ?? "").split(",").map((name) => name.trim().toLowerCase());
  return new Set(
    names.filter((name) => name !== "").map((name) => (name.startsWith(urn) ? name.slice(urn.length) : name)),
  );
}

/** @param isSchemaNamed the URN of their schema is one of the names */
function keepMembers(
  attributes: readonly ScimAttribute[],
  prefix: string,
  isSchemaNamed: boolean,
  wish: Wish,
): KeptMembers {
  return new Map(
    attributes.flatMap((attribute) => {
      const kept = keepMember(attribute, `${prefix}${attribute.name.toLowerCase()}`, isSchemaNamed, wish);
      return kept === undefined ? [] : [[attribute.name, kept] as const];
    }),
  );
}

function keepMember(
  attribute: ScimAttribute,
  path: string,
  isSchemaNamed: boolean,
  wish: Wish,
): "all" | ReadonlySet<string> | undefined {
  if (attribute.returned === "never") return undefined;
  const isWhole = isKept(attribute, path, isSchemaNamed, wish);
  const subs = attribute.subAttributes ?? [];
  const isPart = wish.only && subs.some((sub) => sub.returned !== "never" && wish.names.has(subPath(path, sub)));
  if (!isWhole && !isPart) return undefined;
  const kept = subs.filter((sub) => isKept(sub, subPath(path, sub), wish.only && isWhole, wish));
  return kept.length === subs.length ? "all" : new Set(kept.map(({ name }) => name));
}

function subPath(path: string, { name }: ScimAttribute): string {
  return `${path}.${name.toLowerCase()}`;
}

/** @param isHolderNamed what holds the attribute is one of the names, or is shown as a whole */
function isKept({ returned }: ScimAttribute, path: string, isHolderNamed: boolean, { only, names }: Wish): boolean {
  if (returned === "always") return true;
  if (returned === "never") return false;
  if (only) return names.has(path) || (isHolderNamed && returned === "default");
  return returned === "default" && !isHolderNamed && !names.has(path);
}

function projectMember(name: string, value: ScimValue, members: KeptMembers): ScimValue | undefined {
  const kept = members.get(name);
  if (kept === undefined) return undefined;
  if (kept === "all") return value;
  if (!isScimList(value)) return projectParts(value, kept);
  const parts = value.flatMap((each) => projectParts(each, kept) ?? []);
  return parts.length === 0 ? undefined : parts;
}

/** Most clients want to see everything, and most resources hold nothing that is hidden. */
function isKeptWhole(value: ScimValue | undefined, members: KeptMembers): boolean {
  return isScimObject(value) && Object.keys(value).every((name) => members.get(name) === "all");
}

function projectObject(value: ScimValue, members: KeptMembers): ScimObject | undefined {
  if (!isScimObject(value)) return undefined;
  const shown = Object.entries(value).flatMap(([name, member]) => {
    const part = projectMember(name, member, members);
    return part === undefined ? [] : [[name, part] as const];
  });
  return shown.length === 0 ? undefined : Object.fromEntries(shown);
}

function projectParts(value: ScimValue, kept: ReadonlySet<string>): ScimObject | undefined {
  if (!isScimObject(value)) return undefined;
  const names = [...kept].filter((name) => memberOf(value, name) !== undefined);
  return names.length === 0 ? undefined : Object.fromEntries(names.map((name) => [name, value[name] ?? null]));
}
