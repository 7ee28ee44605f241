/** Two texts side by side, line by line. A side that is undefined has no such line. */
export interface LinePair {
  readonly left: string | undefined;
  readonly right: string | undefined;
  readonly same: boolean;
}

/** Texts longer than this are compared line by line as they stand: finding what moved would take too long. */
const MOST_LINES = 2_000;

/** Lines of both texts in order, equal ones beside each other (the longest common subsequence). */
export function diffLines(left: string, right: string): readonly LinePair[] {
  const [before, after] = [left === "" ? [] : left.split("\n"), right === "" ? [] : right.split("\n")];
  if (before.length > MOST_LINES || after.length > MOST_LINES) return pairUp(before, after);
  return walk(before, after, commonLengths(before, after));
}

/** `table[i][j]`: how many lines the texts have in common from line `i` of one and line `j` of the other. */
function commonLengths(before: readonly string[], after: readonly string[]): readonly Uint16Array[] {
  const table = Array.from({ length: before.length + 1 }, () => new Uint16Array(after.length + 1));
  for (let i = before.length - 1; i >= 0; i -= 1) {
    const [row, below] = [table[i], table[i + 1]];
    if (row === undefined || below === undefined) continue;
    for (let j = after.length - 1; j >= 0; j -= 1) {
      row[j] = before[i] === after[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return table;
}

function walk(before: readonly string[], after: readonly string[], table: readonly Uint16Array[]): readonly LinePair[] {
  const pairs: LinePair[] = [];
  let [lost, come]: [string[], string[]] = [[], []];
  const flush = (): void => {
    pairs.push(...pairUp(lost, come));
    [lost, come] = [[], []];
  };
  for (let [i, j] = [0, 0]; i < before.length || j < after.length; ) {
    const [left, right] = [before[i], after[j]];
    if (left !== undefined && left === right) {
      flush();
      pairs.push({ left, right, same: true });
      i += 1;
      j += 1;
    } else if (right === undefined || (left !== undefined && (table[i + 1]?.[j] ?? 0) >= (table[i]?.[j + 1] ?? 0))) {
      lost.push(left ?? "");
      i += 1;
    } else {
      come.push(right);
      j += 1;
    }
  }
  flush();
  return pairs;
}

/** Lines that differ, one beside the other as far as there are any. */
function pairUp(left: readonly string[], right: readonly string[]): readonly LinePair[] {
  return Array.from({ length: Math.max(left.length, right.length) }, (_, index) => ({
    left: left[index],
    right: right[index],
    same: left[index] === right[index],
  }));
}
