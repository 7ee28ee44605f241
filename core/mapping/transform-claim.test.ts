import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ClaimTransformation, claimTransformationSchema } from "./claim-transformation.ts";
import { transformValue } from "./transform-claim.ts";
import { CASE_PERSON, TRANSFORMATION_CASES } from "./transformation-cases.ts";

const read = (name: string): string | undefined => (Object.hasOwn(CASE_PERSON, name) ? CASE_PERSON[name] : undefined);

const NAMES = claimTransformationSchema.options.map((option) => option.shape.function.value);

describe.each(NAMES)("%s", (name) => {
  const cases = TRANSFORMATION_CASES.filter(({ transformation }) => transformation.function === name);

  it("has at least six cases", () => {
    expect(cases.length).toBeGreaterThanOrEqual(6);
  });

  it.each(cases)("$input gives $output ($source)", ({ transformation, input, output, note, problem, isNameId }) => {
    const came = transformValue(transformation, input, { read, isNameId: isNameId === true });
    expect(came.value).toBe(output);
    expect(came.note ?? "").toMatch(note ?? /^$/);
    expect(came.problem ?? "").toMatch(problem ?? /^$/);
  });
});

const operand = fc.oneof(
  fc.record({ constant: fc.string() }),
  fc.record({ attribute: fc.constantFrom("mail", "country", "missing") }),
);
const text = fc.string({ minLength: 1, maxLength: 12 });

const transformation: fc.Arbitrary<ClaimTransformation> = fc.oneof(
  fc.record({ function: fc.constantFrom("ExtractMailPrefix", "ToLowercase", "ToUppercase") }),
  fc.record({ function: fc.constant("Join"), with: operand, separator: fc.string() }),
  fc.record({ function: fc.constantFrom("Contains", "EndWith", "StartWith"), value: text, output: operand }),
  fc.record({ function: fc.constant("Extract"), after: text, before: text }),
  fc.record({ function: fc.constantFrom("ExtractAlpha", "ExtractNumeric"), side: fc.constantFrom("prefix", "suffix") }),
  fc.record({ function: fc.constantFrom("IfEmpty", "IfNotEmpty"), output: operand }),
  fc.record({ function: fc.constant("Substring"), start: fc.nat(20), length: fc.integer({ min: 1, max: 20 }) }),
  fc.record({ function: fc.constant("RegexReplace"), pattern: text, replacement: fc.string() }),
) as fc.Arbitrary<ClaimTransformation>;

it("gives a text that is not empty, or nothing, whatever comes in", () => {
  fc.assert(
    fc.property(transformation, fc.option(fc.string(), { nil: undefined }), fc.boolean(), (each, input, isNameId) => {
      expect(claimTransformationSchema.safeParse(each).success).toBe(true);
      const came = transformValue(each, input === "" ? undefined : input, { read, isNameId });
      expect(came.value === undefined || came.value.length > 0).toBe(true);
    }),
    { numRuns: 500 },
  );
});
