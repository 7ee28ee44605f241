import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildTestAccount } from "../accounts/test-account.ts";
import type { ScimBinding } from "../scim/settings.ts";
import { createTestScim, type TestScim, USER } from "./test-scim.ts";

/** Those that a filter finds, by an index or by looking at all of them. */
function find(scim: TestScim, filter: string): readonly unknown[] {
  const { status, body } = scim.send("GET", `/Users?count=1000&filter=${encodeURIComponent(filter)}`);
  expect([filter, status]).toEqual([filter, 200]);
  return (body.Resources as readonly { readonly userName: string }[]).map(({ userName }) => userName).toSorted();
}

/** No index helps with a `not`: every user is looked at. */
function findByLooking(scim: TestScim, filter: string): readonly unknown[] {
  return find(scim, `not (not (${filter}))`);
}

const at = "2026-02-01T08:00:00.000Z";

/** Of a login, of SCIM, and as a workspace may have them that was written by hand. */
function createPeople(bindings?: readonly ScimBinding[]): TestScim {
  const accounts = [
    buildTestAccount("ada", {
      attributes: { email: "Ada@acme.test", skills: ["sums", "Prose"] },
      roles: [{ role: "admin", writer: "jit", at, why: "A rule." }],
      scim: {
        emails: [
          { type: "work", primary: true },
          { type: "home", value: "ada@home.test" },
        ],
      },
    }),
    buildTestAccount("bob", {
      attributes: { email: ["b@acme.test", "shared@acme.test"] },
      scim: { photos: [{ value: "https://pictures.test/B" }], x509Certificates: [{ value: "QUJD" }] },
    }),
    buildTestAccount("cyd", { attributes: { email: 7 }, scim: { emails: "shared@acme.test", ims: [["x"], 5, null] } }),
    buildTestAccount("dan", { scim: { phoneNumbers: [{ value: "" }, { value: "STRASSE" }] } }),
  ];
  const group = (id: string, ...members: readonly string[]) => ({
    id,
    displayName: id,
    members: members.map((member) => ({ id: member, kind: "account", writer: "scim", at }) as const),
    createdAt: at,
    changedAt: at,
  });
  return createTestScim({
    ...(bindings === undefined ? {} : { bindings: [...bindings] }),
    accounts,
    groups: [group("grp-1", "acc-ada", "acc-bob", "nobody"), group("GRP-1", "acc-ada")],
  });
}

describe("a search by a value of a list", () => {
  it.each([
    { filter: 'emails.value eq "ada@ACME.test"', found: ["ada"] },
    { filter: 'emails eq "ada@home.test"', found: ["ada"] },
    { filter: 'emails[type eq "work"].value eq "ada@acme.test"', found: ["ada"] },
    { filter: 'emails[type eq "home"].value eq "ada@acme.test"', found: [] },
    { filter: 'emails[type eq "home" and value eq "ada@home.test"] and active eq true', found: ["ada"] },
    { filter: 'emails.value eq "7"', found: ["cyd"] },
    { filter: 'emails.value eq "b@acme.test"', found: ["bob"] },
    { filter: 'emails.value eq ""', found: [] },
    { filter: 'phoneNumbers.value eq ""', found: ["dan"] },
    { filter: 'phoneNumbers.value eq "straße"', found: ["dan"] },
    { filter: 'photos.value eq "https://pictures.test/B"', found: ["bob"] },
    { filter: 'photos.value eq "https://pictures.test/b"', found: [] },
    { filter: 'x509Certificates.value eq "QUJD"', found: ["bob"] },
    { filter: 'x509Certificates.value eq "qujd"', found: [] },
    { filter: 'roles.value eq "ADMIN"', found: ["ada"] },
    { filter: 'groups.value eq "GRP-1"', found: ["ada", "bob"] },
    { filter: 'groups[value eq "grp-1" and display eq "GRP-1"]', found: ["ada", "bob"] },
    { filter: 'groups.value eq "grp-2"', found: [] },
    { filter: 'emails.value eq "constructor"', found: [] },
  ])("$filter finds $found", ({ filter, found }) => {
    const scim = createPeople();
    expect(find(scim, filter)).toEqual(found);
    expect(findByLooking(scim, filter)).toEqual(found);
  });

  it("looks at the fewest: by any of its values, in whatever order", () => {
    const scim = createPeople();
    for (const filter of [
      'userName eq "ada" and emails.value eq "ada@home.test"',
      'emails eq "x" and userName eq "ada"',
    ])
      expect(find(scim, filter)).toEqual(findByLooking(scim, filter));
  });

  const text = fc.constantFrom("a@x", "A@x", "b@x", "ß", "SS", "work", "");
  const element = fc.record(
    { value: text, type: fc.constantFrom("work", "home"), display: text },
    { requiredKeys: ["type"] },
  );
  const elements = fc.uniqueArray(element, { maxLength: 3, selector: (each) => `${each.type}${each.value}` });
  const members = fc.record({ emails: elements, phoneNumbers: elements, roles: elements }, { requiredKeys: [] });
  const who = fc.nat({ max: 5 });
  const change = fc.oneof(
    fc.record({ what: fc.constant("make" as const), who, members }),
    fc.record({ what: fc.constant("replace" as const), who, members }),
    fc.record({ what: fc.constant("add" as const), who, element }),
    fc.record({ what: fc.constant("take" as const), who }),
    fc.record({ what: fc.constant("delete" as const), who }),
    fc.record({ what: fc.constant("group" as const), who }),
  );
  const PATHS = ["emails.value", "emails", "phoneNumbers.value", "roles.value", "groups.value"];
  const FILTERS = (value: string) => [
    ...PATHS.map((path) => `${path} eq ${value}`),
    `emails[type eq "work"].value eq ${value}`,
    `phoneNumbers[display eq ${value} and value eq ${value}]`,
    `emails.value eq ${value} and phoneNumbers.value eq ${value}`,
  ];
  const BINDINGS: readonly (readonly ScimBinding[] | undefined)[] = [
    undefined,
    [],
    [{ attribute: "skills", path: "emails.value" }],
    [
      { attribute: "email", path: 'emails[type eq "work"].value' },
      { attribute: "givenName", path: 'emails[type eq "home"].value' },
      { attribute: "familyName", path: 'phoneNumbers[type eq "work"].display' },
    ],
  ];

  it("finds those that looking at all of them finds, whatever was written before", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...BINDINGS),
        fc.array(change, { maxLength: 6 }),
        text,
        (bindings, changes, value) => {
          const scim = createPeople(bindings);
          const filters = FILTERS(JSON.stringify(value));
          // Every index is there from the beginning.
          for (const filter of filters) find(scim, filter);
          for (const each of changes) carryOut(scim, each);
          for (const filter of filters)
            expect([filter, find(scim, filter)]).toEqual([filter, findByLooking(scim, filter)]);
        },
      ),
      { numRuns: 60 },
    );
  });

  type Step = typeof change extends fc.Arbitrary<infer Of> ? Of : never;

  /** Most of them succeed, and which do does not matter. */
  function carryOut(scim: TestScim, step: Step): void {
    const ids = scim.accounts().map(({ id }) => id);
    const path = `/Users/${ids[step.who % Math.max(1, ids.length)]}`;
    const body = "members" in step ? { schemas: [USER], userName: `user ${step.who}`, ...step.members } : undefined;
    switch (step.what) {
      case "make":
        scim.send("POST", "/Users", body);
        break;
      case "replace":
        scim.send("PUT", path, body);
        break;
      case "add":
        scim.patch(path, { op: "add", path: "emails", value: [step.element] });
        break;
      case "take":
        scim.patch(path, { op: "remove", path: 'emails[type eq "work"].value' });
        break;
      case "delete":
        scim.send("DELETE", path);
        break;
      case "group":
        scim.patch("/Groups/grp-1", { op: "add", path: "members", value: [{ value: ids.at(step.who) ?? "acc-ada" }] });
        break;
    }
  }
});
