import { type ImportReport, type ImportResult, MOST_LINES, type ReportLine } from "./import-plan.ts";

/** A report while it is written. */
export interface ReportWriter {
  add(line: ReportLine): void;
  /** The same for one of very many: its words are made only where they are kept. */
  addOne(result: ImportResult, describe: () => Omit<ReportLine, "result">): void;
  finish(): ImportReport;
}

/** An empty report. Every line is counted; of each result the first {@link MOST_LINES} are kept. */
export function createReport(): ReportWriter {
  const counts: Record<ImportResult, number> = { taken: 0, adapted: 0, notUnderstood: 0, refused: 0 };
  const lines: ReportLine[] = [];
  const addOne: ReportWriter["addOne"] = (result, describe) => {
    counts[result] += 1;
    if (counts[result] <= MOST_LINES) lines.push({ result, ...describe() });
  };
  return {
    add: (line) => addOne(line.result, () => line),
    addOne,
    finish: () => ({ counts: { ...counts }, lines }),
  };
}
