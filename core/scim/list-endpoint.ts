import type { Answer } from "./answer.ts";
import type { ComparisonKey } from "./compare-values.ts";
import type { Filter } from "./filter.ts";
import { findEqualities, operatorsOf } from "./inspect-filter.ts";
import { type ListQuery, parseSearchRequest } from "./list-query.ts";
import { compileFilter } from "./match-filter.ts";
import { parseFilter } from "./parse-filter.ts";
import { type Projection, parseProjection, projectResource } from "./project.ts";
import { memberOf, type ScimObject } from "./resource.ts";
import type { ScimResourceType } from "./schema.ts";
import { ScimError } from "./scim-error.ts";
import type { ScimCollection, ScimOperation, ScimServer } from "./server.ts";
import type { ScimBehaviour } from "./settings.ts";
import { parseSortPath, sortByKey, sortKeyOf } from "./sort.ts";
import type { ScimWatch } from "./watch.ts";

/** What a list of resources is marked with (RFC 7644, section 3.4.2). */
export const LIST_SCHEMA = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

/** The most resources on a page, unless the application says otherwise. */
export const MAX_RESULTS = 1000;

/** How many a client gets that asks for no number. */
const USUAL_COUNT = 100;

/** A search by POST, over one type or over all (RFC 7644, section 3.4.3). */
export function answerSearch(
  server: ScimServer,
  collections: readonly ScimCollection[],
  { body, watch }: ScimOperation,
): Answer {
  const query = watch.check("SCIM_BODY", () => parseSearchRequest(body()));
  return answerList(server, collections, () => query, watch);
}

/**
 * A list of resources: filtered, sorted, one page of it (RFC 7644, section 3.4.2).
 *
 * @param readQuery what the client asks for. @throws {ScimError}
 */
export function answerList(
  { settings: { behaviour } }: ScimServer,
  collections: readonly ScimCollection[],
  readQuery: () => ListQuery,
  watch: ScimWatch,
): Answer {
  const { found, startIndex } = watch.check("SCIM_FILTER", () => {
    const query = readQuery();
    return { found: findPage(collections, query, behaviour), startIndex: query.startIndex };
  });
  const { page, total } = found;
  watch.note(`${total} ${total === 1 ? "resource" : "resources"} found.`);
  const body = {
    schemas: [LIST_SCHEMA],
    totalResults: total,
    startIndex,
    itemsPerPage: page.length,
    Resources: page,
  };
  return { status: 200, body };
}

/** Some of the resources that were found, as the client sees them, and how many there are in all. */
interface Page {
  readonly page: readonly ScimObject[];
  readonly total: number;
}

function findPage(collections: readonly ScimCollection[], query: ListQuery, behaviour: ScimBehaviour): Page {
  const projections = new Map(collections.map(({ type }) => [type, parseProjection(query, type)]));
  const count = Math.min(query.count ?? USUAL_COUNT, behaviour.maxResults ?? MAX_RESULTS);
  const [start, end] = [query.startIndex - 1, query.startIndex - 1 + count];
  const [collection, ...others] = collections;
  if (collection !== undefined && others.length === 0 && isForAll(query, behaviour)) {
    const { type, store } = collection;
    return {
      page: store.list(start, end).map((resource) => show({ type, resource }, projections)),
      total: store.count(),
    };
  }
  const found = search(collections, query, behaviour);
  return { page: found.slice(start, end).map((each) => show(each, projections)), total: found.length };
}

/** Nothing is left out and nothing is sorted, so that only the resources of the page are looked at. */
function isForAll({ filter, sortBy }: ListQuery, { hidesInactive }: ScimBehaviour): boolean {
  return filter === undefined && sortBy === undefined && hidesInactive !== true;
}

/** A resource with its type: one list may hold several. */
interface Found {
  readonly type: ScimResourceType;
  readonly resource: ScimObject;
}

function show({ type, resource }: Found, projections: ReadonlyMap<ScimResourceType, Projection>): ScimObject {
  return projectResource(resource, projections.get(type) ?? parseProjection({}, type));
}

/** What is found, with what it is sorted by. */
interface Keyed extends Found {
  readonly key: ComparisonKey | undefined;
}

function search(collections: readonly ScimCollection[], query: ListQuery, behaviour: ScimBehaviour): readonly Found[] {
  const types = collections.map(({ type }) => type);
  const found = collections.flatMap((collection) => searchType(collection, types, query, behaviour));
  return query.sortBy === undefined ? found : sortByKey(found, query.sortOrder);
}

function searchType(
  collection: ScimCollection,
  types: readonly ScimResourceType[],
  { filter: text, sortBy }: ListQuery,
  behaviour: ScimBehaviour,
): readonly Keyed[] {
  const { type } = collection;
  const { lenientBooleans = false } = behaviour;
  const filter =
    text === undefined ? undefined : parseFor(type, types, (each) => parseFilter(text, each, { lenientBooleans }));
  if (filter !== undefined) checkOperators(filter, behaviour);
  const keyOf =
    sortBy === undefined ? () => undefined : sortKeyOf(parseFor(type, types, (each) => parseSortPath(sortBy, each)));
  const found = select(collection, filter).filter((resource) => isShown(resource, behaviour));
  return found.map((resource) => ({ type, resource, key: keyOf(resource) }));
}

/**
 * Parses for one type of several (RFC 7644, section 3.4.2.1). An attribute that only another type has is one that this
 * type's resources have no value of; one that both have, but not of the same data type, is read as the other has it where
 * this one cannot: a value that is not of that data type equals nothing. Refused is what no type understands.
 */
function parseFor<Parsed>(
  type: ScimResourceType,
  types: readonly ScimResourceType[],
  parse: (type: ScimResourceType) => Parsed,
): Parsed {
  const others = types.filter((each) => each !== type);
  const readings = others.length === 0 ? [type] : [type, ...[type, ...others].map((each) => joinTypes(each, types))];
  let refusal: ScimError | undefined;
  for (const reading of readings) {
    try {
      return parse(reading);
    } catch (error) {
      if (!(error instanceof ScimError)) throw error;
      refusal ??= error;
    }
  }
  throw refusal ?? new ScimError(400, "invalidFilter", `No resource of ${type.name} can be searched.`);
}

/** A type with the attributes of the others behind its own. By its URN, a schema of another is one that it has nothing of. */
function joinTypes(type: ScimResourceType, types: readonly ScimResourceType[]): ScimResourceType {
  const others = types.filter((each) => each !== type);
  const attributes = [...type.schema.attributes, ...others.flatMap(({ schema }) => schema.attributes)];
  const extensions = [
    ...type.extensions,
    ...others.flatMap((each) => [{ schema: each.schema, required: false }, ...each.extensions]),
  ];
  return { ...type, schema: { ...type.schema, attributes }, extensions };
}

/** What meets the filter, by an index where there is one: by the one that leaves the fewest to look at. */
function select({ store }: ScimCollection, filter: Filter | undefined): readonly ScimObject[] {
  if (filter === undefined) return store.list();
  const candidates = findEqualities(filter).flatMap(({ path, value }) => store.findEqual(path, value) ?? []);
  const [fewest] = candidates.toSorted((left, right) => left.count - right.count);
  return (fewest ?? store).list().filter(compileFilter(filter));
}

function isShown(resource: ScimObject, { hidesInactive }: ScimBehaviour): boolean {
  return hidesInactive !== true || memberOf(resource, "active") !== false;
}

function checkOperators(filter: Filter, { filterOperators }: ScimBehaviour): void {
  if (filterOperators === undefined) return;
  const allowed = new Set<string>(filterOperators);
  const refused = [...operatorsOf(filter)].find((operator) => !allowed.has(operator));
  if (refused === undefined) return;
  const detail = `This server does not understand \`${refused}\` in filters; it understands ${filterOperators.join(", ")}.`;
  throw new ScimError(400, "invalidFilter", detail);
}
