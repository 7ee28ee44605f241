import { describe, expect, test } from "vitest";
import type { CheckContext, Finding } from "../dialect.ts";
import { entra } from "./entra.ts";
import { ENTRA_FUNCTIONS } from "./signatures.ts";
import { UNDOCUMENTED } from "./undocumented.ts";

const MAPPING: CheckContext = { place: "mapping" };

function check(text: string, context: CheckContext = MAPPING): readonly Finding[] {
  return entra.check(entra.parse(text), context);
}

/** Findings in short: severity, code and the text they are about. What is only not documented is left out. */
function inShort(text: string, context?: CheckContext): readonly string[] {
  return check(text, context)
    .filter(({ code }) => code !== "EXPRESSION_NOT_DOCUMENTED")
    .map(({ severity, code, from, to }) => `${severity} ${code} ${text.slice(from, to)}`);
}

interface Row {
  readonly text: string;
  readonly found: readonly string[];
  readonly context?: CheckContext;
}

const ROLES = "[appRoleAssignments]";

const ROWS: readonly Row[] = [
  // Names.
  { text: "ToLowr([mail])", found: ["error EXPRESSION_UNKNOWN_FUNCTION ToLowr"] },
  { text: "IFF([a]=1,2,3)", found: ["error EXPRESSION_UNKNOWN_FUNCTION IFF"] },
  { text: "String.toUpperCase([a])", found: ["error EXPRESSION_UNKNOWN_FUNCTION String.toUpperCase"] },
  { text: "tolower([mail])", found: ["warning EXPRESSION_WRONG_CASE tolower"] },
  { text: "Prepend([a],[b])", found: ["info EXPRESSION_LEGACY_FUNCTION Prepend"] },
  { text: "Coalesce([a],ignoreattributeflow)", found: ["warning EXPRESSION_WRONG_CASE ignoreattributeflow"] },
  {
    text: "Append([mial],[mail])",
    found: ["error EXPRESSION_UNKNOWN_ATTRIBUTE [mial]"],
    context: { place: "mapping", attributes: ["mail"] },
  },
  {
    text: `Not([IsSoftDeleted])`,
    found: [],
    context: { place: "mapping", attributes: ["mail"] },
  },
  { text: "ToLower([userType])", found: ["warning EXPRESSION_NOT_A_SOURCE [userType]"] },
  // Slots and types.
  { text: "Append([a])", found: ["error EXPRESSION_WRONG_ARITY Append([a])"] },
  { text: "ToLower([a], )", found: [] },
  { text: "Mid([a], ,2)", found: ["warning EXPRESSION_EMPTY_SLOT "] },
  { text: 'FormatDateTime([a],"yyyy","yy")', found: [] },
  { text: 'FormatDateTime([a],"dd.MM.yy","yyyy")', found: ['info EXPRESSION_TWO_DIGIT_YEAR "dd.MM.yy"'] },
  { text: 'FormatDateTime([a],"yyyy")', found: ['error EXPRESSION_WRONG_ARITY FormatDateTime([a],"yyyy")'] },
  { text: 'Replace([a],"x", , ,"y", , )', found: [] },
  { text: 'Replace([a],"x", , ,"y")', found: ['info EXPRESSION_REPLACE_COMMAS Replace([a],"x", , ,"y")'] },
  { text: 'Replace([a],"x", , , , , )', found: ['error EXPRESSION_REPLACE_SLOTS Replace([a],"x", , , , , )'] },
  {
    text: 'Replace([a],"x","y", ,"z", , )',
    found: ['warning EXPRESSION_REPLACE_SLOTS Replace([a],"x","y", ,"z", , )'],
  },
  { text: 'Left([a],"three")', found: ['error EXPRESSION_TYPE_CLASH "three"'] },
  { text: 'Left([a],"3")', found: [] },
  { text: 'DateAdd("d",IsNull([a]),Now())', found: ["error EXPRESSION_TYPE_CLASH IsNull([a])"] },
  { text: 'ToLower(Split([a],","))', found: ['error EXPRESSION_TYPE_CLASH Split([a],",")'] },
  { text: 'Count("a")', found: ['error EXPRESSION_TYPE_CLASH "a"'] },
  { text: 'CDate("tomorrow")', found: ['error EXPRESSION_NOT_A_DATE "tomorrow"'] },
  { text: 'CDate("31.05.2024")', found: ['error EXPRESSION_NOT_A_DATE "31.05.2024"'] },
  { text: 'CDate("5/31/24")', found: ['error EXPRESSION_NOT_A_DATE "5/31/24"'] },
  { text: 'CDate("May 31, 2024 8:00 AM -07:00")', found: [] },
  { text: 'NumFromDate("never")', found: ['error EXPRESSION_NOT_A_DATE "never"'] },
  { text: 'DateAdd("d",1,"soon")', found: ['error EXPRESSION_NOT_A_DATE "soon"'] },
  { text: 'DateDiff("d","soon",Now())', found: ['error EXPRESSION_NOT_A_DATE "soon"'] },
  { text: 'FormatDateTime([a], ,"q","yyyy")', found: ['error EXPRESSION_DATE_FORMAT "q"'] },
  { text: 'FormatDateTime([a], ,"o","U")', found: [] },
  { text: 'FormatDateTime([a], ,"yyyy-MM-dd","YYYY-MM-DD")', found: ['warning EXPRESSION_DATE_LETTERS "YYYY-MM-DD"'] },
  { text: 'FormatDateTime([a], ,"yyyy-MM-dd","dd \'YYYY\'")', found: [] },
  { text: "DateFromNum(129699324000000000)", found: [] },
  { text: 'DateFromNum("129699324000000000")', found: [] },
  // Constants.
  { text: 'Replace([a], ,"(", ,"x", , )', found: ['error EXPRESSION_PATTERN "("'] },
  { text: 'Replace([a], ,"(?<n>b)","m","x", , )', found: ['error EXPRESSION_UNKNOWN_GROUP "m"'] },
  { text: 'FormatDateTime([a], ,"yyyy\'","yyyy")', found: ['error EXPRESSION_DATE_FORMAT "yyyy\'"'] },
  { text: 'FormatDateTime([a],"Often","yyyy","yy")', found: ['error EXPRESSION_UNKNOWN_STYLE "Often"'] },
  { text: 'DateDiff("days",[a],[b])', found: ['error EXPRESSION_UNKNOWN_INTERVAL "days"'] },
  { text: 'ToUpper([a],"Turkish!")', found: ['error EXPRESSION_UNKNOWN_CULTURE "Turkish!"'] },
  { text: "Mid([a],0,2)", found: ["error EXPRESSION_OUT_OF_RANGE 0"] },
  { text: "Item([a],0)", found: ["error EXPRESSION_OUT_OF_RANGE 0"] },
  { text: "RandomString(300,1,1,1,1)", found: ["error EXPRESSION_OUT_OF_RANGE RandomString(300,1,1,1,1)"] },
  // What may not stand everywhere.
  { text: "SelectUniqueValue([a],[b])", found: ["info EXPRESSION_UNIQUE_AT_CREATION SelectUniqueValue"] },
  { text: "ToLower(SelectUniqueValue([a],[b]))", found: ["error EXPRESSION_WRONG_CONTEXT SelectUniqueValue"] },
  {
    text: "SelectUniqueValue([a],[b])",
    found: ["error EXPRESSION_WRONG_CONTEXT SelectUniqueValue"],
    context: { place: "matching" },
  },
  { text: "Coalesce([a],IgnoreObjectFlow)", found: ["error EXPRESSION_WRONG_CONTEXT IgnoreObjectFlow"] },
  { text: "Coalesce([a],IgnoreObjectFlow)", found: [], context: { place: "objectFilter" } },
  { text: "Append([a],IgnoreAttributeFlow)", found: ["error EXPRESSION_WRONG_CONTEXT IgnoreAttributeFlow"] },
  {
    text: "ToLower(IgnoreFlowIfNullOrEmpty([a]))",
    found: ["error EXPRESSION_WRONG_CONTEXT IgnoreFlowIfNullOrEmpty([a])"],
  },
  { text: "Append([a],vbTextCompare)", found: ["error EXPRESSION_WRONG_CONTEXT vbTextCompare"] },
  { text: 'InStr([a],"b",1,vbTextCompare)', found: [] },
  { text: "Guid()", found: ["warning EXPRESSION_WRONG_CONTEXT Guid()"], context: { place: "matching" } },
  { text: `SingleAppRoleAssignment(${ROLES})`, found: ["info EXPRESSION_ROLES_SCOPE SingleAppRoleAssignment"] },
  { text: "AppRoleAssignmentsComplex([roles])", found: ["error EXPRESSION_TYPE_CLASH [roles]"] },
  { text: "[mail]", found: ["info EXPRESSION_NO_CALL [mail]"] },
  { text: "[mail]", found: [], context: { place: "matching" } },
  {
    text: 'Coalesce([a],Split([b],","))',
    found: ['error EXPRESSION_MANY_VALUES Split([b],",")'],
    context: { place: "mapping", targetHoldsMany: false },
  },
  {
    text: 'Join(";",Split([b],","))',
    found: [],
    context: { place: "mapping", targetHoldsMany: false },
  },
  // Branches that are never taken.
  { text: 'IIF("a"="b",[a],[b])', found: ['warning EXPRESSION_UNREACHABLE "a"="b"'] },
  {
    text: 'Switch([a],"d","k",1,"k",2)',
    found: ["info EXPRESSION_SWITCH_DELTA Switch", 'warning EXPRESSION_UNREACHABLE "k"'],
  },
  { text: 'Switch("k","d","k",1)', found: ['warning EXPRESSION_UNREACHABLE "k"'] },
  { text: 'Coalesce([a],"x",[b])', found: ["warning EXPRESSION_UNREACHABLE [b]"] },
  { text: 'Coalesce([a],[b],"x")', found: [] },
  // What Microsoft documents.
  { text: 'IIF([a]="",1,2)', found: ['warning EXPRESSION_IIF_UNSUPPORTED [a]=""'] },
  { text: "IIF(IsNullOrEmpty([a]),1,2)", found: ["warning EXPRESSION_IIF_UNSUPPORTED IsNullOrEmpty([a])"] },
  { text: 'IIF([a]="x",1,2)', found: ['info EXPRESSION_IIF_NULL [a]="x"'] },
  { text: 'Switch(IsPresent([a]),1,"True",2)', found: ["warning EXPRESSION_SWITCH_SOURCE IsPresent([a])"] },
  { text: 'Switch([manager],1,"x",2)', found: ["warning EXPRESSION_SWITCH_SOURCE [manager]"] },
];

describe("checks", () => {
  test.each(ROWS)("$text", ({ text, found, context }) => {
    expect(inShort(text, context)).toEqual(found);
  });

  test("says what would be right", () => {
    expect(check("tolower([mail])")[0]).toMatchObject({
      instead: "ToLower",
      message: "Case counts in Entra's expressions: `tolower` is spelt `ToLower`.",
    });
    expect(check("ToLowr([mail])")[0]).toMatchObject({ instead: "ToLower" });
    expect(check("Substring([mail],1,2)")[0]).toMatchObject({
      instead: "Mid",
      message: "There is no function `Substring` in Entra's expressions; use `Mid`.",
    });
    const attributes = ["extension_0123456789abcdef0123456789abcdef_CostCentre"];
    const written = "ToLower([extension_0123456789abcdef0123456789abcdef_costcentre])";
    expect(check(written, { place: "mapping", attributes })).toContainEqual(
      expect.objectContaining({
        code: "EXPRESSION_UNKNOWN_ATTRIBUTE",
        instead: `[${attributes[0]}]`,
        message: expect.stringContaining("Names of directory extensions are case-sensitive."),
      }),
    );
  });

  test("tells once for each function what is not documented", () => {
    const told = check("Append(ToLower([a]),ToLower([b]))").filter(({ code }) => code === "EXPRESSION_NOT_DOCUMENTED");
    expect(told.map(({ message }) => message)).toEqual([
      "`Append`: What comes of a source that is null is not documented; here: nothing.",
      "`ToLower`: What comes of a source that is null is not documented; here: nothing.",
    ]);
    expect(check('InStr([a],"b",1,vbTextCompare)')).toEqual([]);
  });

  test("what is not documented is told of functions that there are", () => {
    const names = new Set(ENTRA_FUNCTIONS.map(({ name }) => name));
    expect(UNDOCUMENTED.filter(({ name }) => !names.has(name))).toEqual([]);
  });
});

test("what does the same as a name from elsewhere is a function of Entra", () => {
  const names = ["Substring", "concat", "If", "Trim", "String.toUpperCase", "ExtractMailPrefix", "Time.now"];
  const known = new Set(ENTRA_FUNCTIONS.map(({ name }) => name));
  for (const name of names) {
    const { instead } = check(`${name}([mail])`).find(({ code }) => code === "EXPRESSION_UNKNOWN_FUNCTION") ?? {};
    expect(known).toContain(instead);
  }
});

describe("the functions", () => {
  test("are the 43 of the reference page, one documented elsewhere and four old names", () => {
    expect(ENTRA_FUNCTIONS.length).toBe(48);
    expect(new Set(ENTRA_FUNCTIONS.map(({ name }) => name)).size).toBe(48);
    expect(ENTRA_FUNCTIONS.filter(({ legacy }) => legacy).map(({ name }) => name)).toEqual([
      "Prepend",
      "DefaultDomain",
      "IsNothing",
      "AppRoleAssignments",
    ]);
  });
});
