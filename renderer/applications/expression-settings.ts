import type { ExpressionSettings } from "../../core/contract/model.ts";

/** One way to take what a product's documentation leaves open. `value` undefined: as long as nobody chose. */
export interface SettingChoice {
  readonly name: keyof ExpressionSettings;
  readonly question: string;
  /** The first one holds unless another is chosen. */
  readonly options: readonly (readonly [string, string, ExpressionSettings[keyof ExpressionSettings]])[];
}

/** What the reference leaves open (core/expression/dialect.ts). */
const CHOICES: readonly SettingChoice[] = [
  {
    name: "entraSwitchDelta",
    question: "A Switch whose own source did not change, in a cycle after the first, gives",
    options: [
      ["off", "what it gives otherwise", false],
      ["on", "null, a known bug of Entra's", true],
    ],
  },
  {
    name: "entraSingleRole",
    question: "Of several app roles, SingleAppRoleAssignment takes",
    options: [
      ["drawn", "any, another one at another time: nothing is guaranteed", undefined],
      ["first", "the first that the application publishes", "first"],
      ["last", "the last that the application publishes", "last"],
    ],
  },
  {
    name: "entraRoleName",
    question: "The name of a single app role is",
    options: [
      ["value", "its value", undefined],
      ["displayName", "its display name", "displayName"],
    ],
  },
  {
    name: "oktaNullInText",
    question: "A missing value that is added to a text becomes",
    options: [
      ["spel", "the word null, as in SpEL", "spel"],
      ["empty", "nothing", "empty"],
    ],
  },
  {
    name: "oktaMixedEquality",
    question: "A text compared with a number is",
    options: [
      ["error", "an error, as in older versions of SpEL", "error"],
      ["unequal", "unequal, as in newer ones", "unequal"],
    ],
  },
  {
    name: "oktaSubstring",
    question: "Beyond the end of the text, substring is",
    options: [
      ["error", "an error, as in Java", "error"],
      ["clamp", "what there is of it", "clamp"],
    ],
  },
];

/** The choices behind these names. */
export function choicesFor(names: readonly (keyof ExpressionSettings)[]): readonly SettingChoice[] {
  return CHOICES.filter(({ name }) => names.includes(name));
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
