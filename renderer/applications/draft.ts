import type { Configuration } from "../../core/contract/methods.ts";
import { isKeyed, isSame, keyOf, memberOf, readSetting, type SettingPath, writeSetting } from "./setting.ts";

/** One setting that differs between two configurations. */
export interface ChangedSetting {
  /** Where; for the order of a list, the list. */
  readonly path: SettingPath;
  /** `order`: the items of a list are the same ones, in another order. */
  readonly kind: "added" | "removed" | "changed" | "order";
}

/** Members whose items are edited as one: a change of any part of a row is a change of the row. */
const ROW_LISTS: ReadonlySet<string> = new Set([
  "mappings",
  "roleRules",
  "roles",
  "accountAttributes",
  "claims",
  "match",
]);

/** Every setting that differs, in the order in which they stand in a configuration. */
export function changesBetween(before: Configuration, after: Configuration): readonly ChangedSetting[] {
  return [
    ...compare(before.application, after.application, []),
    ...compare(before.connection, after.connection, ["connection"]),
  ];
}

function compare(before: unknown, after: unknown, path: SettingPath): readonly ChangedSetting[] {
  if (isSame(before, after)) return [];
  if (before === undefined) return [{ path, kind: "added" }];
  if (after === undefined) return [{ path, kind: "removed" }];
  const [left, right] = [asRows(before), asRows(after)];
  if (ROW_LISTS.has(path.at(-1) ?? "") && left !== undefined && right !== undefined) {
    return compareRows(left, right, path);
  }
  if (isPlainObject(before) && isPlainObject(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((name) => compare(memberOf(before, name), memberOf(after, name), [...path, name]));
  }
  return [{ path, kind: "changed" }];
}

function asRows(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) && isKeyed(value) ? value : undefined;
}

function compareRows(
  before: readonly unknown[],
  after: readonly unknown[],
  path: SettingPath,
): readonly ChangedSetting[] {
  const earlierKeys = keysOf(before);
  const laterKeys = keysOf(after);
  const rows = [...new Set([...laterKeys, ...earlierKeys])].flatMap((key): ChangedSetting[] => {
    const [left, right] = [findRow(before, key), findRow(after, key)];
    if (isSame(left, right)) return [];
    if (left === undefined) return [{ path: [...path, key], kind: "added" }];
    return [{ path: [...path, key], kind: right === undefined ? "removed" : "changed" }];
  });
  const stayed = earlierKeys.filter((key) => laterKeys.includes(key));
  const order = laterKeys.filter((key) => earlierKeys.includes(key));
  return isSame(stayed, order) ? rows : [...rows, { path, kind: "order" }];
}

function keysOf(rows: readonly unknown[]): readonly string[] {
  return rows.map((row) => keyOf(row) ?? "");
}

function findRow(rows: readonly unknown[], key: string): unknown {
  return rows.find((row) => keyOf(row) === key);
}

/** The configuration `into` with one setting as it is in `from`: one change carried over, or taken back. */
export function copySetting(from: Configuration, into: Configuration, { path, kind }: ChangedSetting): Configuration {
  const value = readSetting(from, path);
  if (kind === "order") return writeSetting(into, path, inOrderOf(listAt(from, path), listAt(into, path)));
  const [list, key] = [path.slice(0, -1), path.at(-1) ?? ""];
  const items = listAt(into, list);
  const isMissingRow = Array.isArray(readSetting(into, list)) && findRow(items, key) === undefined;
  if (!isMissingRow) return writeSetting(into, path, value);
  if (value === undefined) return into;
  const index = listAt(from, list).findIndex((item) => keyOf(item) === key);
  return writeSetting(into, list, [...items.slice(0, index), value, ...items.slice(index)]);
}

/**
 * A draft that was begun on `base`, laid over what is saved by now: every setting that the draft changed stays as
 * drafted, all others are as saved.
 */
export function rebaseDraft(base: Configuration, draft: Configuration, saved: Configuration): Configuration {
  return changesBetween(base, draft).reduce((result, change) => copySetting(draft, result, change), saved);
}

function inOrderOf(order: readonly unknown[], items: readonly unknown[]): readonly unknown[] {
  const keys = order.map(keyOf);
  const place = (item: unknown): number => {
    const index = keys.indexOf(keyOf(item));
    return index < 0 ? keys.length : index;
  };
  return [...items].sort((left, right) => place(left) - place(right));
}

function listAt(configuration: Configuration, path: SettingPath): readonly unknown[] {
  const value = readSetting(configuration, path);
  return Array.isArray(value) ? value : [];
}

function isPlainObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
