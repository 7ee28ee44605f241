import {
  add,
  BABS,
  CRM,
  ENTERPRISE,
  employed,
  JAMES,
  KIM,
  named,
  type PatchCase,
  remove,
  replace,
  USER,
} from "./test-patch-case.ts";

/** What goes for every operation: mutability, extensions, `schemas`, values and paths, wholly or not at all. */
export const ruleCases: readonly PatchCase[] = [
  // mutability and what is required
  {
    title: "a read-only attribute",
    start: "ann",
    operations: [replace("id", "x")],
    refused: ["mutability", "`id` is read-only"],
  },
  {
    title: "a read-only list",
    start: "ann",
    operations: [add("groups", [{ value: "g" }])],
    refused: ["mutability", "`groups`"],
  },
  {
    title: "a read-only part",
    start: "ann",
    operations: [remove("meta.location")],
    refused: ["mutability", "`meta` is read-only"],
  },
  {
    title: "the id sent along as it is, as Okta does",
    start: "staff",
    operations: [replace(undefined, { id: "g-staff", displayName: "Crew" })],
    after: { displayName: "Crew" },
  },
  {
    title: "what is required, removed",
    start: "ann",
    operations: [remove("userName")],
    refused: ["mutability", "required"],
  },
  {
    title: "what is required, as null",
    start: "ann",
    operations: [replace("userName", null)],
    refused: ["mutability", "required"],
  },
  {
    title: "what is required, as empty text",
    start: "ann",
    operations: [replace("userName", "")],
    refused: ["invalidValue", "empty text"],
  },
  {
    title: "an immutable part that has a value",
    start: "staff",
    operations: [replace('members[value eq "u-kim"].value', "u-joy")],
    refused: ["mutability", "`members.value` has a value already"],
  },
  {
    title: "an immutable part that has none may be added",
    start: "staff",
    operations: [add('members[value eq "u-kim"].$ref', "https://slack.test/scim/v2/Users/u-kim")],
    after: { members: [BABS, JAMES, { ...KIM, $ref: "https://slack.test/scim/v2/Users/u-kim" }] },
  },
  // extensions
  {
    title: "an extension's attribute",
    start: "ann",
    operations: [replace(`${ENTERPRISE}:department`, "Tours")],
    after: employed({ department: "Tours" }),
  },
  {
    title: "the first value of an extension puts it into `schemas`",
    start: "bare",
    operations: [add(`${ENTERPRISE}:costCenter`, "4130")],
    after: { schemas: [USER, ENTERPRISE], [ENTERPRISE]: { costCenter: "4130" } },
  },
  {
    title: "the last value of an extension takes it out of `schemas`",
    start: "ann",
    operations: ["employeeNumber", "department", "manager"].map((name) => remove(`${ENTERPRISE}:${name}`)),
    after: { schemas: [USER], [ENTERPRISE]: null },
  },
  {
    title: "an extension as an object, in a value without path",
    start: "ann",
    operations: [replace(undefined, { [ENTERPRISE]: { department: "Tours", costCenter: "4130" } })],
    after: employed({ department: "Tours", costCenter: "4130" }),
  },
  {
    title: "an extension by its URN, in other case",
    start: "ann",
    operations: [add(ENTERPRISE.toLowerCase(), { Department: "Tours" })],
    after: employed({ department: "Tours" }),
  },
  {
    title: "a whole extension removed",
    start: "ann",
    operations: [remove(ENTERPRISE)],
    after: { schemas: [USER], [ENTERPRISE]: null },
  },
  {
    title: "an extension that is no object",
    start: "ann",
    operations: [replace(ENTERPRISE, "x")],
    refused: ["invalidValue", "its value is an object"],
  },
  {
    title: "an unknown attribute of an extension",
    start: "ann",
    operations: [replace(undefined, { [ENTERPRISE]: { departement: "x" } })],
    refused: ["invalidValue", "did you mean `department`?"],
  },
  {
    title: "another manager: what was said of the old one goes",
    start: "ann",
    operations: [replace(`${ENTERPRISE}:manager`, { value: "u-new" })],
    after: employed({ manager: { value: "u-new" } }),
  },
  {
    title: "another manager by its part",
    start: "ann",
    operations: [replace(`${ENTERPRISE}:manager.value`, "u-new")],
    after: employed({ manager: { value: "u-new" } }),
  },
  {
    title: "the same manager changes nothing (F18)",
    start: "ann",
    operations: [replace(`${ENTERPRISE}:manager`, { value: "u-boss", displayName: "Somebody else" })],
  },
  {
    title: "an application's own list of simple values, chosen by `value`",
    start: "bare",
    operations: [
      add(`${CRM}:tags`, ["red", "blue", "RED"]),
      remove(`${CRM}:tags[value eq "BLUE"]`),
      add(`${CRM}:tags`, "green"),
    ],
    after: { schemas: [USER, CRM], [CRM]: { tags: ["red", "green"] } },
  },
  // schemas
  {
    title: "`schemas` follows from what the resource holds",
    start: "ann",
    operations: [replace("schemas", [USER]), replace("title", "Boss")],
    after: { title: "Boss" },
  },
  {
    title: "`schemas` names nothing that the type does not know",
    start: "ann",
    operations: [add("schemas", ["urn:example:other"])],
    refused: ["invalidValue", "In operation 1: `schemas` lists `urn:example:other`"],
  },
  // values and paths
  {
    title: "a wrong type",
    start: "ann",
    operations: [replace("active", "yes")],
    refused: ["invalidValue", "`active`"],
  },
  {
    title: "a wrong part",
    start: "ann",
    operations: [replace("name", { givenName: 1 })],
    refused: ["invalidValue", "`name.givenName`"],
  },
  {
    title: "text for an object",
    start: "ann",
    operations: [replace("name", "Ann")],
    refused: ["invalidValue", "`name`"],
  },
  {
    title: "an unknown path",
    start: "ann",
    operations: [replace("titel", "x")],
    refused: ["invalidPath", "did you mean `title`?"],
  },
  {
    title: "a broken filter",
    start: "ann",
    operations: [replace("emails[type eq]", "x")],
    refused: ["invalidPath", "position 15"],
  },
  {
    title: "an unknown name without a path",
    start: "ann",
    operations: [replace(undefined, { titel: "x" })],
    refused: ["invalidValue", "did you mean `title`?"],
  },
  {
    title: "an unknown part is passed over",
    start: "ann",
    operations: [replace("name", { nick: "x", givenName: "Anna" })],
    after: { name: named({ givenName: "Anna" }) },
  },
  {
    title: "an unknown part is refused where it is to be",
    start: "ann",
    operations: [replace("name", { givenname2: "x" })],
    options: { unknown: "refuse" },
    refused: ["invalidSyntax", "givenname2"],
  },
  // wholly or not at all
  {
    title: "the third operation fails: nothing has happened",
    start: "ann",
    operations: [replace("title", "Boss"), remove("emails"), replace("id", "x"), replace("active", false)],
    refused: ["mutability", "In operation 3: "],
  },
  {
    title: "operations that undo one another change nothing",
    start: "ann",
    operations: [
      replace("title", "Boss"),
      remove(`${ENTERPRISE}:department`),
      add(undefined, employed({})),
      replace("title", "Engineer"),
    ],
  },
];
