import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { applyPatch } from "./patch.ts";
import { isSameValue } from "./patch-difference.ts";
import type { PatchOptions } from "./patch-options.ts";
import { type PatchOperation, parsePatchRequest } from "./patch-request.ts";
import { isScimObject, memberOf, type ScimObject, type ScimValue } from "./resource.ts";
import { buildExtensionSchema, buildResourceTypes } from "./resource-types.ts";
import type { ScimResourceType } from "./schema.ts";
import { ScimError } from "./scim-error.ts";
import { CRM, ENTERPRISE, startResources } from "./test-patch-case.ts";

const crm = buildExtensionSchema(CRM, "CrmUser", [{ name: "tags", multiValued: true }]);
const { user, group } = buildResourceTypes({ userExtension: crm });

type Start = keyof typeof startResources;

/** By name, so that what fails can be read. */
const starts = fc.constantFrom<Start>("ann", "bare", "staff");
const resources = deepFreeze<Readonly<Record<Start, ScimObject>>>(startResources);
const types: Readonly<Record<Start, ScimResourceType>> = { ann: user, bare: user, staff: group };

const attributePaths = [
  ...["userName", "displayName", "title", "active", "name", "name.givenName", "id", "meta.location", "schemas"],
  ...["emails", "emails.value", "emails.primary", "addresses", "groups", "members", "roles", "password", "externalId"],
  ...[
    'emails[type eq "work"]',
    'emails[type eq "work"].value',
    'emails[type eq "home"].primary',
    "emails[value pr].type",
  ],
  ...[
    'addresses[type eq "work"].country',
    'roles[primary eq "True"].value',
    'members[value eq "u-kim"]',
    "members.value",
  ],
  ...[
    'members[value eq "u-kim"].display',
    "emails[not (primary eq true)]",
    'emails[type eq "x" or type eq "work"].value',
  ],
  ...[ENTERPRISE, `${ENTERPRISE}:manager`, `${ENTERPRISE}:manager.value`, `${ENTERPRISE}:department`, `${CRM}:tags`],
  ...[
    `${CRM}:tags[value eq "a"]`,
    "__proto__",
    "__proto__.polluted",
    "constructor.prototype.polluted",
    "name.__proto__",
  ],
];

const simple = fc.oneof(
  fc.constantFrom<ScimValue>("", "a", "A", "u-kim", "work", "True", "False", true, false, null, 1),
  fc.string(),
);
const complex = fc.dictionary(
  fc.constantFrom(
    "value",
    "type",
    "primary",
    "display",
    "$ref",
    "givenName",
    "country",
    "Value",
    "__proto__",
    "polluted",
  ),
  simple,
  { maxKeys: 4, noNullPrototype: true },
);
const values: fc.Arbitrary<ScimValue> = fc.oneof(
  simple,
  complex,
  fc.array(fc.oneof(simple, complex), { maxLength: 3 }),
  fc.jsonValue().map((value) => value as ScimValue),
);
const bodies = fc.dictionary(fc.oneof(fc.constantFrom(...attributePaths), fc.string()), values, {
  maxKeys: 4,
  noNullPrototype: true,
});

const operations: fc.Arbitrary<PatchOperation> = fc.oneof(
  fc.record({
    op: fc.constantFrom("add", "replace"),
    path: fc.oneof(fc.constantFrom(...attributePaths), fc.string()),
    value: values,
  }),
  fc.record({ op: fc.constantFrom("add", "replace"), value: bodies }),
  fc.record({ op: fc.constant("remove" as const), path: fc.constantFrom(...attributePaths) }),
  fc.record({ op: fc.constant("remove" as const), path: fc.constantFrom(...attributePaths), value: values }),
);

const options: fc.Arbitrary<PatchOptions> = fc.record(
  {
    lenientBooleans: fc.boolean(),
    lenientOperations: fc.boolean(),
    lenientManager: fc.boolean(),
    lenientDottedNames: fc.boolean(),
    emptyClears: fc.boolean(),
    removesMembersByValue: fc.boolean(),
    createsMissingElement: fc.boolean(),
    unknown: fc.constantFrom("ignore" as const, "refuse" as const),
  },
  { requiredKeys: [] },
);

/** The outcome, or the refusal. Anything else that is thrown fails the test. */
function attempt(
  start: Start,
  done: readonly PatchOperation[],
  given: PatchOptions,
  resource: ScimObject = resources[start],
) {
  try {
    return applyPatch(resource, { operations: done }, types[start], given);
  } catch (error) {
    if (error instanceof ScimError) return error;
    throw error;
  }
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === "object" && value !== null) Object.values(Object.freeze(value)).map(deepFreeze);
  return value;
}

function listAt(resource: ScimObject, name: string): readonly ScimValue[] {
  const value = memberOf(resource, name);
  return Array.isArray(value) ? value : [];
}

afterEach(() => {
  expect(Reflect.get({}, "polluted")).toBeUndefined();
  expect(Object.keys(Object.prototype)).toEqual([]);
});

describe("whatever is sent", () => {
  it("is applied or refused with a ScimError that names an operation, and nothing given is changed", () => {
    fc.assert(
      fc.property(starts, fc.array(operations, { minLength: 1, maxLength: 4 }), options, (start, sent, given) => {
        const outcome = attempt(start, deepFreeze(sent), given);
        if (!(outcome instanceof ScimError)) return;
        expect(outcome.status).toBe(400);
        expect(outcome.message).toMatch(/^In operation [1-4]: \S/);
      }),
      { numRuns: 1000 },
    );
  });

  it("is applied or refused as a body too, with names that reach a prototype", () => {
    const texts = fc.constantFrom(
      '{"op":"add","path":"__proto__.polluted","value":1}',
      '{"op":"add","path":"constructor.prototype.polluted","value":1}',
      '{"op":"replace","path":"name.__proto__.polluted","value":1}',
      '{"op":"add","value":{"__proto__":{"polluted":1}}}',
      '{"op":"add","value":{"constructor":{"prototype":{"polluted":1}}}}',
      '{"op":"add","value":{"name":{"__proto__":{"polluted":1}}}}',
      '{"op":"add","value":{"__proto__.polluted":1}}',
      '{"op":"add","path":"emails","value":[{"__proto__":{"polluted":1}}]}',
      '{"op":"add","path":"emails[__proto__ eq \\"x\\"].polluted","value":1}',
    );
    fc.assert(
      fc.property(texts, options, (text, given) => {
        const body = { schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], Operations: [JSON.parse(text)] };
        expect(() => applyPatch(startResources.ann, parsePatchRequest(body, given), user, given)).toThrow(ScimError);
      }),
    );
  });

  it("is applied wholly or not at all, one operation after another", () => {
    fc.assert(
      fc.property(starts, operations, operations, options, (start, first, second, given) => {
        const both = attempt(start, [first, second], given);
        const one = attempt(start, [first], given);
        const two = one instanceof ScimError ? one : attempt(start, [second], given, one.resource);
        if (two instanceof ScimError) {
          const message = one === two ? two.message : two.message.replace("operation 1", "operation 2");
          expect(both).toMatchObject({ scimType: two.scimType, message });
        } else {
          expect(both).toMatchObject({ resource: two.resource });
        }
      }),
      { numRuns: 500 },
    );
  });

  it("leaves at most one primary value, `schemas` that fit, and `changed` that tells the truth", () => {
    fc.assert(
      fc.property(starts, fc.array(operations, { minLength: 1, maxLength: 3 }), options, (start, sent, given) => {
        const outcome = attempt(start, sent, given);
        if (outcome instanceof ScimError) return;
        const after = outcome.resource;
        for (const name of Object.keys(after)) {
          const primaries = listAt(after, name).filter(
            (each) => isScimObject(each) && memberOf(each, "primary") === true,
          );
          expect(primaries.length).toBeLessThanOrEqual(1);
        }
        const resource = resources[start];
        const held = [ENTERPRISE, CRM].filter((id) => memberOf(after, id) !== undefined);
        expect(after.schemas).toEqual([types[start].schema.id, ...held]);
        expect(outcome.changed).toBe(!isSameValue(resource, after));
        expect(after === resource).toBe(!outcome.changed);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("what is done", () => {
  const texts = fc.string({ minLength: 1 });
  const emails = fc.record(
    { value: fc.string().map((text) => `new-${text}`), type: texts, display: texts },
    { requiredKeys: ["value"] },
  );

  it("is undone: add, then remove, gives the resource back", () => {
    const added = fc.oneof(
      fc.record({ path: fc.constantFrom("nickName", "locale", "profileUrl", "name.middleName"), value: texts }),
      fc.record({ path: fc.constantFrom(`${ENTERPRISE}:division`, `${ENTERPRISE}:costCenter`), value: texts }),
      fc.record({ path: fc.constantFrom("phoneNumbers", "ims"), value: fc.array(emails, { minLength: 1 }) }),
    );
    fc.assert(
      fc.property(fc.constantFrom(resources.ann, resources.bare), added, (resource, { path, value }) => {
        const there = applyPatch(resource, { operations: [{ op: "add", path, value }] }, user);
        expect(there.changed).toBe(true);
        const back = applyPatch(there.resource, { operations: [{ op: "remove", path }] }, user);
        expect(back).toMatchObject({ resource, changed: true });
      }),
    );
  });

  it("is undone for one value of several, whatever the text", () => {
    fc.assert(
      fc.property(emails, (email) => {
        const path = `emails[value eq ${JSON.stringify(email.value)}]`;
        const operations: PatchOperation[] = [
          { op: "add", path: "emails", value: [email] },
          { op: "remove", path },
        ];
        const { resource } = startWith(operations.slice(0, 1));
        expect(listAt(resource, "emails")).toEqual([...startResources.ann.emails, email]);
        expect(startWith(operations)).toMatchObject({ resource: startResources.ann, changed: false });
      }),
    );
  });

  it("is done once: the same add or replace again changes nothing", () => {
    const pairs = fc.oneof(
      fc.record({
        path: fc.constantFrom("title", "nickName", "name.givenName", "emails[value pr].display"),
        value: texts,
      }),
      fc.record({ path: fc.constant('emails[type eq "work"].value'), value: texts }),
      fc.record({ path: fc.constant("emails"), value: fc.array(emails) }),
      fc.record({
        path: fc.constant("name"),
        value: fc.record({ givenName: texts, middleName: texts }, { requiredKeys: [] }),
      }),
      fc.record({ path: fc.constant(`${ENTERPRISE}:manager`), value: fc.record({ value: texts }) }),
      fc.record({ path: fc.constant(`${CRM}:tags`), value: fc.array(texts) }),
      fc.record({ value: fc.record({ title: texts, emails: fc.array(emails) }, { requiredKeys: [] }) }),
    );
    fc.assert(
      fc.property(fc.constantFrom("add" as const, "replace" as const), pairs, (op, pair) => {
        const operation = { op, ...pair };
        const once = startWith([operation]);
        expect(applyPatch(once.resource, { operations: [operation] }, user).changed).toBe(false);
      }),
    );
  });

  it("leaves the order of what stays", () => {
    fc.assert(
      fc.property(starts, operations, options, (start, operation, given) => {
        const outcome = attempt(start, [operation], given);
        if (outcome instanceof ScimError) return;
        const [before, after] = [Object.keys(resources[start]), Object.keys(outcome.resource)];
        const kept = before.filter((name) => after.includes(name));
        expect(after.slice(0, kept.length)).toEqual(kept);
      }),
    );
  });

  it("leaves the order of values, and adds behind them", () => {
    fc.assert(
      fc.property(fc.array(emails), (added) => {
        const { resource } = startWith([{ op: "add", path: "emails", value: added }]);
        const { emails: before } = startResources.ann;
        expect(listAt(resource, "emails").slice(0, before.length)).toEqual(before);
        const { length } = listAt(resource, "emails");
        expect(length).toBeLessThanOrEqual(before.length + added.length);
      }),
    );
  });

  it("shares what is unchanged with the resource that was given", () => {
    const { resource } = startWith([{ op: "replace", path: "name.givenName", value: "Anna" }]);
    expect(resource.emails).toBe(startResources.ann.emails);
    expect(resource[ENTERPRISE]).toBe(startResources.ann[ENTERPRISE]);
  });

  it("tells what it passed over", () => {
    const value = { value: "u-new", displayName: "New", boss: true };
    const outcome = startWith([{ op: "replace", path: `${ENTERPRISE}:manager`, value }]);
    expect(outcome.ignored).toEqual([`${ENTERPRISE}:manager.displayName`, `${ENTERPRISE}:manager.boss`]);
  });
});

function startWith(done: readonly PatchOperation[]) {
  return applyPatch(resources.ann, { operations: done }, user);
}
