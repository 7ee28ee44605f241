import { isDeepStrictEqual } from "node:util";
import type { BehaviourCard, CardSetting } from "../cards/card.ts";
import { settingAt } from "../cards/compare.ts";
import { SUBJECT } from "../mapping/evaluate.ts";

/** Settings as a tree of plain JSON. */
type Json = unknown;

/**
 * An application and its connection with what a card says set in them. A path that leads nowhere, such as SAML settings
 * of an application that signs on with OpenID Connect, is left out: comparing with the card then shows it.
 */
export function applyCard<Subject extends { readonly application: object; readonly connection: object }>(
  card: BehaviourCard,
  subject: Subject,
): Subject {
  return card.rules.flatMap(({ settings }) => settings).reduce(applySetting, subject);
}

/** The members of list items that the settings of a card name: `jit.match.email.compare` gives `email`. */
export function namesBelow(card: BehaviourCard | undefined, list: string): readonly string[] {
  const paths = card?.rules.flatMap(({ settings }) => settings.map(({ path }) => path)) ?? [];
  const names = paths
    .filter((path) => path.startsWith(`${list}.`))
    .map((path) => path.slice(list.length + 1).split(".")[0]);
  return [...new Set(names.filter((name) => name !== undefined))];
}

/** Names of the claims that the settings of a card read: of mapping rows, of match rows, and those it requires. */
export function claimsMentioned(card: BehaviourCard | undefined): readonly string[] {
  const settings = card?.rules.flatMap((rule) => rule.settings) ?? [];
  const names = settings.flatMap((setting): readonly Json[] => {
    if (setting.path === "jit.requiredClaims") return "equals" in setting ? listOf(setting.equals) : setting.includes;
    if (!("equals" in setting) || !/^(mappings|jit\.match)\.[^.]+\.(source|from)$/.test(setting.path)) return [];
    return [memberOf(setting.equals, "attribute"), memberOf(setting.equals, "claim")];
  });
  return names.filter((name) => typeof name === "string").filter((name) => name !== SUBJECT);
}

function listOf(value: Json): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function applySetting<Subject extends { readonly application: object; readonly connection: object }>(
  subject: Subject,
  setting: CardSetting,
): Subject {
  const names = setting.path.split(".");
  const value = valueFor(subject, setting);
  if (names[0] === "connection") {
    return { ...subject, connection: setAt(subject.connection, names.slice(1), value) } as Subject;
  }
  return { ...subject, application: setAt(subject.application, names, value) } as Subject;
}

function valueFor(subject: { readonly application: object; readonly connection: object }, setting: CardSetting): Json {
  if ("equals" in setting) return setting.equals;
  const actual = settingAt(subject, setting.path);
  const present: readonly Json[] = Array.isArray(actual) ? actual : [];
  const missing = setting.includes.filter((wanted) => !present.some((entry) => isDeepStrictEqual(entry, wanted)));
  return [...present, ...missing];
}

/** The members that name an item of a list. */
const KEYS = ["id", "name", "account"];

/** A copy in which the value stands at the path; the same where the path leads through something that is not there. */
function setAt(target: Json, [name, ...rest]: readonly string[], value: Json): Json {
  if (name === undefined) return value;
  if (Array.isArray(target)) {
    const index = target.findIndex((item) => KEYS.some((key) => memberOf(item, key) === name));
    return index < 0 ? target : target.with(index, setAt(target[index], rest, value));
  }
  if (typeof target !== "object" || target === null) return target;
  const inner = memberOf(target, name);
  if (inner === undefined && rest.length > 0) return target;
  return { ...target, [name]: setAt(inner, rest, value) };
}

function memberOf(value: Json, name: string): Json {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}
