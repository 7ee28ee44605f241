import type { RuledOne } from "./rule-people.ts";

/** Who joins and who leaves each group, as ids of people in the order of the directory; by the group's id. */
export type GroupMoves = ReadonlyMap<string, { readonly joins: readonly string[]; readonly leaves: readonly string[] }>;

/** Sorts moves by group. */
export function countMoves(ruled: readonly Pick<RuledOne, "before" | "after">[]): GroupMoves {
  const moves = new Map<string, { joins: string[]; leaves: string[] }>();
  const of = (group: string) => {
    const known = moves.get(group) ?? { joins: [], leaves: [] };
    moves.set(group, known);
    return known;
  };
  for (const { before, after } of ruled) {
    if (before === after) continue;
    for (const id of after.groups) if (!before.groups.includes(id)) of(id).joins.push(after.id);
    for (const id of before.groups) if (!after.groups.includes(id)) of(id).leaves.push(before.id);
  }
  return moves;
}
