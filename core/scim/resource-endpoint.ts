import { headerOf } from "../http/message.ts";
import type { Answer } from "./answer.ts";
import { checkResource } from "./check-resource.ts";
import { checkMatch, checkVersion, isUnmodified } from "./entity-tag.ts";
import { answerList } from "./list-endpoint.ts";
import { parseListQuery } from "./list-query.ts";
import type { Handlers } from "./methods.ts";
import { applyPatch } from "./patch.ts";
import { parsePatchRequest } from "./patch-request.ts";
import { type Projection, parseProjection, projectResource } from "./project.ts";
import { checkReplacement, mergeReplacement } from "./replacement.ts";
import { memberOf, type ScimObject } from "./resource.ts";
import { ScimError } from "./scim-error.ts";
import type { ScimCollection, ScimOperation, ScimServer } from "./server.ts";
import type { ScimWatch } from "./watch.ts";

/** `/Users` and the like: search by GET, make by POST (RFC 7644, sections 3.3 and 3.4.2). */
export function handlersOfResources(
  server: ScimServer,
  collection: ScimCollection,
  operation: ScimOperation,
): Handlers {
  return {
    GET: () => answerList(server, [collection], () => parseListQuery(operation.query), operation.watch),
    POST: () => create(server, collection, operation),
  };
}

/** `/Users/{id}` and the like: read, replace, change, delete (RFC 7644, sections 3.4.1, 3.5 and 3.6). */
export function handlersOfResource(
  server: ScimServer,
  collection: ScimCollection,
  id: string,
  operation: ScimOperation,
): Handlers {
  const target: Target = { server, collection, id, operation };
  return {
    GET: () => read(target),
    PUT: () => replace(target),
    PATCH: () => patch(target),
    DELETE: () => remove(target),
  };
}

/** One resource and what is asked of it. */
interface Target {
  readonly server: ScimServer;
  readonly collection: ScimCollection;
  readonly id: string;
  readonly operation: ScimOperation;
}

function create({ settings }: ScimServer, { type, store }: ScimCollection, operation: ScimOperation): Answer {
  const { watch } = operation;
  const projection = readProjection(type, operation);
  const body = watch.check("SCIM_BODY", operation.body);
  const { resource, ignored } = watch.check("SCIM_RESOURCE", () => checkResource(body, type, settings.behaviour));
  tellIgnored(watch, ignored);
  const made = store.create(resource, watch);
  return { status: 201, body: projectResource(made, projection), resource: made };
}

function read({ collection, id, operation }: Target): Answer {
  const projection = readProjection(collection.type, operation);
  const { request, watch } = operation;
  const resource = find(collection, id, operation);
  if (headerOf(request, "if-match") !== undefined) watch.check("SCIM_VERSION", () => checkMatch(request, resource));
  if (isUnmodified(request, resource)) return { status: 304, resource };
  return { status: 200, body: projectResource(resource, projection), resource };
}

function replace({ server: { settings }, collection, id, operation }: Target): Answer {
  const { type, store } = collection;
  const { watch } = operation;
  const projection = readProjection(type, operation);
  const before = findToChange(collection, id, operation);
  const body = watch.check("SCIM_BODY", operation.body);
  const { after, ignored } = watch.check("SCIM_RESOURCE", () => {
    const checked = checkResource(body, type, settings.behaviour);
    checkReplacement(before, checked.resource, type);
    const clearsOmitted = settings.behaviour.putKeepsOmitted !== true;
    return { after: mergeReplacement(before, checked.resource, type, { clearsOmitted }), ignored: checked.ignored };
  });
  tellIgnored(watch, ignored);
  const stored = store.replace(id, after, watch);
  return { status: 200, body: projectResource(stored, projection), resource: stored };
}

function patch({ server: { settings }, collection, id, operation }: Target): Answer {
  const { type, store } = collection;
  const { watch } = operation;
  const { behaviour } = settings;
  const projection = readProjection(type, operation);
  const before = findToChange(collection, id, operation);
  const body = watch.check("SCIM_BODY", operation.body);
  const { resource, changed, ignored } = watch.check("SCIM_PATCH", () =>
    applyPatch(before, parsePatchRequest(body, behaviour), type, behaviour),
  );
  tellIgnored(watch, ignored);
  if (!changed) watch.note("Everything is so already: nothing is written.");
  const stored = changed ? store.replace(id, resource, watch) : before;
  // RFC 7644, section 3.5.2: a client that asks for attributes is given them.
  if (behaviour.patchAnswer === "noContent" && !operation.query.has("attributes")) {
    return { status: 204, resource: stored };
  }
  return { status: 200, body: projectResource(stored, projection), resource: stored };
}

function remove({ server: { settings }, collection, id, operation }: Target): Answer {
  const { store } = collection;
  const before = findToChange(collection, id, operation);
  const isSoft = settings.behaviour.deletion === "soft" && memberOf(before, "active") !== undefined;
  if (isSoft) store.replace(id, { ...before, active: false }, operation.watch);
  else store.remove(id, operation.watch);
  return { status: 204 };
}

function find({ type, store }: ScimCollection, id: string, { watch }: ScimOperation): ScimObject {
  return watch.check("SCIM_TARGET", () => {
    const resource = store.find(id);
    if (resource !== undefined) return resource;
    throw new ScimError(404, undefined, `There is no ${type.name} with the id \`${id.slice(0, 100)}\`.`);
  });
}

/** The resource, where the change is meant for it as it is now. */
function findToChange(collection: ScimCollection, id: string, operation: ScimOperation): ScimObject {
  const before = find(collection, id, operation);
  operation.watch.check("SCIM_VERSION", () => checkVersion(operation.request, before));
  return before;
}

/** What of the resource the client wants to see (RFC 7644, section 3.9): read before anything is written. */
function readProjection(type: ScimCollection["type"], { query, watch }: ScimOperation): Projection {
  const attributes = query.get("attributes");
  const excludedAttributes = query.get("excludedAttributes");
  if (attributes === null && excludedAttributes === null) return parseProjection({}, type);
  const wanted = {
    ...(attributes === null ? {} : { attributes }),
    ...(excludedAttributes === null ? {} : { excludedAttributes }),
  };
  return watch.check("SCIM_PROJECTION", () => parseProjection(wanted, type));
}

function tellIgnored(watch: ScimWatch, ignored: readonly string[]): void {
  if (ignored.length === 0) return;
  const named = ignored.slice(0, MOST_NAMED).map((name) => `\`${name}\``);
  const others = ignored.length - named.length;
  watch.note(`Passed over: ${named.join(", ")}${others === 0 ? "" : ` and ${others} more`}.`);
}

const MOST_NAMED = 20;
