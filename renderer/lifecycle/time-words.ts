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

/** The two largest parts of so many minutes. */
function spanWords(minutes: number): string {
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
  const parts = [
    days === 0 ? "" : `${days.toLocaleString("en")} ${days === 1 ? "day" : "days"}`,
    hours === 0 ? "" : `${hours} h`,
    rest === 0 ? "" : `${rest} min`,
  ];
  return parts
    .filter((part) => part !== "")
    .slice(0, 2)
    .join(" ");
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

/** How much later a simulated instant is than another: "17 h later". */
export function laterWords(from: string, to: string): string {
  const seconds = Math.round((Date.parse(to) - Date.parse(from)) / 1000);
  return seconds < 60 ? "a moment later" : `${spanWords(Math.round(seconds / 60))} later`;
}
