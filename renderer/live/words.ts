import type { LiveRequest } from "../../core/contract/live.ts";

/** So many requests: "1 request", "1,200 requests". */
export function countRequests(count: number): string {
  return `${count.toLocaleString("en")} ${count === 1 ? "request" : "requests"}`;
}

/** A request in a line: "POST /scim/v2/Users → 201". */
export function requestLine({ method, path, status }: LiveRequest): string {
  return `${method} ${path} → ${status}`;
}

/** When it came, by this computer's clock and in its time zone, to the second. */
export function timeOfDay(iso: string): string {
  return new Date(iso).toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
}
