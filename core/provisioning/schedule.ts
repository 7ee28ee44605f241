import type { Schedule } from "./settings.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** When a batch is due next, after `at`; both in milliseconds since the epoch. */
export function nextBatchAfter(schedule: Schedule, at: number): number {
  if (schedule.on === "interval") return at + schedule.everyMinutes * MINUTE;
  const [hours = 0, minutes = 0] = schedule.at.split(":").map(Number);
  const today = Math.floor(at / DAY) * DAY + (hours * 60 + minutes) * MINUTE;
  return today > at ? today : today + DAY;
}
