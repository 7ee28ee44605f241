import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ExpressionError } from "../expression-error.ts";
import { compareTrees } from "./compare-trees.ts";
import { buildJsonTree, hasKnownTree, type JsonTree, parseJsonTree } from "./json-tree.ts";
import { parseEntra } from "./parse.ts";
import { printEntra } from "./print.ts";

function attribute(name: string) {
  return { type: "Attribute", name, expression: `[${name}]`, parameters: [] };
}

function constant(name: string, expression = JSON.stringify(name)) {
  return { type: "Constant", name, expression, parameters: [] };
}

describe("the tree of an export", () => {
  test("keys its arguments, leaves empty slots out and repeats what repeats", () => {
    const text = 'Switch([IsSoftDeleted], , "False", "True", "True", "False")';
    expect(buildJsonTree(parseEntra(text))).toEqual({
      type: "Function",
      name: "Switch",
      expression: text,
      parameters: [
        { key: "source", value: attribute("IsSoftDeleted") },
        ...["False", "True", "True", "False"].map((name) => ({ key: "switchValue", value: constant(name) })),
      ],
    });
  });

  test("holds numbers as texts", () => {
    expect(buildJsonTree(parseEntra("Mid([userPrincipalName], 1, 8)"))).toEqual({
      type: "Function",
      name: "Mid",
      expression: "Mid([userPrincipalName], 1, 8)",
      parameters: [
        { key: "source", value: attribute("userPrincipalName") },
        { key: "start", value: constant("1") },
        { key: "length", value: constant("8") },
      ],
    });
  });

  test.each<[string, readonly string[]]>([
    ['Replace([preferredLanguage], "-", , , "_", , )', ["source", "Find", "Replacement"]],
    ['Join(" ", [givenName], [surname])', ["separator", "source", "source"]],
    ['FormatDateTime([a], "yyyy", "yy")', ["source", "inputFormat", "outputFormat"]],
    ['FormatDateTime([a], , "yyyy", "yy")', ["source", "inputFormat", "outputFormat"]],
    ["Left([a], 3)", ["String", "NumChars"]],
    ['Nope([a], "b")', ["parameter1", "parameter2"]],
  ])("%s has the keys %j", (text, keys) => {
    expect(buildJsonTree(parseEntra(text)).parameters.map(({ key }) => key)).toEqual(keys);
  });

  test("has no form for a comparison that is known: the text says it", () => {
    const tree = buildJsonTree(parseEntra('IIF([a] = "x", [b], "c")'));
    expect(tree).toEqual({ type: "Function", name: "IIF", expression: 'IIF([a] = "x", [b], "c")', parameters: [] });
    expect(printEntra(parseJsonTree(tree))).toBe('IIF([a] = "x", [b], "c")');
  });

  test.each([
    ["[mail]", true],
    ['Join(" ", [a], StripSpaces([b]))', true],
    ["Left([a], 3)", false],
    ["Join([a], IgnoreAttributeFlow)", false],
  ])("the form of %s is known: %j", (text, known) => {
    expect(hasKnownTree(parseEntra(text))).toBe(known);
  });
});

describe("reads a tree", () => {
  test.each<[string, unknown, string]>([
    ["an attribute", attribute("mail"), "[mail]"],
    ["a constant", constant("Employee"), '"Employee"'],
    ["a constant with quotes, as it is meant", constant('a"b'), String.raw`"a\"b"`],
    ["what has only its text", { type: "Attribute", expression: "[mail]" }, "[mail]"],
    [
      "a function that has only its text",
      { type: "Function", name: "Mid", expression: "Mid([a], 1, 2)" },
      "Mid([a], 1, 2)",
    ],
    [
      "empty slots where keys are missing",
      {
        type: "Function",
        name: "Replace",
        parameters: [
          { key: "source", value: attribute("preferredLanguage") },
          { key: "Find", value: constant("-") },
          { key: "Replacement", value: constant("_") },
        ],
      },
      'Replace([preferredLanguage], "-", , , "_")',
    ],
    [
      "the names of the documentation's pages, whatever their case, in any order",
      {
        type: "Function",
        name: "Replace",
        parameters: [
          { key: "replacementvalue", value: constant("_") },
          { key: "oldValue", value: constant("-") },
          { key: "source", value: attribute("a") },
        ],
      },
      'Replace([a], "-", , , "_")',
    ],
    [
      "keys that are not known, in their order",
      {
        type: "Function",
        name: "Left",
        parameters: [
          { key: "p1", value: attribute("a") },
          { key: "p2", value: constant("3") },
        ],
      },
      'Left([a], "3")',
    ],
    [
      "repeated keys",
      {
        type: "Function",
        name: "Join",
        parameters: [
          { key: "separator", value: constant(" ") },
          ...["a", "b", "c"].map((name) => ({ key: "source", value: attribute(name) })),
        ],
      },
      'Join(" ", [a], [b], [c])',
    ],
    [
      "a bare word",
      {
        type: "Function",
        name: "Coalesce",
        parameters: [
          { key: "source", value: attribute("a") },
          { key: "source", value: constant("IgnoreAttributeFlow", "IgnoreAttributeFlow") },
        ],
      },
      "Coalesce([a], IgnoreAttributeFlow)",
    ],
  ])("%s", (_title, json, printed) => {
    expect(printEntra(parseJsonTree(json))).toBe(printed);
  });

  test.each<[string, unknown, string]>([
    ["nothing", null, "EXPRESSION_BAD_TREE"],
    ["another type", { type: "Macro", name: "x" }, "EXPRESSION_BAD_TREE"],
    ["no name", { type: "Constant" }, "EXPRESSION_BAD_TREE"],
    ["a name that breaks out of its brackets", attribute('a], "b'), "EXPRESSION_UNEXPECTED"],
    ["a name that reaches a prototype", attribute("__proto__"), "EXPRESSION_FORBIDDEN_NAME"],
    [
      "a function's name that is none",
      { type: "Function", name: "a(b", parameters: [{ key: "a", value: null }] },
      "EXPRESSION_BAD_TREE",
    ],
    ["a tree without end", deep(300), "EXPRESSION_TOO_DEEP"],
  ])("refuses %s", (_title, json, code) => {
    expect(codeOf(() => parseJsonTree(json))).toBe(code);
  });

  test("whatever JSON comes, it is read or refused with a code", () => {
    fc.assert(
      fc.property(anyTree, (json) => {
        codeOf(() => parseJsonTree(json));
      }),
    );
  });
});

function deep(depth: number): unknown {
  let tree: unknown = attribute("a");
  for (let level = 0; level < depth; level += 1)
    tree = { type: "Function", name: "ToLower", parameters: [{ key: "source", value: tree }] };
  return tree;
}

const anyTree: fc.Arbitrary<unknown> = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    fc.jsonValue(),
    fc.record(
      {
        type: fc.constantFrom("Attribute", "Constant", "Function"),
        name: fc.oneof(fc.constantFrom("Switch", "Join", "Replace", "mail"), fc.string()),
        expression: fc.oneof(fc.constantFrom("[a]", "IgnoreAttributeFlow", "Now()"), fc.string()),
        parameters: fc.array(
          fc.record({ key: fc.constantFrom("source", "switchValue", "Find", "x"), value: tie("node") }),
          { maxLength: 4 },
        ),
      },
      { requiredKeys: ["type"] },
    ),
  ),
})).node;

function codeOf(run: () => void): string | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    if (error instanceof ExpressionError) return error.code;
    throw error;
  }
}

describe("text and tree compared", () => {
  function compare(text: string, other: string) {
    return compareTrees(parseEntra(text), parseEntra(other));
  }

  test.each([
    ["Mid([a], 1, 8)", 'Mid([a], "1", "8")'],
    ["BitAnd(&HF, [a])", 'BitAnd("15", [a])'],
    ["BitAnd(&HF, [a])", 'BitAnd("&HF", [a])'],
    ['Replace([a], "-", , , "_", , )', 'Replace([a],"-",,,"_")'],
    ['FormatDateTime([a], "yyyy", "yy")', 'FormatDateTime([a], , "yyyy", "yy")'],
    ["tolower([a])", "ToLower([a])"],
    ["Coalesce([a], IgnoreAttributeFlow)", 'Coalesce([a], "IgnoreAttributeFlow")'],
    [String.raw`Split([a], "\d")`, String.raw`Split([a], "\\d")`],
  ])("%s is %s", (text, other) => {
    expect(compare(text, other)).toEqual([]);
  });

  test.each([
    ["[a]", "[b]", [{ path: "", left: "[a]", right: "[b]" }]],
    ["[a]", '"a"', [{ path: "", left: "[a]", right: '"a"' }]],
    [
      'Join(" ", [a], ToLower([b]))',
      'Join(" ", [a], ToLower([c]), [d])',
      [
        { path: "Join › source (3) › ToLower › source (1)", left: "[b]", right: "[c]" },
        { path: "Join › source (4)", right: "[d]" },
      ],
    ],
    ["Switch([a], , 1, 2)", "Switch([a], 0, 1, 2)", [{ path: "Switch › defaultValue (2)", right: "0" }]],
    [
      'IIF([a] = "x", 1, 2)',
      'IIF([a] = "y", 1, 2)',
      [{ path: "IIF › condition (1) › right side", left: '"x"', right: '"y"' }],
    ],
    [
      'IIF([a] = "x", 1, 2)',
      'IIF([a] <> "x", 1, 2)',
      [{ path: "IIF › condition (1)", left: '[a] = "x"', right: '[a] <> "x"' }],
    ],
  ])("%s is not %s", (text, other, differences) => {
    expect(compare(text, other)).toEqual(differences);
  });

  test("a tree that was built says what its text says", () => {
    const texts = [
      'Switch([IsSoftDeleted], , "False", "True", "True", "False")',
      'Replace([telephoneNumber], , "\\\\+(?<a>\\\\d)", "a" , , [mobile], )',
      'IIF(DateDiff("d", Now(), CDate([d])) > 5, [a], IgnoreAttributeFlow)',
      'SelectUniqueValue([a], Join(".", [b], [c]), [d])',
      "BitAnd(&HF, 9223372036854775807)",
      'Coalesce([emails[type eq "work"].value], -1)',
    ];
    for (const text of texts) {
      const node = parseEntra(text);
      const tree: JsonTree = buildJsonTree(node);
      expect(compareTrees(node, parseJsonTree(JSON.parse(JSON.stringify(tree))))).toEqual([]);
    }
  });
});
