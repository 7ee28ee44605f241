import { readFile } from "node:fs/promises";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { workspaceJsonSchema } from "./json-schema.ts";
import { readSample } from "./preset.ts";
import { buildTestWorkspace } from "./test-workspace.ts";

const PUBLISHED = new URL("../../fixtures/workspace.schema.json", import.meta.url);

it("is published as it is: run `npm run schemas` after changing the format", async () => {
  expect(await readFile(PUBLISHED, "utf8")).toBe(`${JSON.stringify(workspaceJsonSchema(), null, 2)}\n`);
});

describe("the published schema, for a validator that is not ours", () => {
  const ajv = formats.default(new Ajv2020({ strict: false }));
  const validate = ajv.compile(workspaceJsonSchema());

  it("accepts the sample and a workspace in use", async () => {
    const journal = { segment: "a.journal", bytes: 9, records: 1, lastLine: "x", head: "r1", state: "y" };
    for (const document of [await readSample("acme"), { ...buildTestWorkspace(), journal }]) {
      expect([validate(document), validate.errors]).toEqual([true, null]);
    }
  });

  it.each([
    { what: "a member that it does not know", change: { nmae: "x" } },
    { what: "no people", change: { directory: { groups: [] } } },
    { what: "another version", change: { version: 2 } },
  ])("refuses $what", ({ change }) => {
    expect(validate({ ...buildTestWorkspace(), ...change })).toBe(false);
  });
});
