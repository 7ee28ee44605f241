import { describe, expect, it } from "vitest";
import { applyPatch } from "./patch.ts";
import { type PatchOperation, parsePatchRequest } from "./patch-request.ts";
import type { ScimObject } from "./resource.ts";
import { buildExtensionSchema, buildResourceTypes } from "./resource-types.ts";
import { attribute, type ScimResourceType } from "./schema.ts";
import { ScimError } from "./scim-error.ts";
import { CRM, type PatchCase, startResources } from "./test-patch-case.ts";
import { dialectCases } from "./test-patch-dialect-cases.ts";
import { operationCases } from "./test-patch-operation-cases.ts";
import { rfcCases } from "./test-patch-rfc-cases.ts";
import { ruleCases } from "./test-patch-rule-cases.ts";

const crm = buildExtensionSchema(CRM, "CrmUser", [{ name: "tags", multiValued: true }]);
const types = buildResourceTypes({ userExtension: crm });

function run({ start, operations, options = {} }: PatchCase) {
  const body = { schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], Operations: operations };
  return applyPatch(
    startResources[start],
    parsePatchRequest(body, options),
    start === "staff" ? types.group : types.user,
    options,
  );
}

function check(given: PatchCase): void {
  const start: ScimObject = startResources[given.start];
  const before = structuredClone(start);
  if (given.refused === undefined) {
    const { resource, changed } = run(given);
    const expected = Object.fromEntries(
      Object.entries({ ...start, ...given.after }).filter(([, value]) => value !== null),
    );
    expect(resource).toEqual(expected);
    expect(changed).toBe(given.after !== undefined);
    expect(resource === start).toBe(!changed);
  } else {
    const [scimType, sentence] = given.refused;
    const error = refusalOf(given);
    expect({ status: error.status, scimType: error.scimType }).toEqual({ status: 400, scimType });
    expect(error.message).toContain(sentence);
  }
  expect(start).toEqual(before);
}

function refusalOf(given: PatchCase): ScimError {
  try {
    run(given);
  } catch (error) {
    if (error instanceof ScimError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("the samples of RFC 7644, section 3.5.2", () => {
  it.each(rfcCases.map((given) => [given.title, given] as const))("%s", (_, given) => check(given));
});

describe("each operation", () => {
  it.each(operationCases.map((given) => [given.title, given] as const))("%s", (_, given) => check(given));
});

describe("its rules", () => {
  it.each(ruleCases.map((given) => [given.title, given] as const))("%s", (_, given) => check(given));
});

describe("how clients speak", () => {
  it.each(dialectCases.map((given) => [given.title, given] as const))("%s", (_, given) => check(given));
});

describe("a schema with rules of its own", () => {
  const BADGE = "urn:example:scim:schemas:extension:badge:2.0:User";
  const badged: ScimResourceType = {
    ...types.user,
    extensions: [
      {
        required: true,
        schema: {
          id: BADGE,
          name: "Badge",
          description: "What opens the door.",
          attributes: [
            attribute("number", "The number.", { mutability: "immutable" }),
            attribute("issued", "When it was made.", { mutability: "readOnly" }),
            attribute("doors", "What it opens.", {
              type: "complex",
              multiValued: true,
              subAttributes: [
                attribute("value", "The door.", { required: true }),
                attribute("until", "How long."),
                attribute("opened", "How often.", { mutability: "readOnly" }),
              ],
            }),
          ],
        },
      },
    ],
  };
  const optional = { ...badged, extensions: badged.extensions.map((each) => ({ ...each, required: false })) };
  const start: ScimObject = { ...startResources.bare, [BADGE]: { doors: [{ value: "front" }] } };

  function patch(operation: PatchOperation, type = badged, resource = start) {
    return applyPatch(resource, { operations: [operation] }, type, { createsMissingElement: true });
  }

  it("asks of a value what it requires", () => {
    const needed = "`urn:example:scim:schemas:extension:badge:2.0:User:doors` needs";
    expect(() => patch({ op: "add", path: `${BADGE}:doors`, value: [{ until: "noon" }] })).toThrow(needed);
    expect(() => patch({ op: "add", path: `${BADGE}:doors[until eq "noon"].until`, value: "one" })).toThrow(needed);
    expect(() => patch({ op: "remove", path: `${BADGE}:doors[value eq "front"].value` })).toThrow("is required");
  });

  it("makes no value of what only the server writes", () => {
    const path = `${BADGE}:doors[value eq "back" and opened eq "never"].until`;
    expect(() => patch({ op: "add", path, value: "noon" })).toThrow("has no value that its filter chooses");
    expect(patch({ op: "add", path: `${BADGE}:doors[value eq "back"].until`, value: "noon" }).resource[BADGE]).toEqual({
      doors: [{ value: "front" }, { value: "back", until: "noon" }],
    });
  });

  it("sets what is immutable once", () => {
    const first = patch({ op: "replace", path: `${BADGE}:number`, value: "1" }).resource;
    expect(first[BADGE]).toMatchObject({ number: "1" });
    expect(patch({ op: "replace", path: `${BADGE}:number`, value: "1" }, badged, first).changed).toBe(false);
    expect(() => patch({ op: "replace", path: `${BADGE}:number`, value: "2" }, badged, first)).toThrow("immutable");
    expect(() => patch({ op: "remove", path: `${BADGE}:number` }, badged, first)).toThrow("immutable");
  });

  it("keeps an extension that is required, or that holds what no client may remove", () => {
    const remove = { op: "remove", path: BADGE } as const;
    const fixed = { ...start, [BADGE]: { issued: "2026-03-02" } };
    expect(() => patch(remove)).toThrow("is required and cannot be removed");
    expect(() => patch(remove, optional, fixed)).toThrow(`\`${BADGE}:issued\` cannot be changed`);
    expect(patch(remove, optional).resource).toEqual(startResources.bare);
    expect(patch(remove, optional, startResources.bare).changed).toBe(false);
  });
});

describe("a resource that is not as it should be", () => {
  const emails = [
    { value: "a", primary: true },
    { value: "A", display: "Again", primary: true },
  ];
  const resource: ScimObject = { ...startResources.bare, emails };

  function patch(path: string, value: ScimObject) {
    return applyPatch(resource, { operations: [{ op: "add", path, value }] }, types.user).resource.emails;
  }

  it("keeps two primary values until an operation chooses one", () => {
    expect(patch("emails", { value: "b" })).toEqual([...emails, { value: "b" }]);
    expect(patch("emails", { value: "b", primary: true })).toEqual([
      { value: "a", primary: false },
      { value: "A", display: "Again", primary: false },
      { value: "b", primary: true },
    ]);
  });

  it("takes the first of two values that are the same", () => {
    expect(patch("emails", { value: "a", type: "work" })).toEqual([
      { ...emails[0], type: "work", primary: true },
      { ...emails[1], primary: false },
    ]);
  });
});
