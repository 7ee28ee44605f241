/** Rows up to this many are drawn all at once; of more, only those in sight and a few around. */
export const DRAWN_AT_ONCE = 80;

/** As few as keep a quick wheel from showing blanks: they are drawn while somebody scrubs. */
const AROUND = 4;

/** Rows `from` to `to` (exclusive). */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * The rows to draw. Moves in steps of {@link AROUND} rows, so that scrolling by a few px draws nothing anew.
 * `height`: px in sight; 0 where it is not known yet.
 */
export function visibleRange(count: number, rowHeight: number, scrollTop: number, height: number): Range {
  if (count <= DRAWN_AT_ONCE) return { from: 0, to: count };
  const first = Math.floor(scrollTop / rowHeight / AROUND) * AROUND;
  const shown = Math.ceil((height === 0 ? 600 : height) / rowHeight);
  return { from: Math.max(0, first - AROUND), to: Math.min(count, first + shown + 2 * AROUND) };
}

/** Where to scroll so that a row is in sight with one more beside it; undefined: it is. */
export function scrollFor(index: number, rowHeight: number, scrollTop: number, height: number): number | undefined {
  const [top, bottom] = [(index - 1) * rowHeight, (index + 2) * rowHeight];
  if (top < scrollTop) return Math.max(0, top);
  return bottom > scrollTop + height ? bottom - height : undefined;
}
