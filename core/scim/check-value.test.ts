import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CheckOptions, checkSingleValue, checkValue } from "./check-value.ts";
import { ENTERPRISE_USER_SCHEMA } from "./enterprise-user-schema.ts";
import { isScimList, type ScimValue } from "./resource.ts";
import { attribute, findAttribute, type ScimAttribute } from "./schema.ts";
import { refusalOf } from "./test-refusal.ts";
import { USER_SCHEMA } from "./user-schema.ts";

const [title, name, emails, active, password] = ["title", "name", "emails", "active", "password"].map(ofUser);
const manager = named(ENTERPRISE_USER_SCHEMA.attributes, "manager");
const tags = attribute("tags", "Words.", { multiValued: true });
const level = attribute("level", "A number.", { type: "integer" });
const since = attribute("since", "A time.", { type: "dateTime" });

interface Taken {
  readonly what: string;
  readonly attribute: ScimAttribute | undefined;
  readonly value: unknown;
  readonly options?: CheckOptions;
  readonly gives: ScimValue;
}

const taken: readonly Taken[] = [
  { what: "text", attribute: title, value: "Dr", gives: "Dr" },
  { what: "empty text, which is a value", attribute: title, value: "", gives: "" },
  { what: "null as no value", attribute: title, value: null, gives: null },
  { what: "an empty list as no value", attribute: emails, value: [], gives: null },
  { what: "an empty list as no value of a single one", attribute: title, value: [], gives: null },
  { what: "an object without members as no value", attribute: name, value: {}, gives: null },
  { what: "an object of nulls as no value", attribute: name, value: { familyName: null }, gives: null },
  { what: "a list of simple values", attribute: tags, value: ["b", "a", null], gives: ["b", "a"] },
  {
    what: "names without regard to case, in the order of the schema",
    attribute: name,
    value: { GIVENNAME: "Ada", familyname: "Byron" },
    gives: { familyName: "Byron", givenName: "Ada" },
  },
  {
    what: "a list without its empty elements",
    attribute: emails,
    value: [{}, { value: "a@b.test" }, null, { display: null }],
    gives: [{ value: "a@b.test" }],
  },
  { what: "a label that is not canonical", attribute: emails, value: [{ type: "x" }], gives: [{ type: "x" }] },
  {
    what: "one primary value",
    attribute: emails,
    value: [
      { value: "a", primary: true },
      { value: "b", primary: false },
    ],
    gives: [
      { value: "a", primary: true },
      { value: "b", primary: false },
    ],
  },
  { what: "False, leniently", attribute: active, value: "False", options: { lenientBooleans: true }, gives: false },
  { what: "True, leniently", attribute: active, value: "True", options: { lenientBooleans: true }, gives: true },
  {
    what: "a boolean as text in a list, leniently",
    attribute: emails,
    value: [{ primary: "TRUE" }],
    options: { lenientBooleans: true },
    gives: [{ primary: true }],
  },
  {
    what: "a bare manager, leniently",
    attribute: manager,
    value: "7",
    options: { lenientManager: true },
    gives: { value: "7" },
  },
  {
    what: "one value for several, leniently",
    attribute: emails,
    value: { value: "a@b.test" },
    options: { lenient: true },
    gives: [{ value: "a@b.test" }],
  },
  { what: "one word for several, leniently", attribute: tags, value: "a", options: { lenient: true }, gives: ["a"] },
  {
    what: "empty text as no value, leniently",
    attribute: title,
    value: "",
    options: { emptyClears: true },
    gives: null,
  },
  {
    what: "an empty manager as none",
    attribute: manager,
    value: "",
    options: { emptyClears: true, lenientManager: true },
    gives: null,
  },
  {
    what: "an empty part as none",
    attribute: manager,
    value: { value: "" },
    options: { emptyClears: true },
    gives: null,
  },
];

test.each(taken)("takes $what", ({ attribute: given, value, options = {}, gives }) => {
  expect(checkValue(value, present(given), "x", options)).toStrictEqual(gives);
});

interface Refused {
  readonly what: string;
  readonly attribute: ScimAttribute | undefined;
  readonly value: unknown;
  readonly options?: CheckOptions;
  readonly detail: string;
  readonly scimType?: string;
}

const refused: readonly Refused[] = [
  { what: "a number for text", attribute: title, value: 3, detail: "`x` is 3; it is text." },
  {
    what: "text for a boolean",
    attribute: active,
    value: "False",
    detail: "`x` is the text `False`; it is true or false.",
  },
  {
    what: "other words for a boolean, leniently too",
    attribute: active,
    value: "no",
    options: { lenientBooleans: true },
    detail: "`x` is the text `no`; it is true or false.",
  },
  { what: "a fraction", attribute: level, value: 1.5, detail: "`x` is 1.5; it is a whole number." },
  {
    what: "a day without a time",
    attribute: since,
    value: "2026-03-02",
    detail: "`x` is the text `2026-03-02`; it is a date with a time, such as `2026-03-02T09:00:00Z`.",
  },
  { what: "a list for one value", attribute: title, value: ["Dr"], detail: "`x` is a list; it is text." },
  { what: "text for an object", attribute: name, value: "Ada", detail: "`x` is the text `Ada`; it is an object." },
  { what: "a bare manager", attribute: manager, value: "7", detail: "`x` is the text `7`; it is an object." },
  {
    what: "one value for several",
    attribute: emails,
    value: { value: "a" },
    detail: "`x` is an object; it is a list.",
  },
  { what: "a bare element", attribute: emails, value: ["a"], detail: "`x[0]` is the text `a`; it is an object." },
  {
    what: "a bare element also where a bare manager is taken",
    attribute: emails,
    value: ["a"],
    options: { lenientManager: true },
    detail: "`x[0]` is the text `a`; it is an object.",
  },
  { what: "a wrong part", attribute: emails, value: [{}, { value: 1 }], detail: "`x[1].value` is 1; it is text." },
  { what: "a list in a list", attribute: tags, value: [["a"]], detail: "`x[0]` is a list; it is text." },
  {
    what: "two primary values",
    attribute: emails,
    value: [{ primary: true }, { value: "b", primary: true }],
    detail: "`x` has 2 values that are `primary`; at most one is.",
  },
  {
    what: "a name twice",
    attribute: name,
    value: { givenName: "Ada", givenname: "Eve" },
    detail: "`x.givenName` and `x.givenname` are one and the same; keep one.",
    scimType: "invalidSyntax",
  },
  {
    what: "an unknown name where they are refused",
    attribute: name,
    value: { givenNam: "Ada" },
    options: { unknown: "refuse" },
    detail: "No schema of the resource has `x.givenNam`; did you mean `givenName`?",
    scimType: "invalidSyntax",
  },
  { what: "a password without telling it", attribute: password, value: 1234, detail: "`x` is a number; it is text." },
  {
    what: "long text without repeating all of it",
    attribute: active,
    value: "y".repeat(1000),
    detail: `\`x\` is the text \`${"y".repeat(60)}…\`; it is true or false.`,
  },
];

test.each(refused)("refuses $what", ({ attribute: given, value, options = {}, detail, scimType = "invalidValue" }) => {
  const error = refusalOf(() => checkValue(value, present(given), "x", options));
  expect(error).toMatchObject({ status: 400, scimType, message: detail });
});

describe("what is passed over is told with its place", () => {
  test("unknown parts, and parts that only the server writes", () => {
    const told: string[] = [];
    const value = { value: "7", displayName: "Grace", shoe: 42 };
    const checked = checkValue(value, manager, "urn:x:manager", {}, (place) => told.push(place));
    expect(checked).toEqual({ value: "7" });
    expect(told).toEqual(["urn:x:manager.displayName", "urn:x:manager.shoe"]);
  });

  test("in one line, and shortened", () => {
    const told: string[] = [];
    checkValue({ [`a\n${"b".repeat(100)}`]: 1 }, present(name), "name", {}, (place) => told.push(place));
    expect(told).toEqual([`name.a\\u000a${"b".repeat(58)}…`]);
  });
});

test("one element of several is checked by itself", () => {
  expect(checkSingleValue({ VALUE: "a@b.test" }, present(emails), "emails[0]", {})).toEqual({ value: "a@b.test" });
  expect(refusalOf(() => checkSingleValue([], present(emails), "emails[0]", {}))).toBeUndefined();
  expect(refusalOf(() => checkSingleValue([{}], present(emails), "emails[0]", {}))?.message).toBe(
    "`emails[0]` is a list; it is an object.",
  );
});

describe("whatever JSON comes", () => {
  const attributes = fc.constantFrom(...USER_SCHEMA.attributes, manager, tags, level, since);
  const options = fc.record(
    {
      lenient: fc.boolean(),
      lenientBooleans: fc.boolean(),
      lenientManager: fc.boolean(),
      emptyClears: fc.boolean(),
      unknown: fc.constantFrom("ignore", "refuse"),
    },
    { requiredKeys: [] },
  );

  test("it is taken, or refused with 400; what was taken is taken again as it is", () => {
    fc.assert(
      fc.property(attributes, fc.oneof(jsonFor(), fc.jsonValue()), options, (given, value, switches) => {
        const first = attempt(() => checkValue(value, given, "x", switches));
        if (first === REFUSED) return;
        expect(checkValue(first, given, "x", {})).toStrictEqual(first);
        expect(first === null || isScimList(first) === given.multiValued).toBe(true);
      }),
    );
  });
});

const REFUSED = Symbol("refused");

function attempt(run: () => ScimValue): ScimValue | typeof REFUSED {
  const error = refusalOf(run);
  return error === undefined ? run() : REFUSED;
}

/** JSON that is often nearly right. */
function jsonFor(): fc.Arbitrary<unknown> {
  const names = fc.constantFrom("value", "VALUE", "type", "primary", "display", "givenName", "$ref", "other");
  const simple = fc.oneof(fc.string(), fc.boolean(), fc.constantFrom("True", "False", "", null), fc.integer());
  const object = fc.dictionary(names, simple, { maxKeys: 4 });
  return fc.oneof(simple, object, fc.array(fc.oneof(object, simple), { maxLength: 4 }));
}

function ofUser(path: string): ScimAttribute {
  return named(USER_SCHEMA.attributes, path);
}

function named(attributes: readonly ScimAttribute[], wanted: string): ScimAttribute {
  return present(findAttribute(attributes, wanted));
}

function present(found: ScimAttribute | undefined): ScimAttribute {
  if (found === undefined) throw new Error("No such attribute.");
  return found;
}
