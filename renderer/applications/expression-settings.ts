import { readPieces } from "../../core/contract/expression-pieces.ts";
import type { ExpressionSettings, Source } from "../../core/contract/model.ts";

type Expression = Pick<Extract<Source, { kind: "expression" }>, "dialect" | "text">;

/** One way to take what a product's documentation leaves open. `value` undefined: as long as nobody chose. */
export interface SettingChoice {
  readonly name: keyof ExpressionSettings;
  readonly question: string;
  /** The first one holds unless another is chosen. */
  readonly options: readonly (readonly [string, string, ExpressionSettings[keyof ExpressionSettings]])[];
}

interface Rule extends SettingChoice {
  readonly product: "entra" | "okta";
  readonly decides: (expression: Expression) => boolean;
}

/** What the reference leaves open, and which expressions it makes a difference to (core/expression/dialect.ts). */
const RULES: readonly Rule[] = [
  {
    name: "entraSwitchDelta",
    product: "entra",
    question: "A Switch whose own source did not change, in a cycle after the first, gives",
    options: [
      ["off", "what it gives otherwise", false],
      ["on", "null, a known bug of Entra's", true],
    ],
    decides: (expression) => calls(expression, /^Switch$/i),
  },
  {
    name: "oktaNullInText",
    product: "okta",
    question: "A missing value that is added to a text becomes",
    options: [
      ["spel", "the word null, as in SpEL", "spel"],
      ["empty", "nothing", "empty"],
    ],
    decides: (expression) => hasOperator(expression, /^\+$/),
  },
  {
    name: "oktaMixedEquality",
    product: "okta",
    question: "A text compared with a number is",
    options: [
      ["error", "an error, as in older versions of SpEL", "error"],
      ["unequal", "unequal, as in newer ones", "unequal"],
    ],
    decides: (expression) => hasOperator(expression, /^(==|!=|eq|ne)$/i) && hasNumber(expression),
  },
  {
    name: "oktaSubstring",
    product: "okta",
    question: "Beyond the end of the text, substring is",
    options: [
      ["error", "an error, as in Java", "error"],
      ["clamp", "what there is of it", "clamp"],
    ],
    decides: (expression) => calls(expression, /^substring$/i),
  },
];

/** The settings that decide what an expression gives. */
export function settingsDeciding(expression: Expression): readonly SettingChoice[] {
  const product = expression.dialect === "entra" ? "entra" : "okta";
  return RULES.filter((rule) => rule.product === product && rule.decides(expression));
}

/** The settings with one of them chosen; undefined where all are as they are by themselves. */
export function chooseSetting(
  settings: ExpressionSettings | undefined,
  { name, options }: SettingChoice,
  key: string,
): ExpressionSettings | undefined {
  const [first] = options;
  const chosen = options.find(([each]) => each === key);
  const { [name]: _, ...others } = settings ?? {};
  if (chosen === undefined || chosen === first) return Object.keys(others).length === 0 ? undefined : others;
  return { ...others, [name]: chosen[2] };
}

/** Which option holds. */
export function chosenOption(settings: ExpressionSettings | undefined, { name, options }: SettingChoice): string {
  return (options.find(([, , value]) => value === settings?.[name]) ?? options[0])?.[0] ?? "";
}

function calls(expression: Expression, name: RegExp): boolean {
  return hasPiece(expression, "function", name);
}

function hasOperator(expression: Expression, operator: RegExp): boolean {
  return hasPiece(expression, "operator", operator);
}

function hasNumber(expression: Expression): boolean {
  return hasPiece(expression, "number", /./);
}

function hasPiece({ dialect, text }: Expression, wanted: string, written: RegExp): boolean {
  return readPieces(dialect, text).some(({ kind, from, to }) => kind === wanted && written.test(text.slice(from, to)));
}
