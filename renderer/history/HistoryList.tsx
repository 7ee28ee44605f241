import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useMemo, useRef } from "react";
import { Graph, GraphGap, graphWidth } from "./Graph.tsx";
import { HistoryRow, type RowActions } from "./HistoryRow.tsx";
import { countLanes } from "./lanes.ts";
import type { HistoryLine } from "./lines.ts";

const ROW = 44;
const DAY = 30;

/** What happened, newest first, with the picture of branches at the left. Only what can be seen is drawn. */
export function HistoryList({ lines, actions }: { lines: readonly HistoryLine[]; actions: RowActions }) {
  const box = useRef<HTMLDivElement>(null);
  const lanes = useMemo(
    () => countLanes(lines.flatMap((line) => (line.kind === "record" && line.graph !== undefined ? [line.graph] : []))),
    [lines],
  );
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: (index) => (lines[index]?.kind === "day" ? DAY : ROW),
    getItemKey: (index) => lines[index]?.key ?? index,
    overscan: 12,
  });
  const press = (event: KeyboardEvent<HTMLElement>): void => {
    const now = Number((event.target as HTMLElement).closest<HTMLElement>("[data-line]")?.dataset.line ?? -1);
    const next = nextRecord(lines, now, event.key);
    if (next === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    virtual.scrollToIndex(next);
    requestAnimationFrame(() => focusLine(box.current, next));
  };
  return (
    <div className="history-scroll" ref={box} tabIndex={-1}>
      <ol
        className="history-list"
        aria-label="What happened, newest first"
        style={{ height: virtual.getTotalSize() }}
        onKeyDown={press}
      >
        {virtual.getVirtualItems().map(({ index, start, size, key }) => {
          const line = lines[index];
          if (line === undefined) return null;
          return (
            <li
              key={key}
              className={line.kind === "day" ? "history-day" : "history-row"}
              data-line={index}
              data-left={line.kind === "record" && !line.entry.onBranch}
              style={{ height: size, transform: `translateY(${start}px)` }}
            >
              <Line line={line} lanes={lanes} actions={actions} />
            </li>
          );
        })}
      </ol>
    </div>
  );
}

function Line({ line, lanes, actions }: { line: HistoryLine; lanes: number; actions: RowActions }) {
  if (line.kind === "day") {
    return (
      <>
        <GraphGap through={line.lanes} lanes={lanes} height={DAY} />
        <h2 style={{ marginLeft: graphWidth(0) }}>{showDay(line.day)}</h2>
      </>
    );
  }
  return (
    <>
      {line.graph === undefined ? null : <Graph row={line.graph} entry={line.entry} lanes={lanes} height={ROW} />}
      <HistoryRow line={line} actions={actions} />
    </>
  );
}

/** The record that a key leads to; days are passed over. */
function nextRecord(lines: readonly HistoryLine[], now: number, key: string): number | undefined {
  const records = lines.flatMap(({ kind }, index) => (kind === "record" ? [index] : []));
  const place = records.indexOf(now);
  if (key === "ArrowDown") return records[place + 1];
  if (key === "ArrowUp") return records[place - 1];
  if (key === "Home") return records[0];
  if (key === "End") return records.at(-1);
  return undefined;
}

function focusLine(box: HTMLElement | null, line: number): void {
  box?.querySelector<HTMLElement>(`[data-line="${line}"] [data-focus]`)?.focus();
}

/** A day of the simulated clock: "Monday, 2 March 2026". */
function showDay(day: string): string {
  const options = { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" } as const;
  return new Date(`${day}T00:00:00Z`).toLocaleDateString("en-GB", options);
}
