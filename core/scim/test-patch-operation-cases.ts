import {
  add,
  BABS,
  HOME,
  JAMES,
  KIM,
  named,
  OFFICE,
  type PatchCase,
  remove,
  replace,
  WORK,
} from "./test-patch-case.ts";

/** What each operation does, beyond the samples of RFC 7644, section 3.5.2. */
export const operationCases: readonly PatchCase[] = [
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
];
