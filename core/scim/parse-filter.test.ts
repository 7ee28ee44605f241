import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TokenReader } from "./filter-tokens.ts";
import { parseFilter, parseValueFilter, parseValueFilterAt } from "./parse-filter.ts";
import { ScimError } from "./scim-error.ts";
import { showFilter, showValueFilter } from "./show-filter.ts";
import { arbitraryFilter, arbitraryValueFilter } from "./test-filter.ts";
import { ENTERPRISE, testPath, testType } from "./test-schema.ts";

/** A filter in the spelling of the schema, with every parenthesis that it needs. */
function read(text: string): string {
  return showFilter(parseFilter(text, testType));
}

describe("reads", () => {
  test.each([
    // The examples of RFC 7644, section 3.4.2.2, as far as the test schema has their attributes.
    { text: 'userName eq "bjensen"', shown: 'userName eq "bjensen"' },
    { text: `name.familyName co "O'Malley"`, shown: `name.familyName co "O'Malley"` },
    { text: 'userName sw "J"', shown: 'userName sw "J"' },
    {
      text: 'urn:ietf:params:scim:schemas:core:2.0:User:userName sw "J"',
      shown: 'userName sw "J"',
    },
    { text: "title pr", shown: "title pr" },
    { text: 'meta.lastModified gt "2011-05-13T04:42:34Z"', shown: 'meta.lastModified gt "2011-05-13T04:42:34Z"' },
    { text: 'title pr and nick eq "Employee"', shown: 'title pr and nick eq "Employee"' },
    {
      text: 'nick eq "Employee" and (emails co "example.com" or emails.value co "example.org")',
      shown: 'nick eq "Employee" and (emails.value co "example.com" or emails.value co "example.org")',
    },
    {
      text: 'nick ne "Employee" and not (emails co "example.com" or emails.value co "example.org")',
      shown: 'nick ne "Employee" and not (emails.value co "example.com" or emails.value co "example.org")',
    },
    {
      text: 'nick eq "Employee" and emails[type eq "work" and value co "@example.com"]',
      shown: 'nick eq "Employee" and emails[type eq "work" and value co "@example.com"]',
    },
    {
      text: 'emails[type eq "work" and value co "@example.com"] or emails[type eq "xmpp" and value co "@foo.com"]',
      shown: 'emails[type eq "work" and value co "@example.com"] or emails[type eq "xmpp" and value co "@foo.com"]',
    },
    {
      text: 'schemas eq "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"',
      shown: 'schemas eq "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"',
    },
    // Erratum 7322.
    {
      text: 'emails[type eq "work" or (type eq "home" and value ew "@example.com")]',
      shown: 'emails[type eq "work" or type eq "home" and value ew "@example.com"]',
    },
  ])("the RFC's $text", ({ text, shown }) => {
    expect(read(text)).toBe(shown);
  });

  test.each([
    { text: 'USERNAME Eq "x" AND NOT(Title PR)', shown: 'userName eq "x" and not (title pr)' },
    { text: `${ENTERPRISE.toUpperCase()}:Manager.Value eq "7"`, shown: `${ENTERPRISE}:manager.value eq "7"` },
    { text: `${ENTERPRISE}:manager eq "7"`, shown: `${ENTERPRISE}:manager.value eq "7"` },
    { text: 'emails.$REF eq "../x"', shown: 'emails.$ref eq "../x"' },
    { text: 'EMAILS[Type EQ "work"]', shown: 'emails[type eq "work"]' },
  ])("names and operators in any case: $text", ({ text, shown }) => {
    expect(read(text)).toBe(shown);
  });

  test.each([
    { text: "title pr or nick pr and page pr", shown: "title pr or nick pr and page pr", kind: "or" },
    { text: "title pr and nick pr or page pr", shown: "title pr and nick pr or page pr", kind: "or" },
    { text: "(title pr or nick pr) and page pr", shown: "(title pr or nick pr) and page pr", kind: "and" },
    { text: "not (title pr) and nick pr", shown: "not (title pr) and nick pr", kind: "and" },
    { text: "not (title pr and nick pr)", shown: "not (title pr and nick pr)", kind: "not" },
    { text: "title pr and (nick pr and page pr)", shown: "title pr and (nick pr and page pr)", kind: "and" },
    { text: "((title pr))", shown: "title pr", kind: "present" },
  ])("precedence: $text", ({ text, shown, kind }) => {
    expect(read(text)).toBe(shown);
    expect(parseFilter(text, testType).kind).toBe(kind);
  });

  test.each([
    { text: '  userName\teq\r\n"x"  ', shown: 'userName eq "x"' },
    { text: 'userName eq"x"and(title pr)', shown: 'userName eq "x" and title pr' },
    { text: 'emails [ type eq "work" ] .value eq "x"', shown: 'emails[type eq "work" and value eq "x"]' },
    { text: 'not\n(not (userName eq "x"))', shown: 'not (not (userName eq "x"))' },
  ])("blanks, and no blanks: $text", ({ text, shown }) => {
    expect(read(text)).toBe(shown);
  });

  test.each([
    { text: 'userName eq "\\u00e9\\"\\\\\\/\\b\\f\\n\\r\\t)]"', value: 'é"\\/\b\f\n\r\t)]' },
    { text: "level eq 12", value: 12 },
    { text: "level eq -0", value: 0 },
    { text: "score le -1.5E+3", value: -1500 },
    { text: "active eq true", value: true },
    { text: "active ne false", value: false },
    { text: "title eq null", value: null },
    { text: "emails ne null", value: null },
    { text: "name eq null", value: null },
    { text: 'hired lt "2026-03-02T09:00:00"', value: "2026-03-02T09:00:00" },
  ])("the literal in $text", ({ text, value }) => {
    expect(parseFilter(text, testType)).toMatchObject({ kind: "compare", value });
  });

  test.each([
    { text: 'emails[type eq "work"].value eq "x"', shown: 'emails[type eq "work" and value eq "x"]' },
    { text: 'emails[type eq "a" or type eq "b"].value pr', shown: 'emails[(type eq "a" or type eq "b") and value pr]' },
    {
      text: 'emails[type eq "work"].Value eq "x" or title pr',
      shown: 'emails[type eq "work" and value eq "x"] or title pr',
    },
  ])("a sub-attribute behind the brackets, as Entra writes it: $text", ({ text, shown }) => {
    expect(read(text)).toBe(shown);
  });

  test("value as the value itself where values are simple", () => {
    expect(read('tags[value sw "a"]')).toBe('tags[value sw "a"]');
  });

  test('"True" for a boolean where that is asked for', () => {
    const filter = parseFilter('emails[primary eq "True"]', testType, { lenientBooleans: true });
    expect(showFilter(filter)).toBe("emails[primary eq true]");
  });
});

describe("refuses, with the position", () => {
  test.each([
    { text: "", detail: "At position 1: expected an attribute, `not (` or `(`, found the end." },
    { text: "   ", detail: "At position 4: expected an attribute, `not (` or `(`, found the end." },
    { text: '"x" eq userName', detail: 'At position 1: expected an attribute, `not (` or `(`, found `"x"`.' },
    {
      text: "userName",
      detail:
        "At position 9: expected an operator (`eq`, `ne`, `co`, `sw`, `ew`, `gt`, `ge`, `lt`, `le` or `pr`), found the end.",
    },
    {
      text: 'userName regex "x"',
      detail:
        "At position 10: expected an operator (`eq`, `ne`, `co`, `sw`, `ew`, `gt`, `ge`, `lt`, `le` or `pr`), found `regex`.",
    },
    {
      text: 'userName "eq" "x"',
      detail:
        'At position 10: expected an operator (`eq`, `ne`, `co`, `sw`, `ew`, `gt`, `ge`, `lt`, `le` or `pr`), found `"eq"`.',
    },
    {
      text: "userName eq",
      detail: "At position 12: expected text in double quotes, a number, `true`, `false` or `null`, found the end.",
    },
    {
      text: "userName eq bjensen",
      detail: "At position 13: expected text in double quotes, a number, `true`, `false` or `null`, found `bjensen`.",
    },
    {
      text: "userName eq 'x'",
      detail: "At position 13: expected text in double quotes, a number, `true`, `false` or `null`, found `'x'`.",
    },
    {
      text: "active eq True",
      detail: "At position 11: expected text in double quotes, a number, `true`, `false` or `null`, found `True`.",
    },
    {
      text: "level eq 01",
      detail: "At position 10: expected text in double quotes, a number, `true`, `false` or `null`, found `01`.",
    },
    {
      text: "level eq 1e999",
      detail: "At position 10: expected text in double quotes, a number, `true`, `false` or `null`, found `1e999`.",
    },
    { text: 'userName eq "x" title pr', detail: "At position 17: expected `and`, `or` or the end, found `title`." },
    { text: 'userName eq "x")', detail: "At position 16: expected `and`, `or` or the end, found `)`." },
    { text: '(userName eq "x"', detail: "At position 17: expected `and`, `or` or `)`, found the end." },
    { text: "title pr and", detail: "At position 13: expected an attribute, `not (` or `(`, found the end." },
    { text: "not title pr", detail: "At position 5: expected `(` after `not`, found `title`." },
    { text: "()", detail: "At position 2: expected an attribute, `not (` or `(`, found `)`." },
    { text: "emails[]", detail: "At position 8: expected an attribute, `not (` or `(`, found `]`." },
    { text: 'emails[type eq "work"', detail: "At position 22: expected `and`, `or` or `]`, found the end." },
    { text: 'emails[type eq "work")', detail: "At position 22: expected `and`, `or` or `]`, found `)`." },
    {
      text: 'emails[type eq "work"]value eq "x"',
      detail: "At position 23: expected `and`, `or` or the end, found `value`.",
    },
    {
      text: 'emails[type eq "work"].value',
      detail:
        "At position 29: expected an operator (`eq`, `ne`, `co`, `sw`, `ew`, `gt`, `ge`, `lt`, `le` or `pr`), found the end.",
    },
    {
      text: 'emails[type[value eq "x"]]',
      detail:
        "At position 12: expected an operator (`eq`, `ne`, `co`, `sw`, `ew`, `gt`, `ge`, `lt`, `le` or `pr`), found `[`.",
    },
    { text: 'userName eq "x', detail: 'At position 13: text that begins with `"` has no closing `"`.' },
    {
      text: 'userName eq "a\\q"',
      detail:
        'At position 15: `\\q` is no escape; JSON has \\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four hexadecimal digits.',
    },
  ])("what is not a filter: $text", ({ text, detail }) => {
    expect(refusal(text)).toEqual({ status: 400, scimType: "invalidFilter", detail });
  });

  test.each([
    { text: 'usrName eq "x"', detail: "At position 1: `usrName` is no attribute of User; did you mean `userName`?" },
    { text: 'title pr and foo.bar eq "x"', detail: "At position 14: `foo.bar` is no attribute of User." },
    { text: 'name.middle eq "x"', detail: "At position 1: `name` has no sub-attribute `middle`." },
    {
      text: 'userName.value eq "x"',
      detail: "At position 1: `userName` has no sub-attributes, so `userName.value` names nothing.",
    },
    { text: 'emails[label eq "x"]', detail: "At position 8: `emails` has no sub-attribute `label`." },
    { text: 'tags[type eq "x"]', detail: "At position 6: `tags` has no sub-attributes, so `type` names nothing." },
    { text: 'emails[emails.type eq "x"]', detail: "At position 8: `emails` has no sub-attribute `emails.type`." },
    {
      text: 'userName[value eq "x"]',
      detail: "At position 9: `userName` has one simple value, so brackets choose nothing.",
    },
    {
      text: 'emails.value[value eq "x"]',
      detail: "At position 13: brackets follow an attribute, and `emails.value` is a sub-attribute.",
    },
    { text: "__proto__ pr", detail: "At position 1: `__proto__` is no attribute of User." },
    { text: "constructor pr", detail: "At position 1: `constructor` is no attribute of User." },
    { text: "name.prototype pr", detail: "At position 1: `name` has no sub-attribute `prototype`." },
    { text: "emails[__proto__ pr]", detail: "At position 8: `emails` has no sub-attribute `__proto__`." },
    { text: "emails[type pr].constructor pr", detail: "At position 16: `emails` has no sub-attribute `constructor`." },
  ])("what the schema does not have: $text", ({ text, detail }) => {
    expect(refusal(text)).toEqual({ status: 400, scimType: "invalidFilter", detail });
  });

  test.each([
    {
      text: 'name eq "x"',
      detail: "At position 1: `name` is complex; name one of its sub-attributes, such as `name.familyName`.",
    },
    { text: "name gt null", detail: "At position 6: `name` is complex, which takes `eq` and `ne`, not `gt`." },
    { text: "active gt true", detail: "At position 8: `active` is a boolean, which takes `eq` and `ne`, not `gt`." },
    { text: 'picture le "YQ=="', detail: "At position 9: `picture` is binary, which takes `eq` and `ne`, not `le`." },
    { text: "active co true", detail: "At position 8: `active` is a boolean, which takes `eq` and `ne`, not `co`." },
    {
      text: "level sw 1",
      detail: "At position 7: `level` is a number, which takes `eq`, `ne`, `gt`, `ge`, `lt` and `le`, not `sw`.",
    },
    {
      text: 'hired sw "2026"',
      detail: "At position 7: `hired` is a dateTime, which takes `eq`, `ne`, `gt`, `ge`, `lt` and `le`, not `sw`.",
    },
    {
      text: 'active eq "true"',
      detail: "At position 11: `active` is a boolean; compare it with true or false, without quotes.",
    },
    {
      text: "userName eq 7",
      detail: 'At position 13: `userName` is text; compare it with text in double quotes, such as "x".',
    },
    {
      text: "userName eq true",
      detail: 'At position 13: `userName` is text; compare it with text in double quotes, such as "x".',
    },
    {
      text: 'level eq "1"',
      detail: "At position 10: `level` is a number; compare it with a number without quotes, such as 1.",
    },
    { text: "picture eq 1", detail: "At position 12: `picture` is binary; compare it with base64 in double quotes." },
    {
      text: 'hired gt "2026-02-30T00:00:00Z"',
      detail:
        'At position 10: `hired` is a dateTime; compare it with a date and a time that exist, such as "2026-03-02T09:00:00Z".',
    },
    { text: "title gt null", detail: "At position 10: `title gt null` has no meaning; null takes `eq` and `ne`." },
    { text: 'password sw "a"', detail: "At position 1: `password` is never returned, so a filter cannot ask for it." },
    { text: "password pr", detail: "At position 1: `password` is never returned, so a filter cannot ask for it." },
    { text: 'emails[pin eq "1"]', detail: "At position 8: `pin` is never returned, so a filter cannot ask for it." },
    { text: 'emails.pin eq "1"', detail: "At position 1: `pin` is never returned, so a filter cannot ask for it." },
  ])("what has no meaning: $text", ({ text, detail }) => {
    expect(refusal(text)).toEqual({ status: 400, scimType: "invalidFilter", detail });
  });

  test.each([
    { text: "x".repeat(9000), detail: "At position 8193: a filter has 8192 characters at most, not 9000." },
    {
      text: `${"(".repeat(4000)}title pr${")".repeat(4000)}`,
      detail: "At position 33: parentheses and brackets stand 32 deep at most.",
    },
    { text: `${"not (".repeat(1000)}`, detail: "At position 165: parentheses and brackets stand 32 deep at most." },
    {
      text: `${"(".repeat(31)}emails[(type pr)]${")".repeat(31)}`,
      detail: "At position 39: parentheses and brackets stand 32 deep at most.",
    },
    { text: `${"title pr or ".repeat(200)}nick pr`, detail: "At position 2401: a filter has 200 comparisons at most." },
    {
      text: `${"x".repeat(600)} pr`,
      detail: `At position 1: expected the name of an attribute, found \`${"x".repeat(60)}…\`.`,
    },
  ])("too much: $detail", ({ text, detail }) => {
    expect(refusal(text)).toEqual({ status: 400, scimType: "invalidFilter", detail });
  });

  test("more than the caller allows, and not what is just allowed", () => {
    const options = { maxLength: 24, maxDepth: 2, maxTerms: 2 };
    expect(showFilter(parseFilter("((nick pr or title  pr))", testType, options))).toBe("nick pr or title pr");
    expect(() => parseFilter("((nick pr or title   pr))", testType, options)).toThrow("At position 25: ");
    expect(() => parseFilter("(((nick pr)))", testType, options)).toThrow("At position 3: ");
    expect(() => parseFilter("id pr or id pr or id pr", testType, options)).toThrow("At position 19: ");
  });
});

function refusal(text: string) {
  try {
    parseFilter(text, testType);
  } catch (error) {
    if (!(error instanceof ScimError)) throw error;
    return { status: error.status, scimType: error.scimType, detail: error.message };
  }
  return undefined;
}

describe("between brackets", () => {
  const { attribute } = testPath("emails");

  test("reads a value filter by itself", () => {
    expect(showValueFilter(parseValueFilter('Type eq "work" and not (primary eq true)', attribute))).toBe(
      'type eq "work" and not (primary eq true)',
    );
  });

  test("reads one in the middle of a path, and leaves what follows", () => {
    const tokens = new TokenReader('emails[type eq "a]b"].value');
    tokens.take();
    expect(showValueFilter(parseValueFilterAt(tokens, attribute))).toBe('type eq "a]b"');
    expect(tokens.next).toEqual({ kind: "word", text: ".value", position: 22 });
  });

  test("expects the bracket", () => {
    const tokens = new TokenReader("emails.value");
    expect(() => parseValueFilterAt(tokens, attribute)).toThrow("At position 1: expected `[`, found `emails.value`.");
  });
});

describe("for every filter", () => {
  test("what is shown is read as the same tree", () => {
    fc.assert(
      fc.property(arbitraryFilter, (filter) => {
        expect(parseFilter(showFilter(filter), testType)).toEqual(filter);
      }),
    );
  });

  test("and between brackets", () => {
    const { attribute } = testPath("emails");
    fc.assert(
      fc.property(arbitraryValueFilter(attribute), (filter) => {
        expect(parseValueFilter(showValueFilter(filter), attribute)).toEqual(filter);
      }),
    );
  });

  const pieces = [
    "userName",
    "emails",
    "active",
    "(",
    ")",
    "[",
    "]",
    "not",
    "and",
    "or",
    "eq",
    "pr",
    '"x"',
    "true",
    "1",
    ".value",
  ];
  const soup = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join(" "));

  test.each([
    { name: "any text", texts: fc.string() },
    { name: "any order of tokens", texts: soup },
    { name: "any filter with a piece cut out", texts: fc.tuple(arbitraryFilter, fc.nat(40), fc.nat(10)).map(cut) },
  ])("throws nothing but a ScimError with a position inside the text: $name", ({ texts }) => {
    fc.assert(
      fc.property(texts, (text) => {
        const refused = refusal(text);
        if (refused === undefined) return;
        const position = Number(/^At position (\d+): /.exec(refused.detail)?.[1]);
        expect(refused).toMatchObject({ status: 400, scimType: "invalidFilter" });
        expect(position).toBeGreaterThanOrEqual(1);
        expect(position).toBeLessThanOrEqual(text.length + 1);
      }),
      { numRuns: 500 },
    );
  });
});

function cut([filter, start, length]: readonly [Parameters<typeof showFilter>[0], number, number]): string {
  const text = showFilter(filter);
  return text.slice(0, start) + text.slice(start + length);
}
