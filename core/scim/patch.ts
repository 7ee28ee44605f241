import { nearestName } from "../errors.ts";
import { ownAttributes, showPath } from "./attribute-path.ts";
import { withSchemas } from "./check-resource.ts";
import { clip } from "./filter-tokens.ts";
import { changeAttribute, type PatchContext } from "./patch-attribute.ts";
import { isSameValue, withMember } from "./patch-difference.ts";
import type { PatchOptions } from "./patch-options.ts";
import { type PatchPath, parsePatchPath } from "./patch-path.ts";
import type { PatchOperation, PatchRequest } from "./patch-request.ts";
import { isScimObject, isUnassigned, memberOf, type ScimObject, type ScimValue } from "./resource.ts";
import { findAttribute, type ScimAttribute, type ScimResourceType, type ScimSchema, schemasOf } from "./schema.ts";
import { ScimError } from "./scim-error.ts";

/** What a PATCH came to. */
export interface PatchOutcome {
  /** The very resource that was given where nothing has changed. It shares all that is unchanged with it. */
  readonly resource: ScimObject;
  /** False: the resource is as it was, and so are its time of change and its version (RFC 7644, section 3.5.2.1; F18). */
  readonly changed: boolean;
  /** Where parts of values stood that were passed over: unknown ones, and those that only the server writes. */
  readonly ignored: readonly string[];
}

/**
 * Applies a PATCH to a resource (RFC 7644, section 3.5.2): wholly or not at all, each operation to what the one before it
 * left. Nothing that is given is changed. `schemas` follows from what the resource holds afterwards; writing it does
 * nothing else.
 *
 * Where the RFC leaves a choice: a filter that chooses nothing is `noTarget` for `remove` too (table 9); a sub-attribute
 * without a filter is that of every value (`emails.display`); one value does for a list of one; what is required and would
 * lose its value is `mutability` (section 3.5.2.2), also where `replace` does it; in a value without path a name that is
 * unknown is refused, deeper in a value it is passed over unless the options say otherwise.
 *
 * @param resource as its schemas spell it
 * @throws {ScimError} 400 whose sentence names the operation, 1-based, and the attribute
 */
export function applyPatch(
  resource: ScimObject,
  { operations }: PatchRequest,
  type: ScimResourceType,
  options: PatchOptions = {},
): PatchOutcome {
  const ignored: string[] = [];
  const patching: Patching = { type, options, ignore: (place) => ignored.push(place) };
  const patched = operations.reduce(
    (held, operation, index) => inOperation(index + 1, () => applyOperation(held, operation, patching)),
    resource,
  );
  if (patched === resource) return { resource, changed: false, ignored };
  const settled = withSchemas(patched, type);
  if (isSameValue(resource, settled)) return { resource, changed: false, ignored };
  return { resource: settled, changed: true, ignored };
}

interface Patching extends PatchContext {
  readonly type: ScimResourceType;
}

/** What an operation does to its target. */
type Deed = Pick<PatchOperation, "op" | "value">;

function inOperation<Result>(number: number, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof ScimError)) throw error;
    throw new ScimError(error.status, error.scimType, `In operation ${number}: ${error.message}`);
  }
}

function applyOperation(resource: ScimObject, { path, ...deed }: PatchOperation, patching: Patching): ScimObject {
  const { type, options } = patching;
  const after =
    path === undefined
      ? applyMembers(resource, deed, patching)
      : applyAt(resource, parsePatchPath(path, type, options), deed, patching);
  checkSchemas(memberOf(resource, "schemas"), memberOf(after, "schemas"), type);
  return after;
}

function applyAt(resource: ScimObject, target: PatchPath, deed: Deed, patching: Patching): ScimObject {
  if (target.kind === "extension") return applyToExtension(resource, target.schema, deed, patching);
  const { path, elements } = target;
  const { sub, ...whole } = path;
  const change = {
    attribute: path.attribute,
    place: showPath(whole),
    ...deed,
    ...(sub === undefined ? {} : { sub }),
    ...(elements === undefined ? {} : { elements }),
  };
  if (path.extension === undefined) return changeAttribute(resource, change, patching);
  return inExtension(resource, path.extension, (held) => changeAttribute(held, change, patching));
}

/** Without a path, the value holds attributes by their names, and extensions by their URNs. */
function applyMembers(resource: ScimObject, { op, value }: Deed, patching: Patching): ScimObject {
  if (op === "remove") throw new ScimError(400, "noTarget", "`remove` has no `path` that says what to remove.");
  if (!isScimObject(value)) throw new ScimError(400, "invalidValue", "Without a `path`, the value is an object.");
  return Object.entries(value).reduce((held, [name, member]) => {
    return applyAt(held, targetOf(name, patching), { op, value: member }, patching);
  }, resource);
}

function targetOf(name: string, { type, options }: Patching): PatchPath {
  const attributes = ownAttributes(type);
  const attribute = findAttribute(attributes, name);
  if (attribute !== undefined) return { kind: "attribute", path: { attribute } };
  const extension = type.extensions.find(({ schema }) => schema.id.toLowerCase() === name.toLowerCase());
  if (extension !== undefined) return { kind: "extension", schema: extension.schema };
  if (options.lenientDottedNames === true) return parsePatchPath(name, type, options);
  throw unknownName(name, attributes, type.name);
}

function unknownName(name: string, attributes: readonly ScimAttribute[], owner: string): ScimError {
  const near = nearestName(
    clip(name),
    attributes.map((attribute) => attribute.name),
  );
  const advice =
    near === undefined ? "a value holds attributes by their names, not by paths." : `did you mean \`${near}\`?`;
  return new ScimError(400, "invalidValue", `\`${clip(name)}\` is no attribute of ${owner}; ${advice}`);
}

function applyToExtension(resource: ScimObject, schema: ScimSchema, deed: Deed, patching: Patching): ScimObject {
  const { op, value } = deed;
  const isCleared = isUnassigned(value) || (value === "" && patching.options.emptyClears === true);
  if (op === "remove" || isCleared) return removeExtension(resource, schema, patching.type);
  if (!isScimObject(value)) {
    throw new ScimError(
      400,
      "invalidValue",
      `\`${schema.id}\` is an extension; its value is an object with attributes.`,
    );
  }
  return inExtension(resource, schema.id, (before) =>
    Object.entries(value).reduce((held, [name, member]) => {
      const attribute = findAttribute(schema.attributes, name);
      if (attribute === undefined) throw unknownName(name, schema.attributes, schema.name);
      const place = showPath({ extension: schema.id, attribute });
      return changeAttribute(held, { op, attribute, value: member, place }, patching);
    }, before),
  );
}

function removeExtension(resource: ScimObject, { id, attributes }: ScimSchema, type: ScimResourceType): ScimObject {
  const held = memberOf(resource, id);
  if (!isScimObject(held)) return resource;
  if (type.extensions.some(({ schema, required }) => required && schema.id === id)) {
    throw new ScimError(400, "mutability", `\`${id}\` is required and cannot be removed.`);
  }
  const fixed = attributes.find((attribute) => isFixed(attribute) && !isUnassigned(memberOf(held, attribute.name)));
  if (fixed === undefined) return withMember(resource, id, undefined);
  throw new ScimError(400, "mutability", `\`${id}:${fixed.name}\` cannot be changed, so \`${id}\` cannot be removed.`);
}

function isFixed({ mutability }: ScimAttribute): boolean {
  return mutability === "readOnly" || mutability === "immutable";
}

/** Changes what a resource holds of an extension; one of which nothing is left goes. */
function inExtension(resource: ScimObject, id: string, change: (held: ScimObject) => ScimObject): ScimObject {
  const found = memberOf(resource, id);
  const before = isScimObject(found) ? found : {};
  const after = change(before);
  if (after === before) return resource;
  return withMember(resource, id, Object.keys(after).length === 0 ? undefined : after);
}

/** A client may write `schemas` without effect, but nothing into it that the type does not know. */
function checkSchemas(before: ScimValue | undefined, after: ScimValue | undefined, type: ScimResourceType): void {
  if (after === before || !Array.isArray(after)) return;
  const known = new Set(schemasOf(type).map(({ id }) => id.toLowerCase()));
  const unknown = after.find((urn) => !known.has(String(urn).toLowerCase()));
  if (unknown === undefined) return;
  throw new ScimError(
    400,
    "invalidValue",
    `\`schemas\` lists \`${clip(String(unknown))}\`, which no ${type.name} has.`,
  );
}
