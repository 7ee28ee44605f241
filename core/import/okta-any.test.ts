import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { RehearsalError } from "../errors.ts";
import { WITHOUT_REST } from "../pace.ts";
import { parseWorkspace } from "../store/parse.ts";
import { readSample } from "../store/preset.ts";
import type { Workspace } from "../store/workspace.ts";
import type { ImportKind } from "./import-kind.ts";
import { planImport } from "./plan-import.ts";

let acme: Workspace;
beforeAll(async () => {
  acme = await readSample("acme");
});

const KINDS: readonly ImportKind[] = ["oktaMapping", "oktaGroupRules", "oktaAppUserSchema", "oktaUserNameTemplate"];

/** Documents that are nearly right: every member may be anything. */
function nearly(kind: ImportKind): fc.Arbitrary<unknown> {
  const any = fc.jsonValue({ maxDepth: 2 });
  const either = <Value>(right: fc.Arbitrary<Value>) => fc.oneof({ weight: 4, arbitrary: right }, any);
  const text = either(fc.constantFrom("user.a", "x", "", "ACTIVE", "true", "name.givenName", "constructor"));
  const byName = (value: fc.Arbitrary<unknown>) =>
    either(fc.dictionary(fc.constantFrom("a", "userName", "toString"), value));
  const end = (type: string) => either(fc.record({ type: fc.constant(type), name: text }));
  const forms: Partial<Record<ImportKind, fc.Arbitrary<unknown>>> = {
    oktaMapping: fc.record({
      source: end("user"),
      target: end("appuser"),
      properties: byName(either(fc.record({ expression: text, pushStatus: text }))),
    }),
    oktaGroupRules: fc.record({
      type: fc.constant("group_rule"),
      name: text,
      status: text,
      conditions: either(fc.record({ expression: either(fc.record({ value: text })) })),
      actions: either(fc.record({ assignUserToGroups: either(fc.record({ groupIds: either(fc.array(text)) })) })),
    }),
    oktaAppUserSchema: fc.record({
      definitions: either(
        fc.record({
          base: either(fc.record({ properties: byName(either(fc.record({ externalName: text, required: any }))) })),
        }),
      ),
    }),
    oktaUserNameTemplate: fc.record({
      credentials: either(
        fc.record({ userNameTemplate: either(fc.record({ template: text, type: text, userSuffix: text })) }),
      ),
    }),
  };
  const form = forms[kind] ?? any;
  return fc.oneof({ weight: 6, arbitrary: form }, { weight: 2, arbitrary: fc.array(form, { maxLength: 3 }) }, any);
}

describe.each(KINDS)("any document taken for %s", (kind) => {
  it("gives a workspace that can be saved, or an error with a code", async () => {
    await fc.assert(
      fc.asyncProperty(nearly(kind), async (document) => {
        const file = { name: "okta.json", bytes: new TextEncoder().encode(JSON.stringify(document)) };
        const options = { as: kind, application: "jira" };
        const planning = { pace: WITHOUT_REST, importedAt: "2026-03-02T10:00:00.000Z" };
        try {
          const { next } = await planImport(acme, file, options, planning);
          expect(parseWorkspace(JSON.stringify(next), "acme.json")).toEqual(next);
        } catch (error) {
          if (!(error instanceof RehearsalError)) throw error;
          expect(error.code).toMatch(/^IMPORT_/);
        }
      }),
      { numRuns: 60 },
    );
  });
});
