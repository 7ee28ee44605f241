import { isDeepStrictEqual } from "node:util";
import type { BehaviourCard, CardRule, CardSetting } from "./card.ts";

/** The settings that a card speaks of: an application, and the identity provider's connection to it. */
export interface CardSubject {
  readonly application: object;
  readonly connection?: object;
}

/** One setting beside what the card says of it. */
export interface SettingComparison {
  readonly path: string;
  /** The rule of the card that decides it. */
  readonly rule: CardRule;
  /** What the card leads to; for a list, the entries it must have. */
  readonly expected: CardSetting;
  /** What is set; undefined where nothing is. */
  readonly actual: unknown;
  /** `asDocumented`: as this kind of application behaves; `asAssumed`: as the card assumes; `changed`: another way. */
  readonly standing: "asDocumented" | "asAssumed" | "changed";
}

/** Every setting that the card decides, in the order of its rules, with what is set. */
export function compareWithCard(card: BehaviourCard, subject: CardSubject): readonly SettingComparison[] {
  return card.rules.flatMap((rule) =>
    rule.settings.map((expected): SettingComparison => {
      const actual = settingAt(subject, expected.path);
      return { path: expected.path, rule, expected, actual, standing: standingOf(rule, expected, actual) };
    }),
  );
}

/** What stands at a setting's path; undefined where there is nothing. */
export function settingAt({ application, connection }: CardSubject, path: string): unknown {
  const names = path.split(".");
  const [root, rest] = names[0] === "connection" ? [connection, names.slice(1)] : [application, names];
  return rest.reduce(memberOf, root);
}

/** The members that name an item of a list: rows and roles, account attributes, match attributes. */
const KEYS = ["id", "name", "account"];

/** A member of an object, or the item of a list that has this name. */
function memberOf(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value.find((item) => KEYS.some((key) => ownValue(item, key) === name));
  return ownValue(value, name);
}

function ownValue(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}

function standingOf(rule: CardRule, expected: CardSetting, actual: unknown): SettingComparison["standing"] {
  if (!agrees(expected, actual)) return "changed";
  return rule.known ? "asDocumented" : "asAssumed";
}

function agrees(expected: CardSetting, actual: unknown): boolean {
  if ("equals" in expected) return isDeepStrictEqual(actual, expected.equals);
  const entries: readonly unknown[] = Array.isArray(actual) ? actual : [];
  return expected.includes.every((wanted) => entries.some((entry) => isDeepStrictEqual(entry, wanted)));
}
