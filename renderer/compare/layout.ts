import type { ComparedEvent, Lane } from "../../core/contract/comparison.ts";
import type { TimeScale } from "./axis.ts";
import { xOf } from "./axis.ts";
import type { Ran } from "./comparing.ts";
import { type LaneRow, rowsOf } from "./lanes.ts";
import { focusOf } from "./place.ts";

/** The measures of the chart, in pixels: at a desk, and for a class. */
export interface ChartSize {
  /** Where the names of lanes stand. */
  readonly gutter: number;
  readonly row: number;
  /** The part of a row that carries the pattern. */
  readonly strip: number;
  readonly area: number;
  readonly gap: number;
  /** Where the events stand, above the lanes: two lines of text and a mark. */
  readonly top: number;
  readonly axis: number;
  readonly font: number;
  /** How far dates are from each other at least. */
  readonly apart: number;
}

export const SIZES = {
  desk: { gutter: 104, row: 36, strip: 13, area: 84, gap: 8, top: 50, axis: 24, font: 11.5, apart: 64 },
  projector: { gutter: 168, row: 48, strip: 18, area: 92, gap: 8, top: 68, axis: 32, font: 18, apart: 110 },
} as const satisfies Readonly<Record<string, ChartSize>>;

/** One line of the chart: a person in an application under one way, or the shares of everybody under it. */
export interface ChartLine {
  readonly key: string;
  readonly lane: Lane;
  /** Absent: shares. */
  readonly row?: LaneRow;
  /** The name of the way stands beside its first line. */
  readonly first: boolean;
  readonly top: number;
  readonly height: number;
}

/** Where each line stands, and how high all of them are together. */
export function layOutLines(
  { lanes, place, from }: Pick<Ran, "lanes" | "place" | "from">,
  size: ChartSize,
): { readonly lines: readonly ChartLine[]; readonly height: number } {
  const person = focusOf(place);
  const lines: ChartLine[] = [];
  let top = size.top;
  for (const lane of lanes) {
    const rows = person === undefined ? [undefined] : rowsOf(lane, person, place.request.applications, from);
    for (const [index, row] of rows.entries()) {
      const height = row === undefined ? size.area : size.row;
      const key = `${lane.mode} ${row?.application ?? ""}`;
      lines.push({ key, lane, first: index === 0, top, height, ...(row === undefined ? {} : { row }) });
      top += height + (index + 1 < rows.length ? 3 : 0);
    }
    top += size.gap;
  }
  return { lines, height: top + size.axis };
}

/** Events of one moment, with the words for them where there is room. */
export interface EventMark {
  readonly at: number;
  readonly x: number;
  readonly title: string;
  readonly label?: { readonly anchor: "start" | "end"; readonly line: 0 | 1; readonly text: string };
}

/** Marks of events along the axis; labels that would lie on another are left to the title. */
export function markEvents(
  events: readonly ComparedEvent[],
  scale: TimeScale,
  font: number,
  describe: (event: ComparedEvent) => string,
): readonly EventMark[] {
  const ends: [number, number] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const byTime = new Map<number, readonly ComparedEvent[]>();
  for (const event of events) {
    const at = scale.from + event.after * 60_000;
    byTime.set(at, [...(byTime.get(at) ?? []), event]);
  }
  return [...byTime]
    .filter(([at]) => at <= scale.to)
    .toSorted(([left], [right]) => left - right)
    .map(([at, together]) => {
      const x = xOf(scale, at);
      const title = together.map(describe).join(". ");
      const more = together.length > 1 ? `, and ${together.length - 1} more` : "";
      const text = `${together[0] === undefined ? "" : describe(together[0])}${more}`;
      const label = placeLabel(text, x, scale, font, ends);
      return { at, x, title, ...(label === undefined ? {} : { label }) };
    });
}

/** The line with room for a text; `ends`: where each line is taken up to. */
function placeLabel(
  text: string,
  x: number,
  { left, width }: TimeScale,
  font: number,
  ends: [number, number],
): EventMark["label"] {
  const wide = text.length * font * 0.56;
  const isLate = x + wide > left + width;
  const [start, end] = isLate ? [x - wide, x] : [x, x + wide];
  const line = ([0, 1] as const).find((each) => start > ends[each] + 10);
  if (line === undefined || start < 0) return undefined;
  ends[line] = end;
  return { anchor: isLate ? "end" : "start", line, text };
}
