import type { Step } from "../../core/contract/model.ts";
import { isMessage } from "./kinds.ts";
import { fitText, type Label, type Lanes, LOOP, placeLabel, placeLoopLabel } from "./lanes.ts";

/** How large a row of the diagram is, in px. */
export interface RowSize {
  readonly row: number;
  /** The width of an average character of its words, and the height of a line of them. */
  readonly character: number;
  readonly line: number;
  /** Lines that the words of a step may take. */
  readonly lines: number;
}

/** A line of words. */
export interface DrawnText extends Pick<Label, "x" | "anchor"> {
  readonly y: number;
  readonly text: string;
}

/** One step of the diagram: everything in px from the upper left of its row. */
export interface DrawnRow {
  readonly words: readonly DrawnText[];
  /** The arrow, as a path; its head is at the end. */
  readonly arrow: string;
  readonly head: { readonly x: number; readonly y: number; readonly toRight: boolean };
  readonly dashed: boolean;
  /** Where a refusal is crossed out. */
  readonly cross?: Point;
  /** Where an account changed. */
  readonly diamond?: Point;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Draws a step: an arrow between two lanes, or a loop beside the one that works on its own. */
export function drawRow(step: Step, lanes: Lanes, size: RowSize): DrawnRow {
  return step.from === step.to || !isMoved(step) ? drawLoop(step, lanes, size) : drawMessage(step, lanes, size);
}

/** What passes between two lanes: messages, and what is written to a store or looked up there. */
function isMoved(step: Step): boolean {
  return isMessage(step) || step.kind === "change" || step.kind === "evaluation" || step.kind === "outcome";
}

function drawMessage(step: Step, lanes: Lanes, size: RowSize): DrawnRow {
  const [from, to] = [lanes.x.get(step.from) ?? 0, lanes.x.get(step.to) ?? 0];
  const title = labelOf(step);
  const label = placeLabel(lanes, from, to, title.length * size.character);
  const y = size.row - 9;
  return {
    words: stackUp(wrapText(title, label.room, size), label, y - 10, size),
    arrow: `M${from} ${y}H${to}`,
    head: { x: to, y, toRight: to > from },
    ...signs(step, { x: (from + to) / 2, y }),
    ...(step.kind === "change" ? { diamond: { x: to, y } } : {}),
  };
}

function drawLoop(step: Step, lanes: Lanes, size: RowSize): DrawnRow {
  const x = lanes.x.get(workerOf(step)) ?? 0;
  const title = labelOf(step);
  const needs = title.length * size.character;
  const beside = placeLoopLabel(lanes, x, needs);
  // Words break where they may, so that two lines hold a little less than twice as much.
  const fits = needs <= beside.room * (size.lines > 1 ? 1.7 : 1);
  const [top, bottom] = fits ? [Math.round(size.row * 0.28), size.row - 9] : [size.row - 16, size.row - 5];
  const lines = wrapText(title, beside.room, size);
  const above = placeLabel(lanes, x, x, needs);
  const middle = (top + bottom) / 2 + size.character * 0.66 + ((lines.length - 1) / 2) * size.line;
  return {
    words: fits
      ? stackUp(lines, beside, middle, size)
      : stackUp(wrapText(title, above.room, size), above, top - 4, size),
    arrow: `M${x} ${top}h${LOOP}V${bottom}H${x + 1}`,
    head: { x: x + 1, y: bottom, toRight: false },
    ...signs(step, { x: x + LOOP, y: (top + bottom) / 2 }),
  };
}

function signs({ status }: Step, at: Point): Pick<DrawnRow, "dashed" | "cross"> {
  return status === "refused" ? { dashed: true, cross: at } : { dashed: false };
}

/** Who works: of the two that a step is between, the one that is not the browser. */
function workerOf({ from, to }: Step): string {
  return from === "browser" ? to : from;
}

/** A failure says so in words, not by its colour alone. */
function labelOf({ status, title }: Step): string {
  const words = title.replaceAll("`", "");
  return status === "refused" ? `✕ Refused: ${words}` : words;
}

/** Lines one above the other, the last of them on `bottom`. */
function stackUp(
  lines: readonly string[],
  { x, anchor }: Label,
  bottom: number,
  { line }: RowSize,
): readonly DrawnText[] {
  return lines.map((text, index) => ({ x, anchor, text, y: Math.round(bottom - (lines.length - 1 - index) * line) }));
}

/** Words in as many lines as there may be, the last one cut where they need more. */
export function wrapText(text: string, room: number, { character, lines }: RowSize): readonly string[] {
  const most = Math.floor(room / character);
  if (lines === 1 || text.length <= most) return [fitText(text, room, character)];
  const space = text.lastIndexOf(" ", most);
  const end = space > 0 ? space : most;
  const rest = wrapText(text.slice(end).trimStart(), room, { row: 0, line: 0, character, lines: lines - 1 });
  return [text.slice(0, end), ...rest];
}

/** The path of a cross, and of a diamond left of the lane that it stands at. */
export function crossPath({ x, y }: Point): string {
  return `M${x - 6} ${y - 6}l12 12m0 -12l-12 12`;
}

/** See {@link crossPath}. */
export function diamondPath({ x, y }: Point): string {
  return `M${x + 8} ${y}l-7 -7l-7 7l7 7z`;
}
