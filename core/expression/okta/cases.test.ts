import { describe, expect, it } from "vitest";
import type { Dialect } from "../dialect.ts";
import { ARRAY_CASES } from "./cases/arrays.ts";
import type { Case, Cases } from "./cases/case.ts";
import { CONVERSION_CASES } from "./cases/conversions.ts";
import { GROUP_CASES } from "./cases/groups.ts";
import { IE_PEOPLE_CASES } from "./cases/ie-people.ts";
import { IE_LIST_CASES, IE_TEXT_CASES } from "./cases/ie-texts.ts";
import { IE_TIME_CASES } from "./cases/ie-times.ts";
import { LANGUAGE_CASES, REFERENCE_CASES } from "./cases/language.ts";
import { PEOPLE_CASES } from "./cases/people.ts";
import { STRING_CASES } from "./cases/strings.ts";
import { TEMPLATE_CASES } from "./cases/templates.ts";
import { TIME_CASES } from "./cases/times.ts";
import { oktaClassic } from "./classic.ts";
import { oktaIdentityEngine } from "./identity-engine.ts";
import { oktaTemplate } from "./template.ts";
import { evaluate } from "./test-world.ts";

/** The deprecated names do the same as the ones with `String.` before them. */
const LEGACY_CASES: Cases = Object.fromEntries(
  oktaClassic.functions
    .filter(({ legacy }) => legacy === true)
    .map(({ name }) => [
      name,
      (STRING_CASES[`String.${name}`] ?? []).map(
        ([side, text, expected, source]): Case => [side, text.replaceAll(`String.${name}`, name), expected, source],
      ),
    ]),
);

const LANGUAGES: readonly { readonly dialect: Dialect; readonly cases: Cases }[] = [
  {
    dialect: oktaClassic,
    cases: {
      ...STRING_CASES,
      ...LEGACY_CASES,
      ...ARRAY_CASES,
      ...CONVERSION_CASES,
      ...TIME_CASES,
      ...GROUP_CASES,
      ...PEOPLE_CASES,
      ...LANGUAGE_CASES,
      ...REFERENCE_CASES,
    },
  },
  {
    dialect: oktaIdentityEngine,
    cases: { ...IE_TEXT_CASES, ...IE_LIST_CASES, ...IE_TIME_CASES, ...IE_PEOPLE_CASES, ...LANGUAGE_CASES },
  },
  { dialect: oktaTemplate, cases: TEMPLATE_CASES },
];

describe.each(LANGUAGES)("$dialect.name", ({ dialect, cases }) => {
  const rows = Object.entries(cases).flatMap(([name, each]) =>
    each.map(([side, text, expected, source]) => ({ name, side, text, expected, source })),
  );

  it.each(rows)("$name, $side: $text ($source)", ({ text, expected }) => {
    const result = evaluate(dialect, text);
    if (typeof expected === "object" && expected !== null && "error" in expected) {
      expect(result).toMatchObject({ outcome: "error", code: expected.error });
    } else {
      expect(result).toMatchObject({ outcome: "value", value: expected });
    }
  });

  it("has every side of every function among its cases", () => {
    const sides = ["normal", "null", "empty", "many", "boundary", "error"];
    const lacking = dialect.functions.flatMap(({ name }) => {
      const shown = new Set((cases[name] ?? []).map(([side]) => side));
      return sides.filter((side) => !shown.has(side as Case[0])).map((side) => `${name}: ${side}`);
    });
    expect(lacking).toEqual([]);
  });
});
