import type { Configuration } from "../../core/contract/methods.ts";

/**
 * A place in the settings of an application: member names from the application (`jit`, `noMatch`), or from the identity
 * provider's connection to it (`connection`, `saml`, `sign`). An item of a list goes by its `id`, `name` or `account`,
 * as the cards and the paths of a trace write it.
 */
export type SettingPath = readonly string[];

/** The members that name an item of a list: rows and roles, account attributes, match attributes. */
const KEYS = ["id", "name", "account"] as const;

/** A place as links and elements carry it: `jit/noMatch`. */
export function showPath(path: SettingPath): string {
  return path.join("/");
}

/** The other way round. Only for places whose names hold no slash. */
export function parsePath(text: string): SettingPath {
  return text.split("/").filter((part) => part !== "");
}

/** The name of an item of a list; undefined where it has none. */
export function keyOf(item: unknown): string | undefined {
  const key = KEYS.map((member) => memberOf(item, member)).find((value) => typeof value === "string");
  return typeof key === "string" ? key : undefined;
}

/** Tells whether each item of the list has a name of its own. */
export function isKeyed(list: readonly unknown[]): boolean {
  const keys = list.map(keyOf);
  return keys.every((key) => key !== undefined) && new Set(keys).size === keys.length;
}

/** What is set at a place; undefined where nothing is. */
export function readSetting(configuration: Configuration, path: SettingPath): unknown {
  return path[0] === "connection"
    ? valueAt(configuration.connection, path.slice(1))
    : valueAt(configuration.application, path);
}

/** The configuration with another value at a place; undefined removes what is there. The path leads through what exists. */
export function writeSetting(configuration: Configuration, path: SettingPath, value: unknown): Configuration {
  return path[0] === "connection"
    ? { ...configuration, connection: withValue(configuration.connection, path.slice(1), value) }
    : { ...configuration, application: withValue(configuration.application, path, value) };
}

/** Compares two values of the configuration; members may stand in any order. */
export function isSame(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true;
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return false;
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const names = Object.keys(left);
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => Object.hasOwn(right, name) && isSame(memberOf(left, name), memberOf(right, name)))
  );
}

/** A member of an object by its own name; undefined where there is none. */
export function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}

/** What stands below a value of the configuration. */
export function valueAt(value: unknown, path: SettingPath): unknown {
  return path.reduce<unknown>(
    (found, name) => (Array.isArray(found) ? found.find((item) => keyOf(item) === name) : memberOf(found, name)),
    value,
  );
}

/** A copy with another value below it. Objects on the way that are missing are made; items of lists are not. */
export function withValue<Root>(root: Root, path: SettingPath, value: unknown): Root {
  return replaced(root, path, value) as Root;
}

function replaced(here: unknown, path: SettingPath, value: unknown): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  if (Array.isArray(here)) {
    const items: readonly unknown[] = here;
    return items.flatMap((item) => {
      if (keyOf(item) !== name) return [item];
      const next = replaced(item, rest, value);
      return next === undefined ? [] : [next];
    });
  }
  const before = typeof here === "object" && here !== null ? here : {};
  const next = replaced(memberOf(before, name), rest, value);
  if (next !== undefined) return { ...before, [name]: next };
  return Object.fromEntries(Object.entries(before).filter(([member]) => member !== name));
}
