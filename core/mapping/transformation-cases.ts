import type { ClaimTransformation } from "./claim-transformation.ts";

/** One call of a transformation: data only. */
export interface TransformationCase {
  readonly transformation: ClaimTransformation;
  /** Absent: the attribute has no value. */
  readonly input?: string;
  /** Absent: nothing comes out. */
  readonly output?: string;
  /** What the trace says beside it; absent: nothing. */
  readonly note?: RegExp;
  readonly problem?: RegExp;
  readonly isNameId?: true;
  /**
   * D: Microsoft, customise SAML token claims (reference: idp-claims.md, "Claim transforms"). I: inferred, and then the
   * note says so wherever somebody could be misled.
   */
  readonly source: string;
}

const DOCUMENTED = "idp-claims.md, Claim transforms [D]";
const INFERRED = "idp-claims.md, Claim transforms; left open there [I]";
const EMPTY = "nothing to transform; a claim without a value is not sent [D for emailaddress]";

const mailPrefix: ClaimTransformation = { function: "ExtractMailPrefix" };
const lower: ClaimTransformation = { function: "ToLowercase" };
const upper: ClaimTransformation = { function: "ToUppercase" };

function join(second: string, separator?: string): ClaimTransformation {
  const operand = { constant: second };
  return separator === undefined ? { function: "Join", with: operand } : { function: "Join", separator, with: operand };
}

const joinCountry: ClaimTransformation = { function: "Join", separator: ".", with: { attribute: "country" } };
const joinMissing: ClaimTransformation = { function: "Join", separator: ".", with: { attribute: "missing" } };

type Comparing = "Contains" | "EndWith" | "StartWith";

function compare(name: Comparing, value: string, isElse = true): ClaimTransformation {
  const output = { attribute: "mail" };
  return isElse
    ? { function: name, value, output, otherwise: { attribute: "userName" } }
    : { function: name, value, output };
}

function constants(name: Comparing): ClaimTransformation {
  return { function: name, value: "x", output: { constant: "yes" }, otherwise: { constant: "no" } };
}

function extract(after?: string, before?: string): ClaimTransformation {
  return {
    function: "Extract",
    ...(after === undefined ? {} : { after }),
    ...(before === undefined ? {} : { before }),
  };
}

function run(name: "ExtractAlpha" | "ExtractNumeric", side: "prefix" | "suffix"): ClaimTransformation {
  return { function: name, side };
}

const ifEmpty: ClaimTransformation = {
  function: "IfEmpty",
  output: { attribute: "extensionAttribute1" },
  otherwise: { attribute: "employeeId" },
};
const ifEmptyOnly: ClaimTransformation = { function: "IfEmpty", output: { constant: "none" } };
const ifNotEmpty: ClaimTransformation = { function: "IfNotEmpty", output: { attribute: "extensionAttribute1" } };

function substring(start: number, length?: number): ClaimTransformation {
  return length === undefined ? { function: "Substring", start } : { function: "Substring", start, length };
}

const ALIAS = "(?'domain'^.*?)(?i)(\\@fabrikam\\.com)$";

function replace(
  pattern: string,
  replacement: string,
  more: { readonly parameters?: string[]; readonly otherwise?: { readonly attribute: string } } = {},
): ClaimTransformation {
  return { function: "RegexReplace", pattern, replacement, ...more };
}

/** What the person of the cases has. */
export const CASE_PERSON: Readonly<Record<string, string>> = {
  mail: "ada@acme.test",
  userName: "ada.lovelace@acme.test",
  country: "US",
  extensionAttribute1: "ext-1",
  employeeId: "E-7",
};

export const TRANSFORMATION_CASES: readonly TransformationCase[] = [
  // ExtractMailPrefix
  { transformation: mailPrefix, input: "joe_smith@contoso.com", output: "joe_smith", source: DOCUMENTED },
  { transformation: mailPrefix, source: EMPTY },
  { transformation: mailPrefix, input: "joe_smith", output: "joe_smith", note: /no `@`/, source: INFERRED },
  { transformation: mailPrefix, input: "@contoso.com", source: INFERRED },
  { transformation: mailPrefix, input: "joe@", output: "joe", source: DOCUMENTED },
  {
    transformation: mailPrefix,
    input: "ada_contoso.com#EXT#@fabrikam.onmicrosoft.com",
    output: "ada_contoso.com#EXT#",
    source: "idp-claims.md, Traps: B2B guest UPN; Claim transforms [D]",
  },
  { transformation: mailPrefix, input: '"a@b"@contoso.com', output: '"a@b"', source: INFERRED },
  // Join
  { transformation: join("fabrikam.com", "@"), input: "joe", output: "joe@fabrikam.com", source: DOCUMENTED },
  {
    transformation: join("fabrikam.com", "@"),
    input: "joe_smith@contoso.com",
    output: "joe_smith@contoso.com@fabrikam.com",
    source: "idp-claims.md, Claim transforms: the domain is left out for NameID only [D]",
  },
  {
    transformation: join("fabrikam.com", "@"),
    input: "joe_smith@contoso.com",
    isNameId: true,
    output: "joe_smith@fabrikam.com",
    note: /`contoso\.com` is left out/,
    source: DOCUMENTED,
  },
  {
    transformation: join("fabrikam.com", "@"),
    input: "joe",
    isNameId: true,
    output: "joe@fabrikam.com",
    source: DOCUMENTED,
  },
  { transformation: join("b"), input: "a", output: "ab", source: "a separator is optional [D]" },
  { transformation: joinCountry, input: "a", output: "a.US", source: DOCUMENTED },
  { transformation: joinMissing, input: "a", note: /joined with is empty.*leaves open/, source: INFERRED },
  { transformation: joinCountry, source: EMPTY },
  // ToLowercase, ToUppercase
  { transformation: lower, input: "Ada@ACME.test", output: "ada@acme.test", source: DOCUMENTED },
  { transformation: lower, source: EMPTY },
  { transformation: lower, input: "ada", output: "ada", source: DOCUMENTED },
  { transformation: lower, input: "ÅSA", output: "åsa", source: DOCUMENTED },
  { transformation: lower, input: "A1-_", output: "a1-_", source: DOCUMENTED },
  { transformation: lower, input: "İ", output: "i̇", note: /became two/, source: INFERRED },
  { transformation: upper, input: "Ada@acme.test", output: "ADA@ACME.TEST", source: DOCUMENTED },
  { transformation: upper, source: EMPTY },
  { transformation: upper, input: "ADA", output: "ADA", source: DOCUMENTED },
  { transformation: upper, input: "åsa", output: "ÅSA", source: DOCUMENTED },
  { transformation: upper, input: "a1-_", output: "A1-_", source: DOCUMENTED },
  { transformation: upper, input: "ß", output: "SS", note: /became two/, source: INFERRED },
  // Contains
  { transformation: compare("Contains", "@acme"), input: "ada@acme.test", output: "ada@acme.test", source: DOCUMENTED },
  {
    transformation: compare("Contains", "@x"),
    input: "ada@acme.test",
    output: "ada.lovelace@acme.test",
    source: DOCUMENTED,
  },
  { transformation: compare("Contains", "@x", false), input: "ada@acme.test", source: "a restriction [D]" },
  {
    transformation: compare("Contains", "@acme"),
    output: "ada.lovelace@acme.test",
    note: /input is empty/,
    source: INFERRED,
  },
  {
    transformation: compare("Contains", "@ACME"),
    input: "ada@acme.test",
    output: "ada.lovelace@acme.test",
    note: /if case did not count/,
    source: INFERRED,
  },
  { transformation: constants("Contains"), input: "axb", output: "yes", source: DOCUMENTED },
  { transformation: constants("Contains"), input: "ab", output: "no", source: DOCUMENTED },
  // EndWith
  { transformation: compare("EndWith", "000"), input: "7000", output: "ada@acme.test", source: DOCUMENTED },
  { transformation: compare("EndWith", "000"), input: "0007", output: "ada.lovelace@acme.test", source: DOCUMENTED },
  { transformation: compare("EndWith", "000", false), input: "0007", source: "a restriction [D]" },
  {
    transformation: compare("EndWith", "000"),
    output: "ada.lovelace@acme.test",
    note: /input is empty/,
    source: INFERRED,
  },
  { transformation: compare("EndWith", "000"), input: "000", output: "ada@acme.test", source: DOCUMENTED },
  { transformation: constants("EndWith"), input: "aX", output: "no", note: /if case did not count/, source: INFERRED },
  // StartWith
  { transformation: compare("StartWith", "US"), input: "USA", output: "ada@acme.test", source: DOCUMENTED },
  { transformation: compare("StartWith", "US"), input: "AUS", output: "ada.lovelace@acme.test", source: DOCUMENTED },
  { transformation: compare("StartWith", "US", false), input: "AUS", source: "a restriction [D]" },
  {
    transformation: compare("StartWith", "US"),
    output: "ada.lovelace@acme.test",
    note: /input is empty/,
    source: INFERRED,
  },
  { transformation: compare("StartWith", "US"), input: "US", output: "ada@acme.test", source: DOCUMENTED },
  {
    transformation: constants("StartWith"),
    input: "Xa",
    output: "no",
    note: /if case did not count/,
    source: INFERRED,
  },
  // Extract
  { transformation: extract("Finance_"), input: "Finance_BSimon", output: "BSimon", source: DOCUMENTED },
  { transformation: extract(undefined, "_US"), input: "BSimon_US", output: "BSimon", source: DOCUMENTED },
  { transformation: extract("Finance_", "_US"), input: "Finance_BSimon_US", output: "BSimon", source: DOCUMENTED },
  { transformation: extract("Finance_"), source: EMPTY },
  {
    transformation: extract("Finance_"),
    input: "Sales_BSimon",
    note: /`Finance_` is not in it.*leaves open/,
    source: INFERRED,
  },
  { transformation: extract(undefined, "_US"), input: "BSimon_DE", note: /`_US` is not in it/, source: INFERRED },
  { transformation: extract("Finance_", "_US"), input: "Finance_BSimon", note: /`_US` is not in it/, source: INFERRED },
  {
    transformation: extract("_US", "Finance_"),
    input: "Finance_BSimon_US",
    note: /`Finance_` is not in it/,
    source: INFERRED,
  },
  { transformation: extract("_"), input: "a_b_c", output: "b_c", source: INFERRED },
  {
    transformation: extract("Finance_"),
    input: "Finance_",
    source: "an empty text is no value for an application [I]",
  },
  // ExtractAlpha
  { transformation: run("ExtractAlpha", "prefix"), input: "BSimon_123", output: "BSimon", source: DOCUMENTED },
  { transformation: run("ExtractAlpha", "suffix"), input: "123_Simon", output: "Simon", source: DOCUMENTED },
  { transformation: run("ExtractAlpha", "prefix"), source: EMPTY },
  {
    transformation: run("ExtractAlpha", "prefix"),
    input: "123",
    note: /no letters at its beginning/,
    source: INFERRED,
  },
  { transformation: run("ExtractAlpha", "suffix"), input: "Simon1", note: /no letters at its end/, source: INFERRED },
  { transformation: run("ExtractAlpha", "prefix"), input: "Ada", output: "Ada", source: DOCUMENTED },
  {
    transformation: run("ExtractAlpha", "prefix"),
    input: "Åsa_1",
    output: "Åsa",
    note: /beyond A to Z/,
    source: INFERRED,
  },
  // ExtractNumeric
  { transformation: run("ExtractNumeric", "prefix"), input: "123_BSimon", output: "123", source: DOCUMENTED },
  { transformation: run("ExtractNumeric", "suffix"), input: "BSimon_123", output: "123", source: DOCUMENTED },
  { transformation: run("ExtractNumeric", "suffix"), source: EMPTY },
  {
    transformation: run("ExtractNumeric", "prefix"),
    input: "BSimon",
    note: /no digits at its beginning/,
    source: INFERRED,
  },
  { transformation: run("ExtractNumeric", "suffix"), input: "1a", note: /no digits at its end/, source: INFERRED },
  { transformation: run("ExtractNumeric", "suffix"), input: "0042", output: "0042", source: DOCUMENTED },
  // IfEmpty
  { transformation: ifEmpty, output: "ext-1", source: DOCUMENTED },
  { transformation: ifEmpty, input: "E-7", output: "E-7", source: DOCUMENTED },
  { transformation: ifEmptyOnly, output: "none", source: DOCUMENTED },
  { transformation: ifEmptyOnly, input: "E-7", source: "a restriction [D]" },
  { transformation: { function: "IfEmpty", output: { attribute: "missing" } }, source: EMPTY },
  { transformation: { function: "IfEmpty", output: { constant: "" } }, source: EMPTY },
  // IfNotEmpty
  { transformation: ifNotEmpty, input: "E-7", output: "ext-1", source: DOCUMENTED },
  { transformation: ifNotEmpty, source: "a restriction [D]" },
  {
    transformation: { function: "IfNotEmpty", output: { constant: "has" } },
    input: "E-7",
    output: "has",
    source: DOCUMENTED,
  },
  { transformation: { function: "IfNotEmpty", output: { attribute: "missing" } }, input: "E-7", source: EMPTY },
  { transformation: { function: "IfNotEmpty", output: { constant: "" } }, input: "E-7", source: EMPTY },
  { transformation: ifNotEmpty, input: "0", output: "ext-1", source: DOCUMENTED },
  // Substring: the first character is 0, in provisioning's Mid it is 1
  { transformation: substring(6, 11), input: "PleaseExtractThisNow", output: "ExtractThis", source: DOCUMENTED },
  { transformation: substring(6), input: "PleaseExtractThisNow", output: "ExtractThisNow", source: DOCUMENTED },
  { transformation: substring(0, 1), input: "Ada", output: "A", source: DOCUMENTED },
  { transformation: substring(0), source: EMPTY },
  { transformation: substring(3), input: "Ada", note: /has 3 characters.*leaves open/, source: INFERRED },
  {
    transformation: substring(1, 5),
    input: "Ada",
    output: "da",
    note: /shorter than that.*leaves open/,
    source: INFERRED,
  },
  { transformation: substring(2, 1), input: "Ada", output: "a", source: DOCUMENTED },
  // RegexReplace
  {
    transformation: replace(ALIAS, "{country}.{domain}@xyz.com", { parameters: ["country"] }),
    input: "swmal@fabrikam.com",
    output: "US.swmal@xyz.com",
    source: DOCUMENTED,
  },
  {
    transformation: replace(ALIAS, "{domain}@xyz.com"),
    input: "swmal@FABRIKAM.com",
    output: "swmal@xyz.com",
    source: DOCUMENTED,
  },
  {
    transformation: replace(ALIAS, "{domain}"),
    input: "ada@acme.test",
    output: "ada@acme.test",
    note: /does not match: the value stays/,
    source: DOCUMENTED,
  },
  {
    transformation: replace(ALIAS, "{domain}", { otherwise: { attribute: "employeeId" } }),
    input: "ada@acme.test",
    output: "E-7",
    note: /the other attribute/,
    source: DOCUMENTED,
  },
  { transformation: replace(ALIAS, "{domain}"), source: EMPTY },
  {
    transformation: replace(ALIAS, "{domain}", { otherwise: { attribute: "employeeId" } }),
    output: "E-7",
    note: /input is empty/,
    source: INFERRED,
  },
  {
    transformation: replace("(?<a>\\d+)", "{a}"),
    input: "x42y",
    output: "42",
    note: /a part of the value.*leaves open/,
    source: INFERRED,
  },
  { transformation: replace("(\\w)(\\w*)", "{2}{1}"), input: "ada", output: "daa", source: INFERRED },
  { transformation: replace("(?<a>x)?ada", "{a}!"), input: "ada", output: "!", source: INFERRED },
  { transformation: replace("ada", "{who}"), input: "ada", output: "{who}", source: INFERRED },
  {
    transformation: replace("ada", "{missing}-", { parameters: ["missing"] }),
    input: "ada",
    output: "-",
    source: INFERRED,
  },
  {
    transformation: replace("(", "x"),
    input: "ada",
    problem: /cannot be used/,
    source: "a pattern that cannot be read",
  },
  {
    transformation: replace("^(?<a>(\\w+\\s?)+)$", "{a}"),
    input: `${"a".repeat(40)}!`,
    output: `${"a".repeat(40)}!`,
    note: /does not match/,
    source: "a pattern that would run away elsewhere",
  },
];
