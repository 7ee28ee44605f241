const MINUTE = 60_000;

/** How long it is from one simulated instant to another: "now", "in 12 min", "in 3 h 20 min", "in 2 days 4 h". */
export function untilWords(from: string, to: string): string {
  const minutes = Math.round((Date.parse(to) - Date.parse(from)) / MINUTE);
  return minutes <= 0 ? "now" : `in ${spanWords(minutes)}`;
}

/** How long ago a simulated instant was: "just now", "40 min ago", "3 days ago". */
export function agoWords(now: string, then: string): string {
  const minutes = Math.round((Date.parse(now) - Date.parse(then)) / MINUTE);
  return minutes <= 0 ? "just now" : `${spanWords(minutes)} ago`;
}

/** So many minutes by their largest part and the one below it; of many days, nobody wants the hours. */
function spanWords(minutes: number): string {
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
  const inDays = days === 0 ? "" : `${days.toLocaleString("en")} ${days === 1 ? "day" : "days"}`;
  const inHours = hours === 0 || days > MOST_DAYS ? "" : `${hours} h`;
  const inMinutes = rest === 0 || days > 0 ? "" : `${rest} min`;
  return [inDays, inHours, inMinutes].filter((part) => part !== "").join(" ");
}

const MOST_DAYS = 6;

/** A simulated instant in short, for lists: "Mon 2 Mar, 09:00". */
export function momentWords(iso: string): string {
  return clockWords(iso).replace(/ \d{4},/, ",");
}

/** A simulated instant as a clock on the wall says it: "Mon 2 Mar 2026, 09:00". */
export function clockWords(iso: string): string {
  const at = new Date(iso);
  const day = at.toLocaleDateString("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
  return `${day.replaceAll(",", "")}, ${iso.slice(11, 16)}`;
}

/** How much later a simulated instant is than another: "+17 h". */
export function laterWords(from: string, to: string): string {
  const seconds = Math.round((Date.parse(to) - Date.parse(from)) / 1000);
  return seconds < 60 ? "+0 min" : `+${spanWords(Math.round(seconds / 60))}`;
}
