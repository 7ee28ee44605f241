import { type Brush, brushBetween, isWithin } from "./brush-range.ts";
import type { Level } from "./rows.ts";

/** How the steps are laid out. */
export type View = "sequence" | "table" | "people";

/** What the address of a run says: `?step=13&pin=9&lvl=2&view=table&part=9-24`. */
export interface RunPlace {
  readonly step: number;
  readonly pin: number | undefined;
  readonly level: Level;
  readonly view: View;
  /** The steps that it is limited to. */
  readonly brush: Brush | undefined;
}

/** A place that somebody is sent to. */
export interface AddressedPlace extends RunPlace {
  /** It is to play from there. */
  readonly play: boolean;
}

/** What a query asks for, held to a run of `last` steps: whatever makes no sense there is left aside. */
export function parseRunPlace(search: string, last: number): AddressedPlace {
  const query = new URLSearchParams(search);
  const brush = parseBrush(query.get("part"), last);
  const step = wholeNumber(query.get("step"), last) ?? brush?.from ?? 1;
  return {
    step,
    // Whoever is sent to a step is to see it.
    brush: isWithin(brush, step) ? brush : undefined,
    pin: wholeNumber(query.get("pin"), last),
    level: parseLevel(query.get("lvl")),
    view: parseView(query.get("view")),
    play: query.get("play") === "1",
  };
}

function wholeNumber(text: string | null, last: number): number | undefined {
  if (text === null || !/^\d{1,6}$/.test(text)) return undefined;
  return Math.min(Math.max(Number(text), 1), last);
}

function parseBrush(text: string | null, last: number): Brush | undefined {
  const [from, to] = (text ?? "").split("-").map((part) => wholeNumber(part, last));
  return from === undefined || to === undefined ? undefined : brushBetween(from, to, last);
}

function parseView(text: string | null): View {
  return text === "table" || text === "people" ? text : "sequence";
}

function parseLevel(text: string | null): Level {
  if (text === "1") return 1;
  return text === "3" ? 3 : 2;
}

/** The query for a place, with everything that a link needs to lead to the same view. */
export function writeRunPlace({ step, pin, level, view, brush }: RunPlace): string {
  const query = new URLSearchParams({ step: String(step) });
  if (pin !== undefined) query.set("pin", String(pin));
  query.set("lvl", String(level));
  query.set("view", view === "sequence" ? "seq" : view);
  if (brush !== undefined) query.set("part", `${brush.from}-${brush.to}`);
  return query.toString();
}
