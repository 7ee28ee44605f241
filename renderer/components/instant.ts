/** A simulated instant as a person reads it: `2026-03-02 09:00 UTC`. Seconds where there are any. */
export function showInstant(iso: string): string {
  const [date = "", time = ""] = iso.split("T");
  const clock = time.replace(/\.\d+Z$|Z$/, "");
  return `${date} ${clock.endsWith(":00") ? clock.slice(0, 5) : clock} UTC`;
}

/** A simulated instant to the minute, for columns: `2026-03-02 09:00`. */
export function showMinute(iso: string): string {
  return iso.slice(0, 16).replace("T", " ");
}

/** An instant of this computer's clock in the person's own way and time zone. */
export function showLocalTime(iso: string): string {
  return new Date(iso).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
}
