import { DAY_MS, fromDays } from "./calendar.ts";

/** A moment as Entra prints it: `M/d/yyyy h:mm:ss tt` in UTC, without padding (entra-expressions.md, section 2, "Dates"). */
export function writeMoment(epochMs: number): string {
  const days = Math.floor(epochMs / DAY_MS);
  const { year, month, day } = fromDays(days);
  const seconds = Math.floor((epochMs - days * DAY_MS) / 1000);
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const date = `${month}/${day}/${String(year).padStart(4, "0")}`;
  return `${date} ${hours % 12 === 0 ? 12 : hours % 12}:${pad(minutes)}:${pad(seconds % 60)} ${hours < 12 ? "AM" : "PM"}`;
}

function pad(number: number): string {
  return number < 10 ? `0${number}` : String(number);
}
