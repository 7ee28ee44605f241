import type { Actor } from "../../core/contract/model.ts";

/** Where the lanes of the sequence diagram stand, in px. */
export interface Lanes {
  readonly width: number;
  /** The middle of each actor's lane, by the actor's id. */
  readonly x: ReadonlyMap<string, number>;
  /** How wide the name of a lane may be. */
  readonly nameWidth: number;
}

/** Room for the numbers of the steps, left of all lanes. */
export const GUTTER = 34;
const EDGE = 6;

/** A lane is not narrower than its name needs: then the diagram is wider than its pane, which scrolls. */
const NARROWEST = 60;

/** Spreads the lanes over the width of the pane: the outermost names end at its edges, and nothing is cut off. */
export function layoutLanes(actors: readonly Actor[], inSight: number): Lanes {
  const width = Math.max(inSight, GUTTER + 2 * EDGE + actors.length * NARROWEST);
  const share = (width - GUTTER - 2 * EDGE) / Math.max(actors.length, 1);
  const x = new Map(actors.map(({ id }, index) => [id, Math.round(GUTTER + EDGE + share * (index + 0.5))]));
  return { width, x, nameWidth: Math.floor(Math.min(share - 8, 170)) };
}

/** Where the words of a message stand, and how many px they may take. */
export interface Label {
  readonly x: number;
  readonly anchor: "start" | "middle" | "end";
  readonly room: number;
}

/**
 * The words of a message above its line, in the middle, but never over an edge of the pane. `needs`: px of the words.
 */
export function placeLabel({ width }: Lanes, from: number, to: number, needs: number): Label {
  const room = width - GUTTER - 2 * EDGE;
  const half = Math.min(needs, room) / 2;
  const middle = (from + to) / 2;
  const x = Math.min(Math.max(middle, GUTTER + EDGE + half), width - EDGE - half);
  return { x: Math.round(x), anchor: "middle", room };
}

/** The words beside a loop: right of it, or left where there is more room. */
export function placeLoopLabel({ width }: Lanes, at: number, needs: number): Label {
  const right = width - EDGE - (at + LOOP + 8);
  const left = at - 10 - GUTTER - EDGE;
  if (needs <= right || right >= left) return { x: at + LOOP + 8, anchor: "start", room: right };
  return { x: at - 10, anchor: "end", room: left };
}

/** How far a loop reaches out of its lane, in px. */
export const LOOP = 26;

/** Words cut to the px that there are, by the width of an average character. The whole stands in the step list. */
export function fitText(text: string, room: number, characterWidth: number): string {
  const most = Math.floor(room / characterWidth);
  return text.length <= most ? text : `${text.slice(0, Math.max(most - 1, 1)).trimEnd()}…`;
}
