import { type ImportReport, type ImportResult, MOST_LINES, type ReportLine } from "./import-plan.ts";

/** A report while it is written. */
export interface ReportWriter {
  add(line: ReportLine): void;
  finish(): ImportReport;
}

/** An empty report. Every line is counted; of each result the first {@link MOST_LINES} are kept. */
export function createReport(): ReportWriter {
  const counts: Record<ImportResult, number> = { taken: 0, adapted: 0, notUnderstood: 0, refused: 0 };
  const lines: ReportLine[] = [];
  return {
    add(line) {
      counts[line.result] += 1;
      if (counts[line.result] <= MOST_LINES) lines.push(line);
    },
    finish: () => ({ counts: { ...counts }, lines }),
  };
}
