import { type ComparisonKey, comparisonKeyOf } from "./compare-values.ts";
import { isScimObject, memberOf, type ScimObject, type ScimValue } from "./resource.ts";
import { findAttribute, type ScimAttribute } from "./schema.ts";

/**
 * Finds the value of a multi-valued attribute that is the same as another. Two are one and the same where their `value`
 * is, and their `type` does not differ or is not said (RFC 7643, section 2.4); without a `value`, where all of their parts
 * are. Text is compared as the schema says.
 */
export class ElementIndex {
  readonly #keyOf: (value: ScimValue) => ComparisonKey;
  readonly #typeOf: (value: ScimValue) => ComparisonKey | undefined;
  /** By key, then by type: undefined where the value says none. */
  readonly #places = new Map<ComparisonKey, Map<ComparisonKey | undefined, number>>();

  constructor(attribute: ScimAttribute) {
    this.#keyOf = keyIn(attribute);
    this.#typeOf = typeIn(attribute);
  }

  /** Remembers where a value is. Of several that are the same, the first stays. */
  add(value: ScimValue, place: number): void {
    const key = this.#keyOf(value);
    const places = this.#places.get(key) ?? new Map<ComparisonKey | undefined, number>();
    const type = this.#typeOf(value);
    if (!places.has(type)) places.set(type, place);
    this.#places.set(key, places);
  }

  /** Remembers where those are that may be the same as one of the wanted ones: of many values, a few. */
  addThose(elements: readonly ScimValue[], wanted: readonly ScimValue[]): void {
    const keys = new Set(wanted.map(this.#keyOf));
    for (const [place, element] of elements.entries()) {
      if (keys.has(this.#keyOf(element))) this.add(element, place);
    }
  }

  /** Where the same value is: one of the same type rather than one that could be of any. */
  find(value: ScimValue): number | undefined {
    const places = this.#places.get(this.#keyOf(value));
    if (places === undefined) return undefined;
    const type = this.#typeOf(value);
    const [first] = places.values();
    return places.get(type) ?? (type === undefined ? first : places.get(undefined));
  }
}

function keyIn(attribute: ScimAttribute): (value: ScimValue) => ComparisonKey {
  const subs = attribute.subAttributes ?? [];
  const sub = findAttribute(subs, "value");
  const keyOf = comparisonKeyOf(sub ?? attribute);
  const partsKeyOf = partsKeyIn(subs);
  return (value) => {
    if (!isScimObject(value)) return keyOf(value) ?? JSON.stringify(value);
    const key = sub === undefined ? undefined : keyOf(memberOf(value, sub.name));
    return key ?? partsKeyOf(value);
  };
}

/** All of the parts as one text, in the order of the schema. */
function partsKeyIn(subs: readonly ScimAttribute[]): (value: ScimObject) => string {
  const parts = subs.map((sub) => ({ name: sub.name, keyOf: comparisonKeyOf(sub) }));
  return (value) =>
    JSON.stringify(parts.map(({ name, keyOf }) => keyOf(memberOf(value, name)) ?? memberOf(value, name)));
}

function typeIn({ subAttributes = [] }: ScimAttribute): (value: ScimValue) => ComparisonKey | undefined {
  const sub = findAttribute(subAttributes, "type");
  if (sub === undefined) return () => undefined;
  const keyOf = comparisonKeyOf(sub);
  return (value) => (isScimObject(value) ? keyOf(memberOf(value, sub.name)) : undefined);
}
