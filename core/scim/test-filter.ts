import fc from "fast-check";
import type { AttributePath } from "./attribute-path.ts";
import type { ComparisonOperator, ComparisonValue, Filter, ValueFilter } from "./filter.ts";
import type { ScimObject, ScimValue } from "./resource.ts";
import type { ScimAttribute } from "./schema.ts";
import { ENTERPRISE, testPath } from "./test-schema.ts";

const TEXTS = ["", "a", "A", "ab", "Ba", "work", 'say "hi")]\\'];
const TIMES = ["2026-03-02T09:00:00Z", "2026-03-02T11:00:00+02:00", "2026-03-02T09:00:00.001Z", "2025-12-31T00:00:00"];
const NUMBERS = [0, 1, -1.5, 2e30];

const EQUALITY: readonly ComparisonOperator[] = ["eq", "ne"];
const ORDER: readonly ComparisonOperator[] = [...EQUALITY, "gt", "ge", "lt", "le"];
const TEXT: readonly ComparisonOperator[] = [...ORDER, "co", "sw", "ew"];

/** What an attribute may be compared with, and how. */
function rulesOf({ type }: ScimAttribute): {
  readonly operators: readonly ComparisonOperator[];
  readonly values: readonly ComparisonValue[];
} {
  switch (type) {
    case "boolean":
      return { operators: EQUALITY, values: [true, false] };
    case "integer":
    case "decimal":
      return { operators: ORDER, values: NUMBERS };
    case "dateTime":
      return { operators: ORDER, values: TIMES };
    case "binary":
      return { operators: EQUALITY, values: TEXTS };
    case "complex":
      return { operators: EQUALITY, values: [] };
    default:
      return { operators: TEXT, values: TEXTS };
  }
}

function arbitraryTest(
  attribute: ScimAttribute,
): fc.Arbitrary<{ operator: ComparisonOperator; value: ComparisonValue }> {
  const { operators, values } = rulesOf(attribute);
  const withNull = fc.record({ operator: fc.constantFrom(...EQUALITY), value: fc.constant(null) });
  if (values.length === 0) return withNull;
  const others = fc.record({ operator: fc.constantFrom(...operators), value: fc.constantFrom(...values) });
  return fc.oneof({ arbitrary: others, weight: 5 }, { arbitrary: withNull, weight: 1 });
}

const PATHS: readonly AttributePath[] = [
  "id",
  "schemas",
  "userName",
  "nick",
  "name",
  "name.familyName",
  "active",
  "level",
  "score",
  "hired",
  "picture",
  "page",
  "tags",
  "emails",
  "emails.value",
  "emails.type",
  "emails.primary",
  "emails.$ref",
  `${ENTERPRISE}:department`,
  `${ENTERPRISE}:manager`,
  `${ENTERPRISE}:manager.value`,
].map(testPath);

/** Any value filter over an attribute. */
export function arbitraryValueFilter(attribute: ScimAttribute, maxDepth = 3): fc.Arbitrary<ValueFilter> {
  const readable = attribute.subAttributes?.filter(({ returned }) => returned !== "never");
  const subs = readable ?? [{ ...attribute, name: "value", multiValued: false }];
  const leaf = fc.constantFrom(...subs).chain<ValueFilter>((sub) =>
    fc.oneof(
      fc.constant({ kind: "present" as const, sub }),
      arbitraryTest(sub).map((test) => ({ kind: "compare" as const, sub, ...test })),
    ),
  );
  return arbitraryTree(leaf, maxDepth);
}

/** Any filter over the attributes of the test schema, as a parser may make it. */
export const arbitraryFilter: fc.Arbitrary<Filter> = arbitraryTree<Filter>(
  fc.constantFrom(...PATHS).chain<Filter>((path) =>
    fc.oneof(
      fc.constant({ kind: "present" as const, path }),
      arbitraryTest(path.sub ?? path.attribute).map((test) => ({ kind: "compare" as const, path, ...test })),
      fc
        .constantFrom(testPath("emails"), testPath("tags"), testPath("name"))
        .chain((values) =>
          arbitraryValueFilter(values.attribute, 2).map((filter) => ({ kind: "value" as const, path: values, filter })),
        ),
    ),
  ),
  4,
);

type Logic<Tree> =
  | { readonly kind: "and" | "or"; readonly left: Tree; readonly right: Tree }
  | { readonly kind: "not"; readonly filter: Tree };

function arbitraryTree<Tree>(leaf: fc.Arbitrary<Tree>, maxDepth: number): fc.Arbitrary<Tree | Logic<Tree>> {
  const { tree } = fc.letrec<{ tree: Tree | Logic<Tree> }>((tie) => ({
    tree: fc.oneof(
      { maxDepth },
      leaf,
      fc.record({ kind: fc.constantFrom("and", "or"), left: tie("tree"), right: tie("tree") }),
      fc.record({ kind: fc.constant("not"), filter: tie("tree") }),
    ) as fc.Arbitrary<Tree | Logic<Tree>>,
  }));
  return tree;
}

const text = fc.constantFrom(...TEXTS);

/** Any resource of the test schema, with little variety, so that filters find something. */
export const arbitraryResource: fc.Arbitrary<ScimObject> = some({
  id: text,
  schemas: fc.array(text, { maxLength: 2 }),
  userName: text,
  nick: text,
  name: some({ familyName: text, givenName: text }),
  active: fc.boolean(),
  level: fc.constantFrom(...NUMBERS),
  score: fc.constantFrom(...NUMBERS),
  hired: fc.constantFrom(...TIMES),
  picture: text,
  page: text,
  tags: fc.array(text, { maxLength: 3 }),
  emails: fc.array(some({ value: text, type: text, primary: fc.boolean(), $ref: text }), { maxLength: 3 }),
  [ENTERPRISE]: some({ department: text, manager: some({ value: text, displayName: text }) }),
});

/** Any of the members, and null for some. */
function some(members: Readonly<Record<string, fc.Arbitrary<ScimValue>>>): fc.Arbitrary<ScimObject> {
  const nullable = Object.entries(members).map(([name, value]) => [name, fc.option(value, { freq: 8 })]);
  return fc.record(Object.fromEntries(nullable), { requiredKeys: [] }) as fc.Arbitrary<ScimObject>;
}
