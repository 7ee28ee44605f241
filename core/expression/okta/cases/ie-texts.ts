import type { Case, Cases } from "./case.ts";

const NULL = { error: "EXPRESSION_PROPERTY_OF_NULL" };
const CLASH = { error: "EXPRESSION_TYPE_CLASH" };
const ARITY = { error: "EXPRESSION_WRONG_ARITY" };
const NUMBER = { error: "EXPRESSION_NOT_A_NUMBER" };
const COUNTRY = { error: "EXPRESSION_NO_SUCH_COUNTRY" };

/** What is the same for every method of texts: null has no methods, and a list has none of these. */
function sides(call: string): readonly Case[] {
  return [
    ["null", `user.profile.missing.${call}`, NULL, "§2: SpEL throws"],
    ["many", `user.profile.colors.${call}`, CLASH, "SpEL: a list has no such method"],
  ];
}

/** Methods of texts. */
export const IE_TEXT_CASES: Cases = {
  toUpperCase: [
    ["normal", "'test'.toUpperCase()", "TEST", "§5 D"],
    ["empty", "''.toUpperCase()", "", "§5 D"],
    ["boundary", "user.profile.firstName.toUpperCase()", "ADA", "§5 D"],
    ["error", "12.toUpperCase()", CLASH, "SpEL"],
    ...sides("toUpperCase()"),
  ],
  toLowerCase: [
    ["normal", "'TEST'.toLowerCase()", "test", "§5 D"],
    ["empty", "''.toLowerCase()", "", "§5 D"],
    ["boundary", "'ÀÉ'.toLowerCase()", "àé", "Java"],
    ["error", "'A'.toLowerCase('tr')", ARITY, "§5 D"],
    ...sides("toLowerCase()"),
  ],
  substring: [
    ["normal", "'test'.substring(1)", "est", "§5 D"],
    ["normal", "'John'.substring(1, 3)", "oh", "§5 D"],
    ["empty", "''.substring(0)", "", "Java"],
    ["boundary", "'test'.substring(4)", "", "Java"],
    ["error", "'test'.substring(5)", { error: "EXPRESSION_OUT_OF_RANGE" }, "Java"],
    ...sides("substring(0)"),
  ],
  replace: [
    ["normal", "'hello'.replace('l', 'p')", "heppo", "§5 D"],
    ["normal", "'John'.replace('ohn', 'ames')", "James", "§5 D"],
    ["empty", "''.replace('a', 'b')", "", "§5 D"],
    ["boundary", "'a.b'.replace('.', '-')", "a-b", "§5 D: literal"],
    ["error", "'a'.replace('a')", ARITY, "§5 D"],
    ...sides("replace('a', 'b')"),
  ],
  replaceFirst: [
    ["normal", "'hello'.replaceFirst('l', 'p')", "heplo", "§5 D"],
    ["empty", "''.replaceFirst('a', 'b')", "", "§5 D"],
    ["boundary", "'a.b'.replaceFirst('.', '-')", "a-b", "§3 I: literal"],
    ["error", "'a'.replaceFirst()", ARITY, "§5 D"],
    ...sides("replaceFirst('a', 'b')"),
  ],
  length: [
    ["normal", "'test'.length()", 4, "§5 D"],
    ["empty", "''.length()", 0, "§5 D"],
    ["boundary", "'😀'.length()", 2, "Java: UTF-16 units"],
    ["error", "12.length()", CLASH, "SpEL"],
    ...sides("length()"),
  ],
  removeSpaces: [
    ["normal", "'This is a test'.removeSpaces()", "Thisisatest", "§5 D"],
    ["empty", "''.removeSpaces()", "", "§5 D"],
    ["boundary", "'  '.removeSpaces()", "", "§5 D"],
    ["error", "true.removeSpaces()", CLASH, "SpEL"],
    ...sides("removeSpaces()"),
  ],
  substringBefore: [
    ["normal", "'john.doe@okta.com'.substringBefore('@')", "john.doe", "§5 D"],
    ["empty", "''.substringBefore('@')", "", "§3 I: as Apache Commons Lang"],
    ["boundary", "'john'.substringBefore('@')", "john", "§3 I: as Apache Commons Lang"],
    ["error", "'a'.substringBefore()", ARITY, "§5 D"],
    ...sides("substringBefore('@')"),
  ],
  substringAfter: [
    ["normal", "'john.doe@okta.com'.substringAfter('@')", "okta.com", "§5 D"],
    ["normal", "'john.doe@okta.com'.substringAfter('.')", "doe@okta.com", "§5 D"],
    ["empty", "''.substringAfter('@')", "", "§3 I: as Apache Commons Lang"],
    ["boundary", "'john'.substringAfter('@')", "", "§3 I: as Apache Commons Lang"],
    ["error", "'a'.substringAfter()", ARITY, "§5 D"],
    ...sides("substringAfter('@')"),
  ],
  toInteger: [
    ["normal", "'1.1'.toInteger()", 1, "§5 D"],
    ["normal", "1.1.toInteger()", 1, "§5 D"],
    ["normal", "-1.6.toInteger()", -2, "§5 D"],
    ["empty", "''.toInteger()", NUMBER, "§5 D: throws"],
    ["boundary", "'-2147483649'.toInteger()", 2147483647, "§5 D: overflow"],
    ["boundary", "2147483647.7.toInteger()", -2147483648, "§5 D: overflow"],
    ["boundary", "'1e300'.toInteger()", -1, "Java: the long's end, in 32 bits"],
    ["error", "user.profile.email.toInteger()", NUMBER, "§5 D: throws"],
    ...sides("toInteger()"),
  ],
  toNumber: [
    ["normal", "'1.7'.toNumber()", 1.7, "§5 D"],
    ["empty", "''.toNumber()", NUMBER, "§5 D: throws"],
    ["boundary", "'-0.5'.toNumber()", -0.5, "§5 D"],
    ["error", "'123This is a test'.toNumber()", NUMBER, "§5 D: throws"],
    ...sides("toNumber()"),
  ],
  versionGreaterThan: [
    ["normal", "'14.2'.versionGreaterThan('14.1.9')", true, "§5 I: part by part"],
    ["empty", "''.versionGreaterThan('1')", { error: "EXPRESSION_NOT_A_VALUE" }, "§5 I"],
    ["boundary", "'14.10'.versionGreaterThan('14.9')", true, "§5 I: as numbers"],
    ["error", "'14.x'.versionGreaterThan('14')", { error: "EXPRESSION_NOT_A_VALUE" }, "§5 I"],
    ...sides("versionGreaterThan('1')"),
  ],
  versionLessThan: [
    ["normal", "'14.2'.versionLessThan('14.10')", true, "§5 I: part by part"],
    ["empty", "''.versionLessThan('1')", { error: "EXPRESSION_NOT_A_VALUE" }, "§5 I"],
    ["boundary", "'14'.versionLessThan('14.0')", false, "§5 I: a missing part is 0"],
    ["error", "'14'.versionLessThan('new')", { error: "EXPRESSION_NOT_A_VALUE" }, "§5 I"],
    ...sides("versionLessThan('1')"),
  ],
  parseCountryCode: [
    ["normal", "'United States'.parseCountryCode()", "US", "§5 D"],
    ["normal", "'840'.parseCountryCode()", "US", "§5 D"],
    ["empty", "''.parseCountryCode()", COUNTRY, "§5 I"],
    ["boundary", "'united states'.parseCountryCode()", "US", "§5 I: case does not count"],
    ["error", "'Atlantis'.parseCountryCode()", COUNTRY, "§5 I"],
    ...sides("parseCountryCode()"),
  ],
  ...countryForms({ toAlpha2: "US", toAlpha3: "USA", toNumeric: "840", toName: "United States" }),
};

/** `.toAlpha2()` and its like: of a country only. */
function countryForms(forms: Readonly<Record<string, string>>): Cases {
  return Object.fromEntries(
    Object.entries(forms).map(([form, expected]): [string, readonly Case[]] => [
      form,
      [
        ["normal", `'USA'.parseCountryCode().${form}()`, expected, "§5 D"],
        ["null", `user.profile.missing.${form}()`, NULL, "§2: SpEL throws"],
        ["empty", `''.parseCountryCode().${form}()`, COUNTRY, "§5 I"],
        ["many", `user.profile.colors.${form}()`, CLASH, "§5 D: of a country only"],
        ["boundary", `'840'.parseCountryCode().${form}()`, expected, "§5 D"],
        ["error", `'US'.${form}()`, CLASH, "§5 D: of a country only"],
        ["error", `{'a': 1}.${form}()`, CLASH, "§5 D: of a country only"],
      ],
    ]),
  );
}

/** Methods of arrays; `contains` is one of texts too. */
export const IE_LIST_CASES: Cases = {
  contains: [
    ["normal", "'This is a test'.contains('test')", true, "§5 D"],
    ["normal", "'This is a test'.contains('Test')", false, "§5 D"],
    ["null", "user.profile.missing.contains('a')", NULL, "§2: SpEL throws"],
    ["empty", "{}.contains('a')", false, "§5 D"],
    ["many", "user.profile.colors.contains('blue')", true, "§5 D"],
    ["boundary", "{1, 2, 3}.contains('one')", false, "§5 D"],
    ["boundary", "'a1'.contains(1)", true, "SpEL converts"],
    ["boundary", "'a'.contains(null)", false, "§3 I: as Apache Commons Lang"],
    ["error", "12.contains(1)", CLASH, "SpEL"],
  ],
  size: [
    ["normal", "{1, 2}.size()", 2, "§5 D"],
    ["null", "user.profile.missing.size()", NULL, "§2: SpEL throws"],
    ["empty", "{}.size()", 0, "§5 D"],
    ["many", "user.profile.colors.size()", 3, "§5 D"],
    ["boundary", "{{1, 2}}.size()", 1, "§5 D"],
    ["error", "'a, b'.size()", CLASH, "SpEL: a text is no list"],
  ],
  isEmpty: [
    ["normal", "{1}.isEmpty()", false, "§5 D"],
    ["null", "user.profile.missing.isEmpty()", NULL, "§2: SpEL throws"],
    ["empty", "{}.isEmpty()", true, "§5 D"],
    ["many", "user.profile.colors.isEmpty()", false, "§5 D"],
    ["boundary", "user.profile.none.isEmpty()", true, "§5 D"],
    ["error", "{}.isEmpty(1)", ARITY, "§5 D"],
  ],
  add: [
    ["normal", "{'one', 'two'}.add('zero')", ["one", "two", "zero"], "§5 D"],
    ["null", "user.profile.missing.add('a')", NULL, "§2: SpEL throws"],
    ["empty", "{}.add(1)", [1], "§5 D"],
    ["many", "{'one', 'two'}.add('two')", ["one", "two", "two"], "§5 D"],
    ["boundary", "user.profile.numbers.add(40).size()", 4, "§5 D"],
    ["error", "{}.add()", ARITY, "§5 D"],
  ],
  remove: [
    ["normal", "{1, 2, 3}.remove(1)", [2, 3], "§5 D"],
    ["null", "user.profile.missing.remove('a')", NULL, "§2: SpEL throws"],
    ["empty", "{}.remove(1)", [], "§5 D"],
    ["many", "user.profile.colors.remove('red')", ["blue", "red"], "§3 I: the first one"],
    ["boundary", "{2, 3}.remove(1)", [2, 3], "§5 D: a value, no position"],
    ["error", "'a'.remove('a')", CLASH, "SpEL"],
  ],
  flatten: [
    ["normal", "{{1}, {2, 3}}.flatten()", [1, 2, 3], "§5 D"],
    ["null", "user.profile.missing.flatten()", NULL, "§2: SpEL throws"],
    ["empty", "{}.flatten()", [], "§5 D"],
    ["many", "user.profile.numbers.flatten()", [10, 20, 30], "§5 D"],
    ["boundary", "{{{1}}}.flatten()", [1], "§3 I: however deep"],
    ["error", "{1}.flatten(1)", ARITY, "§5 D"],
  ],
};
