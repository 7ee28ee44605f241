import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AttributePath } from "./attribute-path.ts";
import type { ComparisonOperator, ComparisonValue, Filter, ValueFilter } from "./filter.ts";
import { compileFilter, compileValueFilter } from "./match-filter.ts";
import { parseFilter, parseValueFilter } from "./parse-filter.ts";
import type { ScimObject, ScimValue } from "./resource.ts";
import type { ScimAttribute } from "./schema.ts";
import { arbitraryFilter, arbitraryResource, arbitraryValueFilter } from "./test-filter.ts";
import { ENTERPRISE, testPath, testType } from "./test-schema.ts";

const ada: ScimObject = {
  schemas: ["urn:ietf:params:scim:schemas:core:2.0:User", ENTERPRISE],
  id: "Id-1",
  externalId: "Ext-1",
  userName: "Ada@Example.com",
  name: { familyName: "Lovelace", givenName: "Ada" },
  nick: "Countess",
  title: "",
  active: true,
  level: 7,
  hired: "2026-03-02T09:00:00Z",
  picture: "YQ==",
  tags: ["Math", "engine"],
  emails: [
    { value: "ada@example.com", type: "work", primary: true },
    { value: "ada@home.example", type: "home" },
    { value: "ada@old.example" },
  ],
  meta: { lastModified: "2026-03-02T10:00:00+01:00" },
  [ENTERPRISE]: { department: "Engines", manager: { value: "Id-2" } },
};

function matches(text: string, resource: ScimObject = ada): boolean {
  return compileFilter(parseFilter(text, testType))(resource);
}

describe("one value", () => {
  test.each([
    { text: 'userName eq "ada@example.COM"', holds: true },
    { text: 'id eq "id-1"', holds: false },
    { text: 'id eq "Id-1"', holds: true },
    { text: 'externalId eq "EXT-1"', holds: false },
    { text: 'nick eq "countess"', holds: false },
    { text: 'name.familyName co "LOVE"', holds: true },
    { text: "active eq true", holds: true },
    { text: "active ne true", holds: false },
    { text: "level ge 7", holds: true },
    { text: "level lt 7", holds: false },
    { text: 'hired eq "2026-03-02T10:00:00+01:00"', holds: true },
    { text: 'hired gt "2026-03-02T09:00:00Z"', holds: false },
    { text: 'meta.lastModified le "2026-03-02T09:00:00Z"', holds: true },
    { text: 'picture eq "yq=="', holds: false },
    { text: `${ENTERPRISE}:department eq "engines"`, holds: true },
    { text: `${ENTERPRISE}:manager eq "Id-2"`, holds: true },
    { text: `${ENTERPRISE}:manager.value eq "id-2"`, holds: false },
    { text: 'name[familyName eq "lovelace" and givenName eq "ada"]', holds: true },
  ])("$text is $holds", ({ text, holds }) => {
    expect(matches(text)).toBe(holds);
  });
});

describe("several values", () => {
  test.each([
    { text: 'emails co "@home"', holds: true },
    { text: 'emails.value eq "ADA@OLD.EXAMPLE"', holds: true },
    // Two different addresses meet the two comparisons; in brackets, one has to meet both.
    { text: 'emails.type eq "work" and emails.value co "home"', holds: true },
    { text: 'emails[type eq "work" and value co "home"]', holds: false },
    { text: 'emails[type eq "work"].value eq "ada@example.com"', holds: true },
    { text: 'emails[type eq "home"].value eq "ada@example.com"', holds: false },
    { text: 'emails[type eq null].value eq "ada@old.example"', holds: true },
    { text: 'emails[primary eq true and type eq "work"]', holds: true },
    // Any value that differs will do.
    { text: 'emails.type ne "work"', holds: true },
    { text: 'emails[type ne "work"]', holds: true },
    { text: 'not (emails.type eq "work")', holds: false },
    { text: 'tags eq "MATH"', holds: true },
    { text: 'tags ne "math"', holds: true },
    { text: 'tags[value sw "eng"]', holds: true },
    { text: 'tags[value sw "eng" and value sw "m"]', holds: false },
    { text: `schemas eq "${ENTERPRISE}"`, holds: true },
  ])("$text is $holds", ({ text, holds }) => {
    expect(matches(text)).toBe(holds);
  });

  test("`ne` asks for a value that differs, not for none that is equal", () => {
    expect(matches('tags ne "math"', { tags: ["Math"] })).toBe(false);
    expect(matches('tags ne "math"', { tags: ["Math", "x"] })).toBe(true);
  });
});

describe("no value", () => {
  const nothing: readonly ScimObject[] = [
    {},
    { userName: null, name: null, tags: null, emails: null },
    { tags: [], emails: [], name: {} },
    { emails: [{}, { value: null, type: null }], name: { familyName: null }, tags: [null] },
  ];

  test.each([
    { text: "emails pr", holds: false },
    { text: "emails.value pr", holds: false },
    { text: "name pr", holds: false },
    { text: "tags pr", holds: false },
    { text: "emails[value pr]", holds: false },
    { text: "userName eq null", holds: true },
    { text: "emails eq null", holds: true },
    { text: "name eq null", holds: true },
    { text: "tags eq null", holds: true },
    { text: "emails.type ne null", holds: false },
    { text: 'userName ne "x"', holds: true },
    { text: 'emails.value ne "x"', holds: true },
    { text: 'userName eq ""', holds: false },
    { text: 'userName co ""', holds: false },
    { text: "level lt 1", holds: false },
    { text: "active eq false", holds: false },
    { text: "active ne false", holds: true },
    { text: `${ENTERPRISE}:manager.value pr`, holds: false },
  ])("$text is $holds", ({ text, holds }) => {
    for (const resource of nothing) expect(matches(text, resource)).toBe(holds);
  });

  test("has nothing that brackets could choose", () => {
    expect(matches('tags[not (value eq "x")]', { tags: [null] })).toBe(false);
    expect(matches('tags[not (value eq "x")]', { tags: [null, "y"] })).toBe(true);
  });

  test("is not what an empty text is", () => {
    expect(matches("title pr")).toBe(true);
    expect(matches('title eq ""')).toBe(true);
    expect(matches("title eq null")).toBe(false);
  });
});

test.each([
  { text: "title pr or nick pr and level eq 8", holds: true },
  { text: "(title pr or nick pr) and level eq 8", holds: false },
  { text: "not (level eq 8) and active eq true", holds: true },
  { text: "not (level eq 8 and active eq true)", holds: true },
])("$text is $holds", ({ text, holds }) => {
  expect(matches(text)).toBe(holds);
});

test("never looks at what every object has", () => {
  const sub = { ...testPath("title").attribute, name: "toString" };
  expect(compileFilter({ kind: "present", path: { attribute: sub } })({})).toBe(false);
  expect(compileValueFilter({ kind: "present", sub })({})).toBe(false);
});

test("tests one value by itself", () => {
  const ofEmails = compileValueFilter(
    parseValueFilter('type eq "WORK" and not (primary pr)', testPath("emails").attribute),
  );
  expect([ofEmails({ type: "work" }), ofEmails({ type: "work", primary: false }), ofEmails("work")]).toEqual([
    true,
    false,
    false,
  ]);
  const ofTags = compileValueFilter(parseValueFilter('value eq "a"', testPath("tags").attribute));
  expect([ofTags("A"), ofTags("b"), ofTags({ value: "a" })]).toEqual([true, false, true]);
});

describe("agrees with the reading of the RFC, word by word", () => {
  test("for filters", () => {
    fc.assert(
      fc.property(arbitraryFilter, arbitraryResource, (filter, resource) => {
        expect(compileFilter(filter)(resource)).toBe(modelMatches(filter, resource));
      }),
      { numRuns: 2000 },
    );
  });

  test("for value filters", () => {
    const { attribute } = testPath("emails");
    fc.assert(
      fc.property(arbitraryValueFilter(attribute), arbitraryResource, (filter, { emails }) => {
        for (const email of listed(emails)) {
          expect(compileValueFilter(filter)(email)).toBe(modelMatchesValue(filter, email));
        }
      }),
      { numRuns: 500 },
    );
  });
});

/** A slow and plain reading, made without any of the code under test; the texts of the tests are ASCII. */
function modelMatches(filter: Filter, resource: ScimObject): boolean {
  if ("left" in filter) {
    const sides = [modelMatches(filter.left, resource), modelMatches(filter.right, resource)];
    return filter.kind === "and" ? sides.every(Boolean) : sides.some(Boolean);
  }
  if (filter.kind === "not") return !modelMatches(filter.filter, resource);
  const { path } = filter;
  if (filter.kind === "value")
    return modelValues(resource, path).some((each) => modelMatchesValue(filter.filter, each));
  const found = modelValues(resource, path).filter(hasContent);
  if (filter.kind === "present") return found.length > 0;
  return modelCompares(path.sub ?? path.attribute, found, filter.operator, filter.value);
}

function modelMatchesValue(filter: ValueFilter, value: ScimValue): boolean {
  if ("left" in filter) {
    const sides = [modelMatchesValue(filter.left, value), modelMatchesValue(filter.right, value)];
    return filter.kind === "and" ? sides.every(Boolean) : sides.some(Boolean);
  }
  if (filter.kind === "not") return !modelMatchesValue(filter.filter, value);
  const { sub } = filter;
  const found = listed(isObject(value) ? value[sub.name] : value).filter(hasContent);
  if (filter.kind === "present") return found.length > 0;
  return modelCompares(sub, found, filter.operator, filter.value);
}

function modelValues(resource: ScimObject, { extension, attribute, sub }: AttributePath): readonly ScimValue[] {
  const holder = extension === undefined ? resource : resource[extension];
  const values = isObject(holder) ? listed(holder[attribute.name]) : [];
  return sub === undefined ? values : values.flatMap((each) => (isObject(each) ? listed(each[sub.name]) : []));
}

function listed(value: ScimValue | undefined): readonly ScimValue[] {
  return [value ?? []].flat();
}

function isObject(value: ScimValue | undefined): value is ScimObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function hasContent(value: ScimValue): boolean {
  return isObject(value) ? Object.values(value).some((member) => listed(member).length > 0) : value !== null;
}

function modelCompares(
  attribute: ScimAttribute,
  found: readonly ScimValue[],
  operator: ComparisonOperator,
  value: ComparisonValue,
): boolean {
  if (value === null) return operator === "eq" ? found.length === 0 : found.length > 0;
  if (found.length === 0) return operator === "ne";
  return found.some((each) => modelHolds(operator, plain(attribute, each), plain(attribute, value)));
}

function plain({ type, caseExact }: ScimAttribute, value: ScimValue): string | number {
  if (typeof value !== "string") return Number(value);
  if (type === "dateTime") return Date.parse(/Z|\+/.test(value) ? value : `${value}Z`);
  return caseExact || type === "binary" ? value : value.toLowerCase();
}

function modelHolds(operator: ComparisonOperator, found: string | number, wanted: string | number): boolean {
  if (operator === "co") return `${found}`.split(`${wanted}`).length > 1 || wanted === "";
  if (operator === "sw") return `${found}`.slice(0, `${wanted}`.length) === wanted;
  if (operator === "ew") return wanted === "" || `${found}`.slice(-`${wanted}`.length) === wanted;
  const order = Number(found > wanted) - Number(found < wanted);
  return { eq: order === 0, ne: order !== 0, gt: order > 0, ge: order >= 0, lt: order < 0, le: order <= 0 }[operator];
}
