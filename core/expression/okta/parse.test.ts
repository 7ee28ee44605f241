import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Dialect } from "../dialect.ts";
import { ExpressionError } from "../expression-error.ts";
import type { EvaluationInput } from "../input.ts";
import { DEEPEST, LONGEST, type Node } from "../tree.ts";
import { oktaClassic } from "./classic.ts";
import { oktaIdentityEngine } from "./identity-engine.ts";
import { oktaTemplate } from "./template.ts";
import { ADA, evaluate } from "./test-world.ts";

/** A tree without its places. */
function shapeOf(node: Node): unknown {
  return JSON.parse(
    JSON.stringify(node, (key, value) => (["from", "to", "nameSpan"].includes(key) ? undefined : value)),
  );
}

function problemOf(dialect: Dialect, text: string): ExpressionError {
  try {
    dialect.parse(text);
  } catch (error) {
    if (error instanceof ExpressionError) return error;
    throw error;
  }
  throw new Error(`This was read: ${text.slice(0, 100)}`);
}

describe("an expression of Okta", () => {
  it.each([
    ["a + b + c", "a + b + c"],
    ["a + (b + c)", "a + (b + c)"],
    ["((a)) * (b + c)", "a * (b + c)"],
    ["a AND b or !c", "a AND b or !c"],
    ["!(a == b)", "!(a == b)"],
    ["(a ? b : c) ? d : e", "(a ? b : c) ? d : e"],
    ["a ? b ? c : d : e", "a ? b ? c : d : e"],
    ["(a ?: b) + c", "(a ?: b) + c"],
    ["- -a", "- -a"],
    ["not  not a", "not not a"],
    ["(-1).x", "(-1).x"],
    ["-1.5.toInteger( )", "-1.5.toInteger()"],
    ["(a < b) == (c < d)", "(a < b) == (c < d)"],
    ["{ 'a' : {1,2}, b:{:} }", "{'a': {1, 2}, b: {:}}"],
    ["{(a ? b : c): d}", "{(a ? b : c): d}"],
    ["user.getGroups( ).![ profile.name ][0]", "user.getGroups().![profile.name][0]"],
    ["String.len( 'a' )", "String.len('a')"],
    ["a\n  .b", "a.b"],
  ])("is written with the parentheses that it needs: %s", (text, printed) => {
    expect(oktaClassic.print(oktaClassic.parse(text))).toBe(printed);
    expect(shapeOf(oktaClassic.parse(printed))).toEqual(shapeOf(oktaClassic.parse(text)));
  });

  it("knows its place in the text", () => {
    const tree = oktaClassic.parse("1 + (a.b + 'c').d");
    expect(tree).toMatchObject({ from: 0, to: 17, right: { from: 4, to: 17, nameSpan: { from: 16, to: 17 } } });
  });

  it.each([
    ["user.a = 'b'", "EXPRESSION_FORBIDDEN_CONSTRUCT", "column 8", "assignment"],
    ["T(java.lang.Runtime)", "EXPRESSION_FORBIDDEN_CONSTRUCT", "column 1", "type references"],
    ["a ==\n #b", "EXPRESSION_FORBIDDEN_CONSTRUCT", "line 2, column 2", "variable"],
    ["String.len(", "EXPRESSION_INCOMPLETE", "column 12", "expected a value"],
    ["f(a b)", "EXPRESSION_UNEXPECTED", "column 5", "expected `,` or `)`"],
    ["1 < 2 < 3", "EXPRESSION_UNEXPECTED", "column 7", "parentheses"],
    ["and b", "EXPRESSION_UNEXPECTED", "column 1", "is an operator"],
    ["f(a,)", "EXPRESSION_UNEXPECTED", "column 5", "expected a value"],
    ['"a\\"b"', "EXPRESSION_UNCLOSED", "column 6", "missing at its end. A backslash does not escape"],
    ["'a\\'b'", "EXPRESSION_UNCLOSED", "column 6", "missing at its end. A backslash does not escape"],
    ["  ", "EXPRESSION_EMPTY", "column 1", "no expression"],
    ["a.constructor", "EXPRESSION_FORBIDDEN_NAME", "column 3", "cannot be used"],
    ["ä", "EXPRESSION_UNREADABLE", "column 1", "no meaning"],
  ])("is refused with its place: %s", (text, code, path, words) => {
    const problem = problemOf(oktaClassic, text);
    expect(problem).toMatchObject({ code, place: { path } });
    expect(problem.message).toContain(words);
  });

  it.each([
    ["brackets", "(".repeat(200)],
    ["calls", "String.len(".repeat(200)],
    ["branches", "a ? 1 : ".repeat(200)],
    ["minus signs", "- ".repeat(200)],
    ["lists", "{".repeat(200)],
    ["operators in a row", `1${" + 1".repeat(2000)}`],
    ["members in a row", `a${".a".repeat(2000)}`],
  ])("may not nest too deep: %s", (_, text) => {
    expect(problemOf(oktaClassic, text)).toMatchObject({ code: "EXPRESSION_TOO_DEEP" });
  });

  it("may nest as deep as the limit says", () => {
    const text = `${"(".repeat(DEEPEST)}1${")".repeat(DEEPEST)}`;
    expect(evaluate(oktaClassic, text)).toMatchObject({ value: 1 });
    expect(evaluate(oktaClassic, `1${" + 1".repeat(399)}`)).toMatchObject({ value: 400 });
  });

  it.each([oktaClassic, oktaIdentityEngine, oktaTemplate])("may have 10,000 characters: $name", (dialect) => {
    expect(problemOf(dialect, "a".repeat(LONGEST + 1))).toMatchObject({ code: "EXPRESSION_TOO_LONG" });
    expect(dialect.parse("a".repeat(LONGEST))).toBeDefined();
  });

  it("refuses calls in templates that nest too deep", () => {
    expect(problemOf(oktaTemplate, `\${${"fn:a(".repeat(200)}`)).toMatchObject({ code: "EXPRESSION_TOO_DEEP" });
  });
});

const name = fc.constantFrom("user", "source", "appuser", "firstName", "x", "toString", "T", "news");
const text = fc.constantFrom("''", "'a'", '"it""s"', "'(?i)a+'", "'yyyy'", "'1'", "'group.name'");
const functionName = fc.constantFrom(
  ...oktaClassic.functions.map((each) => each.name),
  ...oktaIdentityEngine.functions.map((each) => each.name),
);
const operator = fc.constantFrom("+", "-", "*", "/", "%", "==", "!=", "<", ">=", "AND", "or", "||", "matches", "lt");

/** Expressions as somebody might write them. */
const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4, depthIdentifier: "expression" },
    fc.oneof(name, text, fc.constantFrom("1", "2.5", "true", "null", "{}", "{:}")),
    fc.tuple(name, name).map(([of, member]) => `${of}.${member}`),
    fc.tuple(tie("expression"), operator, tie("expression")).map(([a, b, c]) => `(${a}) ${b} (${c})`),
    fc
      .tuple(functionName, fc.array(tie("expression"), { maxLength: 4 }))
      .map(([f, args]) => `${f}(${args.join(", ")})`),
    fc
      .tuple(tie("expression"), functionName, fc.array(tie("expression"), { maxLength: 2 }))
      .map(([of, f, args]) => `(${of}).${f.split(".").at(-1)}(${args.join(", ")})`),
    fc.tuple(tie("expression"), tie("expression"), tie("expression")).map(([a, b, c]) => `(${a}) ? ${b} : ${c}`),
    fc.tuple(tie("expression"), tie("expression")).map(([a, b]) => `(${a}) ?: ${b}`),
    fc.tuple(tie("expression"), tie("expression")).map(([a, b]) => `(${a})[${b}]`),
    fc.tuple(tie("expression"), tie("expression")).map(([a, b]) => `(${a}).![${b}]`),
    fc.array(tie("expression"), { maxLength: 3 }).map((items) => `{${items.join(", ")}}`),
    fc.tuple(text, tie("expression")).map(([key, value]) => `{${key}: ${value}}`),
    tie("expression").map((of) => `!(${of})`),
    tie("expression").map((of) => `- (${of})`),
  ),
}));

/** People of all kinds: whatever attribute is asked for has this value. */
const value = fc.oneof(
  fc.constantFrom(undefined, null, "", "a", "a, b", "1", 0, 1.5, true),
  fc.array(fc.constantFrom("a", 1, false), { maxLength: 3 }),
);

const template = fc
  .array(
    fc.oneof(
      fc.string(),
      name.map((each) => `\${source.${each}}`),
      name.map((each) => `\${fn:toLowerCase(user.${each})}`),
    ),
  )
  .map((parts) => parts.join(""));

const LANGUAGES: readonly Dialect[] = [oktaClassic, oktaIdentityEngine];

describe.each(LANGUAGES)("whatever is written in $name", (dialect) => {
  it("is read or refused, and never crashes", () => {
    const pieces = fc.constantFrom(
      ..."'\"(){}[].,?:!=<>+-*/#@&T".split(""),
      "user",
      "a",
      "1",
      "![",
      "?:",
      "new ",
      " and ",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces).map((each) => each.join("")),
        ),
        (written) => {
          try {
            dialect.check(dialect.parse(written), { place: "mapping", attributes: [], roots: [] });
          } catch (error) {
            expect(error).toBeInstanceOf(ExpressionError);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("is the same when it is printed and read again", () => {
    fc.assert(
      fc.property(expression, (written) => {
        const tree = dialect.parse(written);
        const printed = dialect.print(tree);
        expect(shapeOf(dialect.parse(printed))).toEqual(shapeOf(tree));
        expect(dialect.print(dialect.parse(printed))).toBe(printed);
      }),
      { numRuns: 1000 },
    );
  });

  it("ends with a value or an error for anybody, with a log or without", () => {
    fc.assert(
      fc.property(expression, value, fc.boolean(), (written, given, log) => {
        const input: EvaluationInput = { ...ADA, attribute: () => given };
        const outcome = evaluate(dialect, written, input, {}, log);
        expect(["value", "error"]).toContain(outcome.outcome);
        const bare: EvaluationInput = { attribute: () => given, now: 0 };
        expect(["value", "error"]).toContain(evaluate(dialect, written, bare).outcome);
      }),
      { numRuns: 2000 },
    );
  });

  it("can be checked in every place", () => {
    const place = fc.constantFrom("mapping" as const, "claim" as const, "groupRule" as const, "userName" as const);
    fc.assert(
      fc.property(expression, place, (written, where) => {
        for (const { from, to, message } of dialect.check(dialect.parse(written), { place: where })) {
          expect(from).toBeLessThanOrEqual(to);
          expect(message).toMatch(/[.?]$/);
        }
      }),
    );
  });
});

describe("whatever is written in a template", () => {
  it("is read or refused, and the same when it is printed and read again", () => {
    fc.assert(
      fc.property(template, (written) => {
        try {
          const tree = oktaTemplate.parse(written);
          expect(shapeOf(oktaTemplate.parse(oktaTemplate.print(tree)))).toEqual(shapeOf(tree));
          evaluate(oktaTemplate, written);
        } catch (error) {
          expect(error).toBeInstanceOf(ExpressionError);
        }
      }),
    );
  });

  it("keeps what stands around the values", () => {
    fc.assert(
      fc.property(fc.string(), (around) => {
        fc.pre(!around.includes(`\${`));
        expect(evaluate(oktaTemplate, `${around}\${source.firstName}`)).toMatchObject({ value: `${around}Ada` });
      }),
    );
  });
});
