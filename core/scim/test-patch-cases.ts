import type { PatchOptions } from "./patch-options.ts";
import type { ScimObject, ScimValue } from "./resource.ts";
import type { ScimType } from "./scim-error.ts";

/** What a PATCH does, as data. Adding a case needs no code. */
export interface PatchCase {
  readonly title: string;
  /** `ann`, `bare` and `staff` of {@link startResources}. */
  readonly start: keyof typeof startResources;
  readonly operations: readonly ScimObject[];
  readonly options?: PatchOptions;
  /** The members that differ afterwards; null: gone. None: nothing changes. */
  readonly after?: ScimObject;
  /** The refusal, and what its sentence says. */
  readonly refused?: readonly [ScimType, string];
}

export const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
export const GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
export const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
export const CRM = "urn:example:scim:schemas:extension:crm:2.0:User";

const BABS = {
  value: "2819c223-7f76-453a-919d-413861904646",
  $ref: "https://example.com/v2/Users/2819c223-7f76-453a-919d-413861904646",
  display: "Babs Jensen",
};
const JAMES = {
  value: "08e1d05d-121c-4561-8b96-473d93df9210",
  $ref: "https://example.com/v2/Users/08e1d05d-121c-4561-8b96-473d93df9210",
  display: "James Smith",
};
const KIM = { value: "u-kim", type: "User", display: "Kim" };

const WORK = { value: "ann@example.com", type: "work", primary: true };
const HOME = { value: "ann@home.example", type: "home" };
const OFFICE = {
  type: "work",
  streetAddress: "100 Universal City Plaza",
  locality: "Hollywood",
  region: "CA",
  postalCode: "91608",
  country: "US",
};

export const startResources = {
  /** A user with a value of every kind. */
  ann: {
    schemas: [USER, ENTERPRISE],
    id: "u-ann",
    externalId: "701984",
    meta: { resourceType: "User", location: "https://slack.test/scim/v2/Users/u-ann" },
    userName: "ann@example.com",
    name: { formatted: "Ann Lee", familyName: "Lee", givenName: "Ann" },
    displayName: "Ann Lee",
    title: "Engineer",
    active: true,
    emails: [WORK, HOME],
    addresses: [OFFICE],
    groups: [{ value: "g-staff", display: "Staff" }],
    [ENTERPRISE]: {
      employeeNumber: "701984",
      department: "Sales",
      manager: { value: "u-boss", $ref: "https://slack.test/scim/v2/Users/u-boss", displayName: "The Boss" },
    },
  },
  /** A user with nothing but what is required. */
  bare: { schemas: [USER], id: "u-bob", userName: "bob@example.com" },
  /** A group with three members. */
  staff: { schemas: [GROUP], id: "g-staff", displayName: "Staff", members: [BABS, JAMES, KIM] },
} as const satisfies Readonly<Record<string, ScimObject>>;

const add = (path: string | undefined, value: ScimValue): ScimObject => operation("add", path, value);
const replace = (path: string | undefined, value: ScimValue): ScimObject => operation("replace", path, value);
const remove = (path: string): ScimObject => ({ op: "remove", path });

function operation(op: string, path: string | undefined, value: ScimValue): ScimObject {
  return path === undefined ? { op, value } : { op, path, value };
}

/** Every sample of RFC 7644, section 3.5.2, in its order. */
export const rfcCases: readonly PatchCase[] = [
  {
    title: "adds a member that is there already: nothing changes",
    start: "staff",
    operations: [add("members", [BABS])],
  },
  {
    title: "adds a member",
    start: "staff",
    operations: [add("members", [{ display: "Joy", value: "u-joy" }])],
    after: { members: [BABS, JAMES, KIM, { value: "u-joy", display: "Joy" }] },
  },
  {
    title: "adds several attributes without a path; `nickname` in another case",
    start: "ann",
    operations: [add(undefined, { emails: [{ value: "babs@jensen.org", type: "home" }], nickname: "Babs" })],
    after: { emails: [WORK, HOME, { value: "babs@jensen.org", type: "home" }], nickName: "Babs" },
  },
  {
    title: "removes one member",
    start: "staff",
    operations: [remove('members[value eq "2819c223-7f76-453a-919d-413861904646"]')],
    after: { members: [JAMES, KIM] },
  },
  { title: "removes all members", start: "staff", operations: [remove("members")], after: { members: null } },
  {
    title: "removes the work addresses of a domain",
    start: "ann",
    operations: [remove('emails[type eq "work" and value ew "example.com"]')],
    after: { emails: [HOME] },
  },
  {
    title: "removes one member and adds another",
    start: "staff",
    operations: [
      remove('members[value eq "08e1d05d-121c-4561-8b96-473d93df9210"]'),
      add("members", [{ value: "u-joy", display: "Joy" }]),
    ],
    after: { members: [BABS, KIM, { value: "u-joy", display: "Joy" }] },
  },
  {
    title: "removes all members and adds others",
    start: "staff",
    operations: [remove("members"), add("members", [BABS, JAMES])],
    after: { members: [BABS, JAMES] },
  },
  {
    title: "replaces all members",
    start: "staff",
    operations: [replace("members", [BABS, JAMES])],
    after: { members: [BABS, JAMES] },
  },
  {
    title: "replaces the work address",
    start: "ann",
    operations: [
      replace('addresses[type eq "work"]', {
        type: "work",
        streetAddress: "911 Universal City Plaza",
        locality: "Hollywood",
        region: "CA",
        postalCode: "91608",
        country: "US",
        formatted: "911 Universal City Plaza\nHollywood, CA 91608 US",
        primary: true,
      }),
    ],
    after: {
      addresses: [
        {
          ...OFFICE,
          streetAddress: "911 Universal City Plaza",
          formatted: "911 Universal City Plaza\nHollywood, CA 91608 US",
          primary: true,
        },
      ],
    },
  },
  {
    title: "replaces the street of the work address",
    start: "ann",
    operations: [replace('addresses[type eq "work"].streetAddress', "1010 Broadway Ave")],
    after: { addresses: [{ ...OFFICE, streetAddress: "1010 Broadway Ave" }] },
  },
  {
    title: "replaces several attributes without a path",
    start: "ann",
    operations: [
      replace(undefined, {
        emails: [
          { value: "bjensen@example.com", type: "work", primary: true },
          { value: "babs@jensen.org", type: "home" },
        ],
        nickname: "Babs",
      }),
    ],
    after: {
      emails: [
        { value: "bjensen@example.com", type: "work", primary: true },
        { value: "babs@jensen.org", type: "home" },
      ],
      nickName: "Babs",
    },
  },
];

const ENTERPRISE_OF_ANN = startResources.ann[ENTERPRISE];
const named = (parts: ScimObject): ScimObject => ({ ...startResources.ann.name, ...parts });
const employed = (parts: ScimObject): ScimObject => ({ [ENTERPRISE]: { ...ENTERPRISE_OF_ANN, ...parts } });

/** What the sections say beyond their samples. */
export const ruleCases: readonly PatchCase[] = [
  // add
  { title: "add sets what is absent", start: "bare", operations: [add("title", "Boss")], after: { title: "Boss" } },
  { title: "add replaces one value", start: "ann", operations: [add("title", "Boss")], after: { title: "Boss" } },
  { title: "add of what is there changes nothing", start: "ann", operations: [add("title", "Engineer")] },
  {
    title: "add to a complex value sets what it names and leaves the rest",
    start: "ann",
    operations: [add("name", { givenName: "Anna", middleName: "K" })],
    after: { name: named({ givenName: "Anna", middleName: "K" }) },
  },
  {
    title: "add makes a complex value",
    start: "bare",
    operations: [add("name.familyName", "Ray")],
    after: { name: { familyName: "Ray" } },
  },
  {
    title: "add takes one value for a list of one",
    start: "ann",
    operations: [add("phoneNumbers", { value: "555", type: "work" })],
    after: { phoneNumbers: [{ value: "555", type: "work" }] },
  },
  {
    title: "add sees through case and says what is new: the same address becomes the primary one",
    start: "ann",
    operations: [add("emails", [{ value: "ANN@home.example", primary: true }])],
    after: {
      emails: [
        { ...WORK, primary: false },
        { ...HOME, primary: true },
      ],
    },
  },
  {
    title: "add of the same address with another type is another value",
    start: "ann",
    operations: [add("emails", [{ value: "ann@example.com", type: "other" }])],
    after: { emails: [WORK, HOME, { value: "ann@example.com", type: "other" }] },
  },
  {
    title: "add of a value twice adds it once",
    start: "bare",
    operations: [add("emails", [HOME, HOME])],
    after: { emails: [HOME] },
  },
  {
    title: "add of an address that is there in all of its parts changes nothing",
    start: "ann",
    operations: [add("addresses", [OFFICE])],
  },
  {
    title: "add of a member under another name leaves the member as it is",
    start: "staff",
    operations: [add("members", [{ value: "u-kim", display: "Kimberly", $ref: null }])],
  },
  {
    title: "add of another address is another value",
    start: "ann",
    operations: [add("addresses", { type: "work", country: "LT" })],
    after: { addresses: [OFFICE, { type: "work", country: "LT" }] },
  },
  { title: "add of an empty list changes nothing", start: "ann", operations: [add("emails", [])] },
  {
    title: "add through a filter sets what the value names",
    start: "ann",
    operations: [add('emails[type eq "home"]', { display: "Home" })],
    after: { emails: [WORK, { ...HOME, display: "Home" }] },
  },
  {
    title: "add of a new primary value demotes the old one",
    start: "ann",
    operations: [add("emails", [{ value: "a@new.example", primary: true }])],
    after: { emails: [{ ...WORK, primary: false }, HOME, { value: "a@new.example", primary: true }] },
  },
  {
    title: "add of two primary values is refused",
    start: "ann",
    operations: [
      add("emails", [
        { value: "a", primary: true },
        { value: "b", primary: true },
      ]),
    ],
    refused: ["invalidValue", "primary"],
  },
  // replace
  {
    title: "replace of what is absent acts like add",
    start: "bare",
    operations: [replace("name.givenName", "Bob")],
    after: { name: { givenName: "Bob" } },
  },
  {
    title: "replace of a complex value leaves what it does not name",
    start: "ann",
    operations: [replace("name", { familyName: "Ray" })],
    after: { name: named({ familyName: "Ray" }) },
  },
  {
    title: "replace with null takes a part away",
    start: "ann",
    operations: [replace("name", { formatted: null })],
    after: { name: { familyName: "Lee", givenName: "Ann" } },
  },
  {
    title: "replace with null takes a value away",
    start: "ann",
    operations: [replace("title", null)],
    after: { title: null },
  },
  {
    title: "replace changes case alone",
    start: "ann",
    operations: [replace("displayName", "ANN LEE")],
    after: { displayName: "ANN LEE" },
  },
  {
    title: "replace of members by nothing empties the group (F27)",
    start: "staff",
    operations: [replace("members", [])],
    after: { members: null },
  },
  {
    title: "replace of members keeps what is known of those who stay",
    start: "staff",
    operations: [replace("members", [{ value: "u-kim" }, { value: "u-joy" }])],
    after: { members: [KIM, { value: "u-joy" }] },
  },
  {
    title: "replace of members by the same ones changes nothing (F18)",
    start: "staff",
    operations: [replace("members", [{ value: BABS.value }, { value: JAMES.value }, { value: KIM.value }])],
  },
  {
    title: "replace through a filter that chooses nothing is refused",
    start: "ann",
    operations: [replace('emails[type eq "other"].value', "x@example.com")],
    refused: ["noTarget", "In operation 1: `emails` has no value that its filter chooses"],
  },
  {
    title: "replace through a filter that chooses several changes all of them",
    start: "ann",
    operations: [replace("emails[value pr].display", "Ann")],
    after: {
      emails: [
        { ...WORK, display: "Ann" },
        { ...HOME, display: "Ann" },
      ],
    },
  },
  {
    title: "replace through a filter puts another value in the place of the old one",
    start: "ann",
    operations: [replace('emails[type eq "home"]', { value: "ann@new.example" })],
    after: { emails: [WORK, { value: "ann@new.example" }] },
  },
  {
    title: "replace through a filter by nothing takes the value away",
    start: "ann",
    operations: [replace('emails[type eq "home"]', null)],
    after: { emails: [WORK] },
  },
  {
    title: "replace of a sub-attribute without a filter is that of every value",
    start: "ann",
    operations: [replace("emails.type", "other")],
    after: {
      emails: [
        { ...WORK, type: "other" },
        { ...HOME, type: "other" },
      ],
    },
  },
  {
    title: "replace makes another value the primary one",
    start: "ann",
    operations: [replace('emails[type eq "home"].primary', true)],
    after: {
      emails: [
        { ...WORK, primary: false },
        { ...HOME, primary: true },
      ],
    },
  },
  {
    title: "replace cannot make several values the primary one",
    start: "ann",
    operations: [replace("emails.primary", true)],
    refused: ["invalidValue", "several values that are `primary`"],
  },
  {
    title: "replace of what chose the value is seen by the next operation only",
    start: "ann",
    operations: [replace('emails[type eq "home"].type', "other"), replace('emails[type eq "other"].display', "Away")],
    after: { emails: [WORK, { ...HOME, type: "other", display: "Away" }] },
  },
  // remove
  { title: "remove of one value", start: "ann", operations: [remove("title")], after: { title: null } },
  { title: "remove of what is absent changes nothing", start: "bare", operations: [remove("title")] },
  {
    title: "remove of a part",
    start: "ann",
    operations: [remove("name.formatted")],
    after: { name: { familyName: "Lee", givenName: "Ann" } },
  },
  {
    title: "remove of the last part leaves no value",
    start: "bare",
    operations: [add("name.givenName", "Bob"), add("title", "Boss"), remove("name.givenName")],
    after: { title: "Boss" },
  },
  {
    title: "remove of a part of the chosen values",
    start: "ann",
    operations: [remove("emails[primary eq true].type")],
    after: { emails: [{ value: "ann@example.com", primary: true }, HOME] },
  },
  {
    title: "remove of the last value leaves the attribute unassigned",
    start: "ann",
    operations: [remove('addresses[country eq "us"]')],
    after: { addresses: null },
  },
  {
    title: "remove through a filter that chooses nothing is refused (table 9, F26)",
    start: "staff",
    operations: [remove('members[value eq "nobody"]')],
    refused: ["noTarget", "nothing to remove"],
  },
  { title: "remove of a part of no values changes nothing", start: "bare", operations: [remove("emails.display")] },
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

const capital = (op: string, path: string | undefined, value?: ScimValue): ScimObject => ({
  op,
  ...(path === undefined ? {} : { path }),
  ...(value === undefined ? {} : { value }),
});

/** How clients speak, before a strict server and before one that reproduces no failure. */
export const dialectCases: readonly PatchCase[] = [
  {
    title: "Entra: capitalised operations, strict (F29)",
    start: "ann",
    operations: [capital("Replace", "title", "Boss")],
    refused: ["invalidSyntax", "In operation 1: `op` is `Replace`"],
  },
  {
    title: "Entra: capitalised operations, lenient",
    start: "ann",
    operations: [
      capital("Replace", "title", "Boss"),
      capital("Add", "nickName", "A"),
      capital("Remove", "displayName"),
    ],
    options: { lenientOperations: true },
    after: { title: "Boss", nickName: "A", displayName: null },
  },
  {
    title: "Entra: disables with a text, strict (F29)",
    start: "ann",
    operations: [replace("active", "False")],
    refused: ["invalidValue", "`active` is the text `False`"],
  },
  {
    title: "Entra: disables with a text, lenient",
    start: "ann",
    operations: [capital("Replace", "active", "False")],
    options: { lenientOperations: true, lenientBooleans: true },
    after: { active: false },
  },
  {
    title: "Entra: removes a member by value, strict: the group is empty (F25)",
    start: "staff",
    operations: [capital("remove", "members", [{ value: "u-kim" }])],
    after: { members: null },
  },
  {
    title: "Entra: removes a member by value, lenient",
    start: "staff",
    operations: [capital("Remove", "members", [{ $ref: null, value: "U-KIM" }])],
    options: { lenientOperations: true, removesMembersByValue: true },
    after: { members: [BABS, JAMES] },
  },
  {
    title: "Entra: removes by value somebody who is no member",
    start: "staff",
    operations: [capital("remove", "members", [{ value: "nobody" }])],
    options: { removesMembersByValue: true },
  },
  {
    title: "Entra: removes by value no one",
    start: "staff",
    operations: [capital("remove", "members", [])],
    options: { removesMembersByValue: true },
  },
  {
    title: "Entra: removes members without a value, lenient: all of them",
    start: "staff",
    operations: [remove("members")],
    options: { removesMembersByValue: true },
    after: { members: null },
  },
  {
    title: "Entra: a work address that is not there yet, strict (F30)",
    start: "bare",
    operations: [capital("add", 'emails[type eq "work"].value', "bob@example.com")],
    refused: ["noTarget", "`emails`"],
  },
  {
    title: "Entra: a work address that is not there yet, made",
    start: "bare",
    operations: [
      capital("Add", 'emails[type eq "work"].value', "bob@example.com"),
      capital("Add", 'addresses[type eq "work"].country', "LT"),
      capital("Add", 'addresses[type eq "work"].locality', "Vilnius"),
    ],
    options: { lenientOperations: true, createsMissingElement: true },
    after: {
      emails: [{ type: "work", value: "bob@example.com" }],
      addresses: [{ type: "work", country: "LT", locality: "Vilnius" }],
    },
  },
  {
    title: "Entra: a primary role in quotes, made (F19, F29)",
    start: "bare",
    operations: [capital("Add", 'roles[primary eq "True"].value', "admin")],
    options: { lenientOperations: true, lenientBooleans: true, createsMissingElement: true },
    after: { roles: [{ primary: true, value: "admin" }] },
  },
  {
    title: "a filter that says more than equalities makes nothing",
    start: "bare",
    operations: [add('emails[type ne "work"].value', "bob@example.com")],
    options: { createsMissingElement: true },
    refused: ["noTarget", "`emails`"],
  },
  {
    title: "a filter that makes the new primary value demotes the old one",
    start: "ann",
    operations: [replace('emails[type eq "other" and primary eq true].value', "a@new.example")],
    options: { createsMissingElement: true },
    after: {
      emails: [{ ...WORK, primary: false }, HOME, { type: "other", primary: true, value: "a@new.example" }],
    },
  },
  {
    title: "nothing is made of nothing",
    start: "ann",
    operations: [replace('emails[type eq "other"].value', null)],
    options: { createsMissingElement: true },
  },
  {
    title: "Entra: the manager as a bare text, strict (F18)",
    start: "ann",
    operations: [replace(`${ENTERPRISE}:manager`, "u-new")],
    refused: ["invalidValue", `\`${ENTERPRISE}:manager\` is the text \`u-new\`; it is an object.`],
  },
  {
    title: "Entra: the manager as a bare text, lenient",
    start: "ann",
    operations: [capital("Add", `${ENTERPRISE}:manager`, "u-new")],
    options: { lenientOperations: true, lenientManager: true },
    after: employed({ manager: { value: "u-new" } }),
  },
  {
    title: "Entra: an empty manager, strict (F18)",
    start: "ann",
    operations: [replace(`${ENTERPRISE}:manager`, "")],
    refused: ["invalidValue", "it is an object"],
  },
  {
    title: "Entra: an empty manager, cleared",
    start: "ann",
    operations: [replace(`${ENTERPRISE}:manager`, "")],
    options: { emptyClears: true, lenientManager: true },
    after: { [ENTERPRISE]: { employeeNumber: "701984", department: "Sales" } },
  },
  {
    title: "Entra: a manager with an empty value, cleared",
    start: "ann",
    operations: [replace(`${ENTERPRISE}:manager`, { value: "" })],
    options: { emptyClears: true },
    after: { [ENTERPRISE]: { employeeNumber: "701984", department: "Sales" } },
  },
  {
    title: "an empty extension, cleared",
    start: "ann",
    operations: [replace(ENTERPRISE, "")],
    options: { emptyClears: true },
    after: { schemas: [USER], [ENTERPRISE]: null },
  },
  { title: "an empty text, stored", start: "ann", operations: [replace("title", "")], after: { title: "" } },
  {
    title: "an empty text, cleared",
    start: "ann",
    operations: [replace("title", ""), replace("name", { givenName: "" })],
    options: { emptyClears: true },
    after: { title: null, name: { formatted: "Ann Lee", familyName: "Lee" } },
  },
  {
    title: "an empty text for what is required, cleared",
    start: "ann",
    operations: [replace("userName", "")],
    options: { emptyClears: true },
    refused: ["mutability", "required"],
  },
  {
    title: "Entra with aadOptscim062020: dotted names, strict (F31)",
    start: "ann",
    operations: [replace(undefined, { displayName: "Ann Ray", "name.familyName": "Ray" })],
    refused: ["invalidValue", "`name.familyName` is no attribute of User"],
  },
  {
    title: "Entra with aadOptscim062020: dotted names, lenient",
    start: "ann",
    operations: [
      replace(undefined, {
        displayName: "Ann Ray",
        "name.familyName": "Ray",
        [`${ENTERPRISE}:employeeNumber`]: "42",
        active: false,
      }),
      replace('emails[type eq "work"].value', "ray@example.com"),
    ],
    options: { lenientDottedNames: true },
    after: {
      displayName: "Ann Ray",
      name: named({ familyName: "Ray" }),
      active: false,
      emails: [{ ...WORK, value: "ray@example.com" }, HOME],
      ...employed({ employeeNumber: "42" }),
    },
  },
  {
    title: "Entra with aadOptscim062020: removes a member by its filter",
    start: "staff",
    operations: [remove('members[value eq "u-kim"]')],
    after: { members: [BABS, JAMES] },
  },
  {
    title: "Okta: deactivates without a path (F31)",
    start: "ann",
    operations: [replace(undefined, { active: false })],
    after: { active: false },
  },
  {
    title: "Okta: pushes an empty group (F27)",
    start: "staff",
    operations: [replace("members", [])],
    after: { members: null },
  },
  {
    title: "`Operations`, `op`, `path` and `value` in other case, lenient",
    start: "ann",
    operations: [{ Op: "REPLACE", Path: "title", Value: "Boss" }],
    options: { lenientOperations: true },
    after: { title: "Boss" },
  },
];
