import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkReplacement, mergeReplacement } from "./replacement.ts";
import type { ScimObject } from "./resource.ts";
import { buildResourceTypes } from "./resource-types.ts";
import { attribute, type ScimResourceType } from "./schema.ts";
import { refusalOf } from "./test-refusal.ts";

const URN = "urn:example:Thing";
const MORE = "urn:example:More";

/** A resource type with an attribute of every mutability. */
const thing: ScimResourceType = {
  id: "Thing",
  name: "Thing",
  description: "A thing.",
  endpoint: "/Things",
  schema: {
    id: URN,
    name: "Thing",
    description: "A thing.",
    attributes: [
      attribute("title", "Changes."),
      attribute("badge", "Stays.", { mutability: "immutable" }),
      attribute("code", "Stays, by the letter.", { mutability: "immutable", caseExact: true }),
      attribute("since", "Stays.", { type: "dateTime", mutability: "immutable" }),
      attribute("tags", "Stay.", { multiValued: true, mutability: "immutable" }),
      attribute("secret", "Told to nobody.", { mutability: "writeOnly", returned: "never" }),
      attribute("serial", "The server's.", { mutability: "readOnly" }),
      attribute("origin", "Where from.", {
        type: "complex",
        subAttributes: [attribute("country", "Stays.", { mutability: "immutable" }), attribute("town", "Changes.")],
      }),
      attribute("owner", "Whose.", {
        type: "complex",
        subAttributes: [
          attribute("value", "Who."),
          attribute("note", "Changes."),
          attribute("display", "The server's.", { mutability: "readOnly" }),
        ],
      }),
      attribute("parts", "What is in it.", {
        type: "complex",
        multiValued: true,
        subAttributes: [
          attribute("value", "Which.", { mutability: "immutable" }),
          attribute("kind", "Of what kind.", { mutability: "immutable" }),
          attribute("note", "Changes."),
          attribute("checked", "The server's.", { mutability: "readOnly" }),
        ],
      }),
    ],
  },
  extensions: [
    {
      required: false,
      schema: {
        id: MORE,
        name: "More",
        description: "More.",
        attributes: [
          attribute("colour", "Changes."),
          attribute("metal", "Stays.", { mutability: "immutable" }),
          attribute("weighed", "The server's.", { mutability: "readOnly" }),
        ],
      },
    },
  ],
};

describe("what is immutable stays", () => {
  const before: ScimObject = {
    badge: "B-1",
    code: "x",
    since: "2026-03-02T09:00:00Z",
    tags: ["a", "b"],
    origin: { country: "Lithuania", town: "Vilnius" },
    parts: [{ value: "1", kind: "wheel" }],
    [MORE]: { metal: "iron" },
  };

  test.each<{ readonly what: string; readonly after: ScimObject }>([
    { what: "the same value", after: before },
    { what: "no value", after: {} },
    { what: "null", after: { badge: null, tags: [] } },
    { what: "other case, where case says nothing", after: { badge: "b-1", tags: ["B", "A"] } },
    { what: "the same instant, written otherwise", after: { since: "2026-03-02T10:00:00.000+01:00" } },
    { what: "something else beside it", after: { origin: { country: "Lithuania", town: "Kaunas" } } },
    { what: "other members", after: { parts: [{ value: "2", kind: "door" }] } },
    { what: "the same member with another label", after: { parts: [{ value: "1", kind: "tyre" }] } },
  ])("takes $what", ({ after }) => {
    expect(refusalOf(() => checkReplacement(before, after, thing))).toBeUndefined();
  });

  test("takes a first value", () => {
    expect(refusalOf(() => checkReplacement({}, before, thing))).toBeUndefined();
  });

  test.each<{ readonly what: string; readonly after: ScimObject; readonly place: string }>([
    { what: "another value", after: { badge: "B-2" }, place: "badge" },
    { what: "other case, where case counts", after: { code: "X" }, place: "code" },
    { what: "another instant", after: { since: "2026-03-02T09:00:00+01:00" }, place: "since" },
    { what: "one value more", after: { tags: ["a", "b", "c"] }, place: "tags" },
    { what: "another part", after: { origin: { country: "Latvia" } }, place: "origin.country" },
    { what: "another value in an extension", after: { [MORE]: { metal: "gold" } }, place: `${MORE}:metal` },
  ])("refuses $what", ({ after, place }) => {
    expect(refusalOf(() => checkReplacement(before, after, thing))).toMatchObject({
      status: 400,
      scimType: "mutability",
      message: `\`${place}\` has a value already, and it is immutable; send the same value, or none.`,
    });
  });
});

interface Merge {
  readonly what: string;
  readonly before: ScimObject;
  readonly after: ScimObject;
  /** Without `schemas`. */
  readonly clearing: ScimObject;
  /** On a server whose PUT keeps what it omits; the same where absent. */
  readonly keeping?: ScimObject;
}

const merges: readonly Merge[] = [
  {
    what: "what was sent replaces what was there",
    before: { title: "a" },
    after: { title: "b" },
    clearing: { title: "b" },
  },
  {
    what: "what was omitted goes, or stays (F32)",
    before: { title: "a" },
    after: {},
    clearing: {},
    keeping: { title: "a" },
  },
  {
    what: "what only the server writes stays",
    before: { id: "1", serial: "s" },
    after: {},
    clearing: { id: "1", serial: "s" },
  },
  { what: "what is immutable stays", before: { badge: "B" }, after: {}, clearing: { badge: "B" } },
  { what: "what nobody can read back stays", before: { secret: "s" }, after: {}, clearing: { secret: "s" } },
  {
    what: "what nobody can read back is replaced",
    before: { secret: "s" },
    after: { secret: "t" },
    clearing: { secret: "t" },
  },
  {
    what: "parts that were omitted go, or stay (F32)",
    before: { origin: { country: "LT", town: "Vilnius" } },
    after: { origin: { country: "LT" } },
    clearing: { origin: { country: "LT" } },
    keeping: { origin: { country: "LT", town: "Vilnius" } },
  },
  {
    what: "the server's part of the same value stays",
    before: { owner: { value: "7", note: "n", display: "Grace" } },
    after: { owner: { value: "7" } },
    clearing: { owner: { value: "7", display: "Grace" } },
    keeping: { owner: { value: "7", note: "n", display: "Grace" } },
  },
  {
    what: "another value has no part of the one before",
    before: { owner: { value: "7", note: "n", display: "Grace" } },
    after: { owner: { value: "8" } },
    clearing: { owner: { value: "8" } },
  },
  {
    what: "parts without their value",
    before: { owner: { value: "7", display: "Grace" } },
    after: { owner: { note: "m" } },
    clearing: { owner: { note: "m" } },
    keeping: { owner: { value: "7", note: "m", display: "Grace" } },
  },
  {
    what: "of several values, those that are the same keep what the server knows of them",
    before: {
      parts: [
        { value: "1", kind: "wheel", note: "n", checked: "yes" },
        { value: "2", kind: "door" },
      ],
    },
    after: { parts: [{ value: "3", kind: "seat" }, { value: "1" }, { note: "new" }] },
    clearing: { parts: [{ value: "3", kind: "seat" }, { value: "1", kind: "wheel", checked: "yes" }, { note: "new" }] },
  },
  {
    what: "several values without `value` are all new",
    before: { parts: [{ note: "a", checked: "yes" }] },
    after: { parts: [{ note: "b" }] },
    clearing: { parts: [{ note: "b" }] },
  },
  {
    what: "an extension keeps what the server knows",
    before: { [MORE]: { colour: "red", weighed: "3 kg" } },
    after: {},
    clearing: { [MORE]: { weighed: "3 kg" } },
    keeping: { [MORE]: { colour: "red", weighed: "3 kg" } },
  },
  {
    what: "an extension of which nothing is left goes",
    before: { [MORE]: { colour: "red" } },
    after: {},
    clearing: {},
    keeping: { [MORE]: { colour: "red" } },
  },
  { what: "what no schema knows does not stay", before: { other: 1 }, after: { title: "b" }, clearing: { title: "b" } },
];

describe.each(merges)("$what", ({ before, after, clearing, keeping = clearing }) => {
  test("where PUT clears what it omits", () => {
    const { schemas, ...rest } = mergeReplacement(before, after, thing, { clearsOmitted: true });
    expect(rest).toStrictEqual(clearing);
    expect(schemas).toEqual(Object.hasOwn(clearing, MORE) ? [URN, MORE] : [URN]);
  });

  test("where PUT keeps what it omits", () => {
    const { schemas, ...rest } = mergeReplacement(before, after, thing, { clearsOmitted: false });
    expect(rest).toStrictEqual(keeping);
    expect(schemas).toEqual(Object.hasOwn(keeping, MORE) ? [URN, MORE] : [URN]);
  });
});

describe("whatever resources come", () => {
  const text = fc.constantFrom("a", "A", "b");
  const resources: fc.Arbitrary<ScimObject> = fc.record(
    {
      title: text,
      badge: text,
      secret: text,
      serial: text,
      owner: fc.record({ value: text, note: text, display: text }, { requiredKeys: ["note"] }),
      parts: fc.uniqueArray(fc.record({ value: text, kind: text, checked: text }, { requiredKeys: ["value"] }), {
        selector: ({ value }) => value,
        minLength: 1,
      }),
      [MORE]: fc.record({ colour: text, metal: text, weighed: text }, { requiredKeys: ["colour"] }),
    },
    { requiredKeys: [] },
  );

  test("a PUT of the resource itself changes nothing", () => {
    fc.assert(
      fc.property(resources, fc.boolean(), (resource, clearsOmitted) => {
        const { schemas: _, ...same } = mergeReplacement(resource, resource, thing, { clearsOmitted });
        expect(refusalOf(() => checkReplacement(resource, resource, thing))).toBeUndefined();
        expect(same).toEqual(resource);
      }),
    );
  });

  test("what was allowed stays allowed: the outcome may replace what was before", () => {
    fc.assert(
      fc.property(resources, resources, fc.boolean(), (before, after, clearsOmitted) => {
        if (refusalOf(() => checkReplacement(before, after, thing)) !== undefined) return;
        const merged = mergeReplacement(before, after, thing, { clearsOmitted });
        expect(refusalOf(() => checkReplacement(before, merged, thing))).toBeUndefined();
        expect(mergeReplacement(merged, after, thing, { clearsOmitted })).toEqual(merged);
      }),
    );
  });
});

test("the groups of a user stay with the user", () => {
  const { user } = buildResourceTypes();
  const before = { userName: "ada", groups: [{ value: "1" }] };
  expect(mergeReplacement(before, { userName: "ada" }, user, { clearsOmitted: true }).groups).toEqual([{ value: "1" }]);
});
