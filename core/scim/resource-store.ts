import type { AttributePath } from "./attribute-path.ts";
import type { ComparisonValue } from "./filter.ts";
import type { ScimObject } from "./resource.ts";
import type { ScimWatch } from "./watch.ts";

/** Resources that an index has found: made only where they are looked at. */
export interface Candidates {
  readonly count: number;
  list(): readonly ScimObject[];
}

/**
 * The resources of one type as a server keeps them, complete with `id` and `meta`, as a client with no limits would see
 * them. A write happens wholly or not at all; what a store checks before it, it tells the watch.
 */
export interface ScimResourceStore {
  count(): number;
  /** In the order they were made: all of them, or those from one place to before another, 0-based. */
  list(start?: number, end?: number): readonly ScimObject[];
  find(id: string): ScimObject | undefined;
  /** Those that may hold the value, from an index; undefined where there is none, so that all have to be looked at. */
  findEqual(path: AttributePath, value: ComparisonValue): Candidates | undefined;
  /**
   * Makes a resource of one that was checked, with an id and `meta` of its own.
   *
   * @throws {ScimError} 409 where another holds a value that only one may, 400 for a value that cannot be kept
   */
  create(resource: ScimObject, watch: ScimWatch): ScimObject;
  /**
   * Puts another in the place of the resource with this id; the very same one where nothing differs.
   *
   * @throws {ScimError} as {@link ScimResourceStore.create} does
   */
  replace(id: string, resource: ScimObject, watch: ScimWatch): ScimObject;
  remove(id: string, watch: ScimWatch): void;
}
