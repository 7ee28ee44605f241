import fc from "fast-check";
import { expect, test } from "vitest";
import { showPath } from "./attribute-path.ts";
import { findEqualities, findValueEqualities, operatorsOf } from "./inspect-filter.ts";
import { compileFilter } from "./match-filter.ts";
import { parseFilter, parseValueFilter } from "./parse-filter.ts";
import { arbitraryFilter, arbitraryResource } from "./test-filter.ts";
import { ENTERPRISE, testPath, testType } from "./test-schema.ts";

test.each([
  { text: 'userName eq "x"', found: ['userName "x"'] },
  { text: 'id eq "1" and (title pr and userName eq "x")', found: ['id "1"', 'userName "x"'] },
  { text: 'emails eq "x"', found: ['emails.value "x"'] },
  { text: 'emails[type eq "work" and value eq "x"]', found: ['emails.type "work"', 'emails.value "x"'] },
  { text: 'emails[type eq "work"].value eq "x"', found: ['emails.type "work"', 'emails.value "x"'] },
  { text: 'tags[value eq "x"]', found: ['tags "x"'] },
  {
    text: `${ENTERPRISE}:manager eq "x" and active eq true`,
    found: [`${ENTERPRISE}:manager.value "x"`, "active true"],
  },
  { text: 'userName eq "x" or userName eq "y"', found: [] },
  { text: 'not (userName eq "x")', found: [] },
  { text: 'emails[type eq "work" or value eq "x"]', found: [] },
  { text: 'emails[not (type eq "work")]', found: [] },
  { text: 'userName eq "x" and (id eq "1" or id eq "2")', found: ['userName "x"'] },
  { text: "userName eq null", found: [] },
  { text: 'userName ne "x" and title pr and level gt 1', found: [] },
])("$text needs $found", ({ text, found }) => {
  const shown = findEqualities(parseFilter(text, testType)).map(
    ({ path, value }) => `${showPath(path)} ${JSON.stringify(value)}`,
  );
  expect(shown).toEqual(found);
});

test("gives the equalities of a value filter", () => {
  const filter = parseValueFilter('type eq "work" and (value eq "x" and primary pr)', testPath("emails").attribute);
  expect(findValueEqualities(filter).map(({ sub, value }) => [sub.name, value])).toEqual([
    ["type", "work"],
    ["value", "x"],
  ]);
});

test("whatever matches a filter satisfies every equality that was found in it", () => {
  fc.assert(
    fc.property(arbitraryFilter, arbitraryResource, (filter, resource) => {
      fc.pre(compileFilter(filter)(resource));
      for (const { path, value } of findEqualities(filter)) {
        expect(compileFilter({ kind: "compare", path, operator: "eq", value })(resource)).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});

test.each([
  { text: 'userName eq "x"', operators: ["eq"] },
  { text: 'userName EQ "x" AND title PR', operators: ["and", "eq", "pr"] },
  {
    text: 'not (level gt 1) or emails[type ne "work" and value co "x"]',
    operators: ["and", "co", "gt", "ne", "not", "or"],
  },
])("$text is made of $operators", ({ text, operators }) => {
  expect([...operatorsOf(parseFilter(text, testType))].sort()).toEqual(operators);
});
