import { describe, expect, test } from "vitest";
import type { ExpressionSettings } from "../dialect.ts";
import { type Evaluated, evaluateFor } from "../evaluate.ts";
import { entra } from "./entra.ts";
import { rolesFormIn } from "./roles.ts";

const PERSON: Readonly<Record<string, string>> = { country: "DE", department: "Sales" };

function evaluate(text: string, changed: readonly string[] | undefined, settings: ExpressionSettings): Evaluated {
  const run = entra.compile(entra.parse(text), { log: false, settings });
  const input = { attribute: (name: string) => PERSON[name], now: 0 };
  return evaluateFor(run, changed === undefined ? input : { ...input, changed: new Set(changed) }, entra, false);
}

describe("Switch in a delta cycle", () => {
  const text = 'Switch([country],"elsewhere","DE","Germany","","nowhere")';
  const bug: ExpressionSettings = { entraSwitchDelta: true };

  test.each<[string, readonly string[] | undefined, ExpressionSettings, string | null]>([
    ["as documented without the setting", ["department"], {}, "Germany"],
    ["null, where another attribute changed", ["department"], bug, null],
    ["as it should be, where its own source changed", ["country", "department"], bug, "Germany"],
    ["as it should be, where nobody says what changed", undefined, bug, "Germany"],
    ["as it should be, where nothing changed", [], bug, "Germany"],
  ])("%s", (_title, changed, settings, value) => {
    expect(evaluate(text, changed, settings)).toMatchObject({ outcome: "value", value });
  });

  test("sees the attributes that its source is made of", () => {
    const made = 'Switch(ToUpper(Left([country],2)),"d","DE","Germany")';
    expect(evaluate(made, ["country"], bug)).toMatchObject({ value: "Germany" });
    expect(evaluate(made, ["department"], bug)).toMatchObject({ value: null });
    expect(evaluate('Switch("DE","d","DE","Germany")', ["department"], bug)).toMatchObject({ value: "Germany" });
  });
});

describe("the log", () => {
  test("has each value with its place, as Entra writes it", () => {
    const text = 'IIF([country]="DE",Append(IsNull([country]),"!"),"x")';
    const run = entra.compile(entra.parse(text), { log: true });
    const { log } = evaluateFor(run, { attribute: (name) => PERSON[name], now: 0 }, entra, true);
    expect(log?.map(({ from, to, text: shown }) => [text.slice(from, to), shown])).toEqual([
      ["[country]", "DE"],
      ['"DE"', "DE"],
      ['[country]="DE"', "True"],
      ["[country]", "DE"],
      ["IsNull([country])", "False"],
      ['"!"', "!"],
      ['Append(IsNull([country]),"!")', "False!"],
      [text, "False!"],
    ]);
  });

  test("shows [Redact] where an expression redacts", () => {
    const run = entra.compile(entra.parse("Redact([country])"), { log: true });
    const { log } = evaluateFor(run, { attribute: (name) => PERSON[name], now: 0 }, entra, true);
    expect(log?.map(({ text }) => text)).toEqual(["[Redact]", "[Redact]"]);
  });
});

test.each([
  ["AppRoleAssignmentsComplex([appRoleAssignments])", "add"],
  ["AssertiveAppRoleAssignmentsComplex([appRoleAssignments])", "replace"],
  ["SingleAppRoleAssignment([appRoleAssignments])", "single"],
  ["ToLower(SingleAppRoleAssignment([appRoleAssignments]))", undefined],
  ["[appRoleAssignments]", undefined],
])("roles of %s are written by %s", (text, operation) => {
  expect(rolesFormIn(entra.parse(text))).toBe(operation);
});
