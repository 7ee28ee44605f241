import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createSeededRandom } from "../../random.ts";
import { ExpressionError } from "../expression-error.ts";
import type { Argument, Node } from "../tree.ts";
import { entra } from "./entra.ts";
import { parseEntra } from "./parse.ts";
import { printEntra } from "./print.ts";
import { ENTRA_FUNCTIONS } from "./signatures.ts";
import { writeTextToken } from "./tokens.ts";

/** A tree in short: `F([a], , "x")`, whatever the spans. */
function shape(node: Argument): unknown {
  switch (node.kind) {
    case "notGiven":
      return "—";
    case "literal":
      return { literal: node.value };
    case "reference":
      return { attribute: node.name };
    case "keyword":
      return { word: node.name };
    case "operation":
      return [shape(node.left), node.operator, shape(node.right)];
    case "call":
      return { [node.name]: node.args.map(shape) };
    default:
      return node.kind;
  }
}

describe("reads", () => {
  test.each<[string, unknown]>([
    ["[mail]", { attribute: "mail" }],
    ['"a text"', { literal: "a text" }],
    ["-12", { literal: -12 }],
    ["&HF7", { literal: 247 }],
    ["IgnoreAttributeFlow", { word: "IgnoreAttributeFlow" }],
    ["Now()", { Now: [] }],
    ["Now( )", { Now: [] }],
    ["ToLower([a], )", { ToLower: [{ attribute: "a" }, "—"] }],
    ["F(,)", { F: ["—", "—"] }],
    [
      'Replace([t],"a", , ,"b", , )',
      { Replace: [{ attribute: "t" }, { literal: "a" }, "—", "—", { literal: "b" }, "—", "—"] },
    ],
    ['Append ("SMTP:",\r\n\t[mail])', { Append: [{ literal: "SMTP:" }, { attribute: "mail" }] }],
    ['[emails[type eq "work"].value]', { attribute: 'emails[type eq "work"].value' }],
    ['[a["]"].b]', { attribute: 'a["]"].b' }],
    [
      "[urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department]",
      { attribute: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department" },
    ],
    [String.raw`"say \"hi\" \\ twice"`, { literal: String.raw`say "hi" \ twice` }],
    [String.raw`"\d+\+"`, { literal: String.raw`\d+\+` }],
    ['IIF([a]="x",1,2)', { IIF: [[{ attribute: "a" }, "=", { literal: "x" }], { literal: 1 }, { literal: 2 }] }],
    ["CBool([a]<>[b])", { CBool: [[{ attribute: "a" }, "<>", { attribute: "b" }]] }],
    ["iif([a]>=-1,1,2)", { iif: [[{ attribute: "a" }, ">=", { literal: -1 }], { literal: 1 }, { literal: 2 }] }],
    ["\u00a0ToLower(\u200b[a])", { ToLower: [{ attribute: "a" }] }],
  ])("%s", (text, expected) => {
    expect(shape(parseEntra(text))).toEqual(expected);
  });

  test("where each part stands", () => {
    const node = parseEntra('Append([mail], "x")');
    expect(node).toMatchObject({
      from: 0,
      to: 19,
      nameSpan: { from: 0, to: 6 },
      args: [
        { from: 7, to: 13 },
        { from: 15, to: 18 },
      ],
    });
  });
});

function nested(depth: number): string {
  return `${"ToLower(".repeat(depth)}[a]${")".repeat(depth)}`;
}

describe("refuses", () => {
  test.each<[string, string, number, RegExp]>([
    ["", "EXPRESSION_EMPTY", 0, /no expression/],
    ["  ", "EXPRESSION_EMPTY", 2, /no expression/],
    ['Append([mail], "x"', "EXPRESSION_UNCLOSED", 6, /parenthesis of `Append`/],
    ["[mail", "EXPRESSION_UNCLOSED", 0, /`\[`/],
    ['[a["b]', "EXPRESSION_UNCLOSED", 0, /within the attribute's name/],
    ['Append("a', "EXPRESSION_UNCLOSED", 7, /text that begins here/],
    [String.raw`"a\"`, "EXPRESSION_UNCLOSED", 0, /text that begins here/],
    ["[]", "EXPRESSION_NO_ATTRIBUTE", 0, /`\[mail\]`/],
    ["[__proto__]", "EXPRESSION_FORBIDDEN_NAME", 0, /__proto__/],
    ["mail", "EXPRESSION_UNKNOWN_WORD", 0, /`\[mail\]`/],
    ["ToLower", "EXPRESSION_UNKNOWN_WORD", 0, /arguments stand in parentheses/],
    ["IgnoreAtributeFlow", "EXPRESSION_UNKNOWN_WORD", 0, /did you mean `IgnoreAttributeFlow`/],
    ["[a]=[b]", "EXPRESSION_UNEXPECTED", 3, /the end of the expression/],
    ['ToLower([a]="b")', "EXPRESSION_NO_COMPARISON_HERE", 11, /condition of `IIF`/],
    ['IIF([a]="b",[a]="c",1)', "EXPRESSION_NO_COMPARISON_HERE", 15, /condition of `IIF`/],
    ["IIF([a]=[b]=[c],1,2)", "EXPRESSION_UNEXPECTED", 11, /`,` or `\)`/],
    ["IIF([a]=,1,2)", "EXPRESSION_UNEXPECTED", 8, /a function/],
    ['"a" + "b"', "EXPRESSION_UNREADABLE", 4, /no operator `\+`/],
    ["ToLower(“a”)", "EXPRESSION_UNREADABLE", 8, /straight double quotes/],
    ["ToLower('a')", "EXPRESSION_UNREADABLE", 8, /straight double quotes/],
    ["ToLower([a]))", "EXPRESSION_UNEXPECTED", 12, /the end of the expression/],
    ["a]", "EXPRESSION_UNKNOWN_WORD", 0, /`\[a\]`/],
    ["[a]]", "EXPRESSION_UNREADABLE", 3, /closes nothing/],
    ["F([a] [b])", "EXPRESSION_UNEXPECTED", 6, /`,` or `\)`/],
    ["F(", "EXPRESSION_UNCLOSED", 1, /parenthesis of `F`/],
    ["Mid([a],1.5,2)", "EXPRESSION_UNREADABLE", 9, /`\.` has no meaning/],
    [`F(${"9".repeat(400)})`, "EXPRESSION_NUMBER_TOO_LARGE", 2, /too large/],
    [nested(200), "EXPRESSION_TOO_DEEP", 800, /100 deep at most/],
    [`"${"a".repeat(9_999)}"`, "EXPRESSION_TOO_LONG", 10_000, /10000 characters at most; this one has 10001/],
  ])("%.40s", (text, code, from, message) => {
    const error = failureOf(text);
    expect({ code: error.code, from: error.span.from }).toEqual({ code, from });
    expect(error.message).toMatch(message);
  });

  test("with the place as a person counts it", () => {
    expect(failureOf("Append(\n  [a],\n  +)").place.path).toBe("line 3, column 3");
  });

  test("but takes what is just within the limits", () => {
    expect(parseEntra(nested(100)).kind).toBe("call");
    expect(parseEntra(`"${"a".repeat(9_998)}"`).kind).toBe("literal");
  });
});

function failureOf(text: string): ExpressionError {
  try {
    parseEntra(text);
  } catch (error) {
    if (error instanceof ExpressionError) return error;
    throw error;
  }
  throw new Error(`It was read: ${text}`);
}

describe("prints", () => {
  test.each([
    ['Replace( [mail] ,"@contoso.com",,,"",,)', 'Replace([mail], "@contoso.com", , , "", , )'],
    ['IIF([a]="x",&HF7,-3)', 'IIF([a] = "x", &HF7, -3)'],
    [String.raw`Split("\d \"", "\\")`, String.raw`Split("\d \"", "\\")`],
    ["Now( )", "Now()"],
    ["switch([a],,1,2)", "switch([a], , 1, 2)"],
  ])("%s", (text, printed) => {
    expect(printEntra(parseEntra(text))).toBe(printed);
  });

  test("refuses what the language does not have", () => {
    const node: Node = { kind: "list", items: [], from: 0, to: 0 };
    expect(() => printEntra(node)).toThrow("Entra's expressions have no list.");
  });
});

const NOWHERE = { from: 0, to: 0 };

/** Trees as the parser gives them, spans aside. */
const trees = fc.letrec<{ node: Node; leaf: Node; slot: Argument; condition: Node }>((tie) => ({
  leaf: fc.oneof(
    fc
      .string({ unit: "binary", maxLength: 8 })
      .map((value): Node => ({ kind: "literal", value, raw: writeTextToken(value), ...NOWHERE })),
    fc.integer().map((value): Node => ({ kind: "literal", value, raw: String(value), ...NOWHERE })),
    fc.nat().map((value): Node => ({ kind: "literal", value, raw: `&H${value.toString(16)}`, ...NOWHERE })),
    fc
      .constantFrom("mail", "a b", 'emails[type eq "work"].value', "urn:x:User:y", '["]"]', "ü")
      .map((name): Node => ({ kind: "reference", name, ...NOWHERE })),
    fc
      .constantFrom("IgnoreAttributeFlow", "ignoreobjectflow", "vbTextCompare")
      .map((name): Node => ({ kind: "keyword", name, ...NOWHERE })),
  ),
  slot: fc.oneof({ maxDepth: 4 }, tie("leaf"), tie("node"), fc.constant<Argument>({ kind: "notGiven", ...NOWHERE })),
  condition: fc
    .tuple(tie("leaf"), fc.constantFrom("=" as const, "<>" as const, "<" as const, ">=" as const), tie("leaf"))
    .map(
      ([left, operator, right]): Node => ({ kind: "operation", operator, written: operator, left, right, ...NOWHERE }),
    ),
  node: fc.oneof(
    { maxDepth: 4 },
    tie("leaf"),
    fc
      .tuple(
        fc.constantFrom(...ENTRA_FUNCTIONS.map(({ name }) => name), "iif", "Nope"),
        fc.array(tie("slot"), { maxLength: 5 }),
      )
      .map(([name, args]) => call(name, args)),
    fc.tuple(tie("condition"), tie("slot")).map(([condition, slot]) => call("IIF", [condition, slot])),
  ),
}));

/** A lone empty slot is no slot. */
function call(name: string, args: readonly Argument[]): Node {
  const none = args.length === 1 && args[0]?.kind === "notGiven";
  return { kind: "call", name, nameSpan: NOWHERE, args: none ? [] : args, ...NOWHERE };
}

function withoutSpans(node: unknown): unknown {
  return JSON.parse(JSON.stringify(node), (key, value) =>
    ["from", "to", "nameSpan"].includes(key) ? undefined : value,
  );
}

/** What expressions are made of, in any order. */
const soup = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "(",
        ")",
        ",",
        "[",
        "]",
        '"',
        "\\",
        "=",
        "<>",
        "-",
        "&H",
        "1",
        "mail",
        " ",
        "\n",
        "IIF(",
        "Now()",
        "“",
      ),
      fc.constantFrom(
        ...ENTRA_FUNCTIONS.map(({ name }) => `${name}(`),
        "[mail]",
        '"a"',
        '"\\d(a+)+"',
        '"yyyy"',
        '"d"',
        "3",
      ),
      fc.string({ unit: "binary", maxLength: 3 }),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(""));

const person: Readonly<Record<string, string | number | boolean | null | readonly string[]>> = {
  mail: "a@b.c",
  "a b": 3,
  ü: ["x", "y"],
  "urn:x:User:y": null,
};

describe("whatever comes", () => {
  test("a text is read or refused with a code; what is read can be checked, printed, and evaluated or refused", () => {
    fc.assert(
      fc.property(fc.oneof(soup, fc.string({ unit: "binary" })), (text) => {
        onlyExpressionErrors(() => useEverywhere(parseEntra(text)));
      }),
      { numRuns: 2000 },
    );
  });

  test("a tree that was printed is read as the same tree", () => {
    fc.assert(
      fc.property(trees.node, (node) => {
        expect(withoutSpans(parseEntra(printEntra(node)))).toEqual(withoutSpans(node));
      }),
      { numRuns: 500 },
    );
  });

  test("a tree can be checked, and evaluated or refused", () => {
    fc.assert(
      fc.property(trees.node, (node) => onlyExpressionErrors(() => useEverywhere(node))),
      { numRuns: 1000 },
    );
  });
});

function useEverywhere(node: Node): void {
  entra.check(node, { place: "mapping", attributes: ["mail"], targetHoldsMany: false });
  entra.print(node);
  const run = entra.compile(node, { log: false, settings: { entraSwitchDelta: true } });
  const value = run({
    input: {
      attribute: (name) => person[name],
      now: 0,
      random: createSeededRandom("soup"),
      isTaken: (value) => value.length > 3,
      changed: new Set(["mail"]),
      appRoles: [],
      root: () => undefined,
    },
    effects: [],
    log: undefined,
  });
  entra.toText(value);
}

function onlyExpressionErrors(run: () => void): void {
  try {
    run();
  } catch (error) {
    if (error instanceof Error && (error instanceof ExpressionError || error.name === "NotKnown")) return;
    throw error;
  }
}
