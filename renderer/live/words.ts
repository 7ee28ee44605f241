import type { LiveDue, LiveEntry } from "../../core/contract/live.ts";

/** So many requests and things that came due: "1 run", "1,200 runs". */
export function countRuns(count: number): string {
  return `${count.toLocaleString("en")} ${count === 1 ? "run" : "runs"}`;
}

/** An entry in a line: "POST /scim/v2/Users → 201", "Due: SCIM cycle of Jira-like". */
export function entryLine(entry: LiveEntry): string {
  return entry.kind === "due" ? entry.title : `${entry.method} ${entry.path} → ${entry.status}`;
}

/** What was due, where everybody sees that it was: "Scheduled batch of Jira-like". */
export function dueTitle({ title }: LiveDue): string {
  const what = title.replace(/^Due: /, "");
  return what.charAt(0).toUpperCase() + what.slice(1);
}

/** When it happened, by this computer's clock and in its time zone, to the second; with the day where that is not today. */
export function timeOf(iso: string, now: Date): string {
  const at = new Date(iso);
  const time = at.toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
  if (at.toDateString() === now.toDateString()) return time;
  const year = at.getFullYear() === now.getFullYear() ? {} : ({ year: "numeric" } as const);
  return `${at.toLocaleDateString(undefined, { day: "numeric", month: "short", ...year })}, ${time}`;
}
