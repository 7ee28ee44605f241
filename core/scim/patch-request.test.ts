import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PatchOptions } from "./patch-options.ts";
import { parsePatchRequest } from "./patch-request.ts";
import { ScimError } from "./scim-error.ts";

const PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

const title = { op: "replace", path: "title", value: "Boss" };

function request(...operations: readonly unknown[]): unknown {
  return { schemas: [PATCH], Operations: operations };
}

function refusalOf(body: unknown, options: PatchOptions = {}): string {
  try {
    parsePatchRequest(body, options);
  } catch (error) {
    if (!(error instanceof ScimError)) throw error;
    return `${error.status} ${error.scimType} ${error.message}`;
  }
  throw new Error("the request was not refused");
}

describe("a PATCH request", () => {
  it("holds its operations in order, without what the RFC does not know", () => {
    const body = request(
      { name: "first", ...title },
      { op: "remove", path: "nickName" },
      { op: "add", value: { active: true } },
    );
    expect(parsePatchRequest(body)).toEqual({
      operations: [title, { op: "remove", path: "nickName" }, { op: "add", value: { active: true } }],
    });
  });

  it("may set null, which is no missing value", () => {
    expect(parsePatchRequest(request({ op: "replace", path: "title", value: null })).operations).toEqual([
      { op: "replace", path: "title", value: null },
    ]);
  });

  it("keeps the value of a remove, which some clients send (F25)", () => {
    const operation = { op: "remove", path: "members", value: [{ value: "u1" }] };
    expect(parsePatchRequest(request(operation)).operations).toEqual([operation]);
  });

  it("names its schema without regard to case, and beside others", () => {
    const body = { schemas: ["urn:other", PATCH.toUpperCase()], Operations: [title] };
    expect(parsePatchRequest(body).operations).toHaveLength(1);
  });
});

describe("a request that is none", () => {
  const nested = Array.from({ length: 40 }).reduce<unknown>((inner) => [inner], "x");

  it.each<[string, unknown, string]>([
    ["no object", [title], "400 invalidSyntax A PATCH request is a JSON object."],
    ["null", null, "400 invalidSyntax A PATCH request is a JSON object."],
    ["no schemas", { Operations: [title] }, `400 invalidSyntax \`schemas\` of a PATCH request holds \`${PATCH}\`.`],
    ["another schema", { schemas: ["urn:x"], Operations: [title] }, "400 invalidSyntax `schemas`"],
    ["schemas as text", { schemas: PATCH, Operations: [title] }, "400 invalidSyntax `schemas`"],
    ["no operations", { schemas: [PATCH] }, "400 invalidSyntax `Operations` of a PATCH request is a list"],
    ["operations in other case", { schemas: [PATCH], operations: [title] }, "400 invalidSyntax `Operations`"],
    ["an object of operations", { schemas: [PATCH], Operations: title }, "400 invalidSyntax `Operations`"],
    ["an empty list", request(), "400 invalidSyntax `Operations` of a PATCH request holds at least one"],
    [
      "an operation that is text",
      request(title, "remove"),
      "400 invalidSyntax In operation 2: an operation is a JSON object.",
    ],
    ["an operation that is null", request(null), "400 invalidSyntax In operation 1: "],
    ["no op", request({ path: "title" }), "400 invalidSyntax In operation 1: `op` is missing; it is `add`"],
    ["another op", request({ op: "move", path: "title" }), "400 invalidSyntax In operation 1: `op` is `move`"],
    [
      "an op in other case",
      request(title, { ...title, op: "Replace" }),
      "400 invalidSyntax In operation 2: `op` is `Replace`",
    ],
    [
      "an op that is a list",
      request({ op: ["add"], path: "title" }),
      "400 invalidSyntax In operation 1: `op` is a list",
    ],
    ["a long op", request({ op: "x".repeat(500) }), `In operation 1: \`op\` is \`${"x".repeat(40)}\`;`],
    [
      "a path that is a number",
      request({ ...title, path: 1 }),
      "400 invalidPath In operation 1: `path` is `1`; it is text.",
    ],
    ["remove without path", request({ op: "remove" }), "400 noTarget In operation 1: `remove` has no `path`"],
    ["remove with null for a path", request({ op: "remove", path: null }), "400 noTarget In operation 1: "],
    [
      "add without value",
      request({ op: "add", path: "title" }),
      "400 invalidValue In operation 1: `add` has no `value`.",
    ],
    [
      "text without a path",
      request({ op: "replace", value: "x" }),
      "400 invalidValue In operation 1: `value` is `x`; without",
    ],
    ["a list without a path", request({ op: "add", value: [] }), "400 invalidValue In operation 1: `value` is a list"],
    ["deep nesting", request({ ...title, value: nested }), "400 invalidSyntax"],
    [
      "a name of the prototype",
      JSON.parse(`{"schemas":["${PATCH}"],"Operations":[{"op":"add","value":{"__proto__":{"x":1}}}]}`),
      "400 invalidSyntax",
    ],
  ])("%s", (_, body, sentence) => {
    expect(refusalOf(body)).toContain(sentence);
  });

  it("holds more operations than are taken", () => {
    const body = request(title, title, title);
    expect(refusalOf(body, { maxOperations: 2 })).toBe(
      "400 tooMany `Operations` holds 3 operations; at most 2 are taken at once.",
    );
    expect(parsePatchRequest(body, { maxOperations: 3 }).operations).toHaveLength(3);
    expect(refusalOf(request(...Array.from({ length: 1001 }, () => title)))).toContain("at most 1000");
  });
});

describe("a lenient server (F29)", () => {
  const options = { lenientOperations: true };

  it("takes names and operations in any case", () => {
    const body = { schemas: [PATCH], operations: [{ OP: "Replace", Path: "title", VALUE: "Boss" }] };
    expect(parsePatchRequest(body, options).operations).toEqual([title]);
  });

  it("takes the exact name where both are there", () => {
    expect(parsePatchRequest(request({ OP: "remove", ...title }), options).operations).toEqual([title]);
  });

  it("takes no other operation for all that", () => {
    expect(refusalOf(request({ ...title, op: "MOVE" }), options)).toContain(
      "400 invalidSyntax In operation 1: `op` is `MOVE`",
    );
  });
});

describe("any JSON", () => {
  const operations = fc.record(
    {
      op: fc.oneof(fc.constantFrom("add", "remove", "replace", "Add"), fc.jsonValue()),
      path: fc.oneof(fc.string(), fc.jsonValue()),
      value: fc.jsonValue(),
    },
    { requiredKeys: [] },
  );
  const bodies = fc.oneof(
    fc.jsonValue(),
    fc.record({
      schemas: fc.oneof(fc.constant([PATCH]), fc.jsonValue()),
      Operations: fc.array(fc.oneof(operations, fc.jsonValue())),
    }),
  );

  it("is a request, or is refused", () => {
    fc.assert(
      fc.property(bodies, fc.boolean(), (body, lenientOperations) => {
        try {
          const parsed = parsePatchRequest(body, { lenientOperations });
          expect(parsed.operations.length).toBeGreaterThan(0);
          for (const { op, path, value } of parsed.operations) {
            expect(["add", "remove", "replace"]).toContain(op);
            expect(op === "remove" ? path : value).toBeDefined();
          }
        } catch (error) {
          if (!(error instanceof ScimError)) throw error;
          expect(error.status).toBe(400);
        }
      }),
    );
  });
});
