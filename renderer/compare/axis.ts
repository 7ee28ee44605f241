const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A scale from time to pixels: the plot begins at `left` and is `width` wide. */
export interface TimeScale {
  readonly from: number;
  readonly to: number;
  readonly left: number;
  readonly width: number;
}

/** Where a moment stands. */
export function xOf({ from, to, left, width }: TimeScale, at: number): number {
  return left + ((Math.min(Math.max(at, from), to) - from) / Math.max(1, to - from)) * width;
}

/** The moment at a place. */
export function timeAt({ from, to, left, width }: TimeScale, x: number): number {
  const share = Math.min(Math.max((x - left) / Math.max(1, width), 0), 1);
  return Math.round(from + share * (to - from));
}

const STEPS = [1, 2, 7, 14, 28, 56, 91];

/** Midnights (UTC) to be written under the plot, at least `apart` pixels from each other. */
export function ticksOf(scale: TimeScale, apart: number): readonly number[] {
  const { from, to, width } = scale;
  const most = Math.max(1, Math.floor(width / apart));
  const days = (to - from) / DAY;
  const step = (STEPS.find((each) => days / each <= most) ?? Math.ceil(days / most)) * DAY;
  const first = Math.ceil(from / DAY) * DAY;
  const ticks: number[] = [];
  for (let at = first; at <= to; at += step) ticks.push(at);
  return ticks;
}

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A day as the axis writes it: `4 Mar`. */
export function showDay(at: number): string {
  const date = new Date(at);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
}

/** A moment of simulated time, in UTC: `Wed 4 Mar 08:22`. */
export function showWhen(at: number): string {
  const date = new Date(at);
  return `${DAYS[date.getUTCDay()]} ${showDay(at)} ${date.toISOString().slice(11, 16)}`;
}

/** A stretch of hours as people say it: `40 min`, `3 h 20 min`, `17 h`, `1 d 2 h`. */
export function showHours(hours: number): string {
  const minutes = Math.round(hours * 60);
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 10 * 60) return twoParts(Math.floor(minutes / 60), "h", minutes % 60, "min");
  const whole = Math.round(minutes / 60);
  return whole < 24 ? `${whole} h` : twoParts(Math.floor(whole / 24), "d", whole % 24, "h");
}

function twoParts(large: number, unit: string, small: number, smallUnit: string): string {
  const first = `${large.toLocaleString("en")} ${unit}`;
  return small === 0 ? first : `${first} ${small} ${smallUnit}`;
}

/** How long it is from one moment to another. */
export function showSpan(from: number, to: number): string {
  return showHours((to - from) / HOUR);
}
