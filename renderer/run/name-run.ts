import type { RunDetail } from "../../core/contract/results.ts";

/** What a run is called: by its number; one that was not saved by why there is none. */
export function nameRun({ number, fork }: Pick<RunDetail, "number" | "fork">): string {
  if (number !== undefined) return `Run ${number}`;
  return fork === undefined ? "Run, not saved" : "What-if";
}
