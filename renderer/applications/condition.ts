import type { ClaimTest, Condition } from "../../core/contract/model.ts";

/** Where a part stands in a condition: the indexes on the way from the top; empty for the whole of it. */
export type PartPath = readonly number[];

/** `all` and `any`, as somebody picks them. */
export type GroupKind = "all" | "any";

/** Tests that compare with a value. */
export type Operator = ClaimTest["operator"];

/** The kind of a group; undefined for a single test, and for what is in the words of a product. */
export function groupKind(condition: Condition): GroupKind | undefined {
  if ("all" in condition) return "all";
  return "any" in condition ? "any" : undefined;
}

/** The parts of a group; none for anything else. */
export function partsOf(condition: Condition): readonly Condition[] {
  if ("all" in condition) return condition.all;
  return "any" in condition ? condition.any : [];
}

/** A group of these parts. */
export function buildGroup(kind: GroupKind, parts: readonly Condition[]): Condition {
  return kind === "all" ? { all: [...parts] } : { any: [...parts] };
}

/** A condition with another part at a place. */
export function replacePart(condition: Condition, path: PartPath, part: Condition): Condition {
  const [index, ...rest] = path;
  if (index === undefined) return part;
  const kind = groupKind(condition);
  if (kind === undefined) return condition;
  return buildGroup(
    kind,
    partsOf(condition).map((each, place) => (place === index ? replacePart(each, rest, part) : each)),
  );
}

/** A condition without the part. A group of one is that one; the last test of all stays. */
export function removePart(condition: Condition, path: PartPath): Condition {
  const [index, ...rest] = path;
  const kind = groupKind(condition);
  if (index === undefined || kind === undefined) return condition;
  const parts = partsOf(condition);
  const next =
    rest.length === 0
      ? parts.filter((_, place) => place !== index)
      : parts.map((each, place) => (place === index ? removePart(each, rest) : each));
  const [only] = next;
  if (only === undefined) return condition;
  return next.length === 1 ? only : buildGroup(kind, next);
}

/** A condition with one more test beside the part at a place: in its group, or in a new one of this kind. */
export function addTest(condition: Condition, path: PartPath, test: ClaimTest, kind: GroupKind = "all"): Condition {
  const part = partAt(condition, path);
  if (part === undefined) return condition;
  const own = groupKind(part);
  return replacePart(
    condition,
    path,
    own === undefined ? buildGroup(kind, [part, test]) : buildGroup(own, [...partsOf(part), test]),
  );
}

/** A condition whose group at a place is of the other kind. */
export function setGroupKind(condition: Condition, path: PartPath, kind: GroupKind): Condition {
  const part = partAt(condition, path);
  return part === undefined || groupKind(part) === undefined
    ? condition
    : replacePart(condition, path, buildGroup(kind, partsOf(part)));
}

/** The part at a place; undefined where there is none. */
export function partAt(condition: Condition, path: PartPath): Condition | undefined {
  return path.reduce<Condition | undefined>(
    (part, index) => (part === undefined ? part : partsOf(part)[index]),
    condition,
  );
}

/** Where a part stands as a setting: `all`, `1`, `any`, `0`. */
export function settingOfPart(condition: Condition, path: PartPath): readonly string[] {
  return path.flatMap((index, depth) => {
    const group = partAt(condition, path.slice(0, depth));
    return [(group === undefined ? undefined : groupKind(group)) ?? "all", String(index)];
  });
}

/** The same test by another operator; the value is kept where there is one. */
export function setOperator(test: ClaimTest, operator: Operator): ClaimTest {
  if (operator === "isPresent") return { operator, claim: test.claim };
  return { operator, claim: test.claim, value: "value" in test ? test.value : "" };
}
