/** A stretch of a text with a class; stretches may lie over each other. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly className: string;
}

/** A piece of a line with the classes of everything that lies over it. */
export interface Piece {
  readonly text: string;
  readonly from: number;
  readonly className: string;
}

/** The text in lines, cut wherever a stretch begins or ends. */
export function buildLines(text: string, stretches: readonly Stretch[]): readonly (readonly Piece[])[] {
  const cuts = new Set<number>();
  for (const { from, to } of stretches) cuts.add(from).add(to);
  const sorted = [...cuts].sort((left, right) => left - right);
  const byStart = stretches.toSorted((left, right) => left.from - right.from);
  const lines: Piece[][] = [];
  let start = 0;
  for (const line of text.split("\n")) {
    lines.push(cutLine(line, start, sorted, byStart));
    start += line.length + 1;
  }
  return lines;
}

function cutLine(line: string, start: number, cuts: readonly number[], stretches: readonly Stretch[]): Piece[] {
  const end = start + line.length;
  const inside = cuts.slice(firstAtLeast(cuts, start + 1), firstAtLeast(cuts, end));
  const near = stretches.filter(({ from, to }) => from < end && to > start);
  return [start, ...inside].map((from, index) => {
    const to = inside[index] ?? end;
    const over = near.filter((stretch) => stretch.from <= from && stretch.to >= to && to > from);
    return {
      text: line.slice(from - start, to - start),
      from,
      className: over.map(({ className }) => className).join(" "),
    };
  });
}

function firstAtLeast(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Every place where a word stands, without regard to case. */
export function findHits(text: string, wanted: string): readonly { readonly from: number; readonly to: number }[] {
  const [hay, needle] = [text.toLowerCase(), wanted.trim().toLowerCase()];
  if (needle === "") return [];
  const hits: { from: number; to: number }[] = [];
  for (let at = hay.indexOf(needle); at >= 0; at = hay.indexOf(needle, at + needle.length)) {
    hits.push({ from: at, to: at + needle.length });
  }
  return hits;
}
