import { memo, useMemo, useRef } from "react";
import { showInstant } from "../components/instant.ts";
import { laterWords, momentWords } from "../lifecycle/time-words.ts";
import { BrushChip } from "./BrushChip.tsx";
import { brushPhase } from "./brush.ts";
import { goToStep, move, togglePhase } from "./cursor.ts";
import { KIND_WORDS, kindOf } from "./kinds.ts";
import { type Row, rowIndexOf } from "./rows.ts";
import { useCursor, useRun } from "./run-context.ts";
import { useKeptInSight } from "./use-kept-in-sight.ts";
import { useScrolled } from "./use-scrolled.ts";
import { visibleRange } from "./windowing.ts";
import "./step-list.css";

const ROW = 28;

/** The steps as text, in phases: the equal of the diagram for whoever does not see it. */
export function StepList() {
  const { cursor, detail } = useRun();
  const rows = useCursor((state) => state.rows);
  const step = useCursor((state) => state.step);
  const pin = useCursor((state) => state.pin);
  const hiding = useCursor((state) => state.hiding);
  const current = useMemo(() => rowIndexOf(rows, step), [rows, step]);
  const shown = useMemo(() => (hiding ? rows.slice(0, endOfSeen(rows, current)) : rows), [rows, current, hiding]);
  const list = useRef<HTMLDivElement>(null);
  const { top, height } = useScrolled(list);
  const { from, to } = visibleRange(shown.length, ROW, top, height);
  useKeptInSight(list, current, ROW);
  const at = rows[current];
  return (
    <section className="run-pane" data-pane="steps" tabIndex={-1} aria-label="Steps">
      <header className="run-pane-head">
        <h2>Steps</h2>
        <span className="pane-count">
          {step} of {detail.trace.steps.length}
        </span>
        <BrushChip />
      </header>
      <div
        ref={list}
        className="step-list"
        role="listbox"
        tabIndex={0}
        aria-label="Steps of this run"
        aria-activedescendant={at === undefined ? undefined : rowId(at)}
        onKeyDown={(event) => {
          if (event.key !== "ArrowUp" && event.key !== "ArrowDown" && event.key !== "Enter") return;
          event.preventDefault();
          const group = groupOf(rows, current);
          if (event.key !== "Enter") move(cursor, event.key === "ArrowDown" ? 1 : -1);
          else if (group !== undefined) togglePhase(cursor, group);
        }}
        onClick={(event) =>
          pick(
            event.target,
            (seq) => goToStep(cursor, seq),
            (group) => togglePhase(cursor, group),
          )
        }
        onDoubleClick={({ target }) => {
          const row = target instanceof Element ? target.closest<HTMLElement>("[data-group]") : null;
          if (row?.dataset.group !== undefined) brushPhase(cursor, Number(row.dataset.group));
        }}
      >
        <div style={{ height: from * ROW }} />
        {shown.slice(from, to).map((row, index) => (
          <StepRow
            key={row.key}
            row={row}
            place={from + index + 1}
            count={shown.length}
            current={from + index === current}
            future={isAfter(row, step)}
            pinned={"stop" in row && row.type === "step" && row.stop === pin}
          />
        ))}
        <div style={{ height: (shown.length - to) * ROW }} />
        {hiding && shown.length < rows.length ? <p className="step-hidden">What comes next is hidden.</p> : null}
      </div>
    </section>
  );
}

/** One listener for all rows: they say in `data-` what a click on them means. */
function pick(target: EventTarget, onStep: (seq: number) => void, onPhase: (group: number) => void): void {
  if (!(target instanceof Element)) return;
  const row = target.closest<HTMLElement>("[data-seq],[data-group]");
  const phase = target.closest(".step-fold") !== null || row?.dataset.seq === undefined;
  if (phase && row?.dataset.group !== undefined) onPhase(Number(row.dataset.group));
  else if (row?.dataset.seq !== undefined) onStep(Number(row.dataset.seq));
}

/** Rows up to the current one, with the details that belong to it. */
function endOfSeen(rows: readonly Row[], current: number): number {
  const next = rows.findIndex((row, index) => index > current && row.type !== "detail");
  return next < 0 ? rows.length : next;
}

function groupOf(rows: readonly Row[], index: number): number | undefined {
  const row = rows.slice(0, index + 1).findLast(({ type }) => type === "phase");
  return row?.type === "phase" ? row.group.id : undefined;
}

function isAfter(row: Row, step: number): boolean {
  if (row.type === "notReached") return false;
  if (row.type === "detail" || row.type === "time") return row.seq > step;
  return row.type === "phase" ? row.group.id > step : row.stop > step;
}

function rowId({ key }: Row): string {
  return `row-${key}`;
}

interface StepRowProps {
  readonly row: Row;
  readonly place: number;
  readonly count: number;
  readonly current: boolean;
  readonly future: boolean;
  readonly pinned: boolean;
}

const StepRow = memo(function StepRow({ row, place, count, current, future, pinned }: StepRowProps) {
  const common = {
    id: rowId(row),
    role: "option",
    "aria-label": row.type === "phase" ? phaseLabel(row) : undefined,
    "aria-selected": current,
    "aria-posinset": place,
    "aria-setsize": count,
    "data-future": future,
    "data-type": row.type,
  } as const;
  switch (row.type) {
    case "phase":
      return <PhaseRow row={row} common={common} />;
    case "step":
      return (
        <div {...common} className="step-row" data-seq={row.stop} data-status={row.step.status} title={row.step.title}>
          <span className="step-number">{row.stop}</span>
          <span className="step-title">{row.step.title.replaceAll("`", "")}</span>
          {pinned ? <span className="step-pin">pinned</span> : null}
          <StatusSign status={row.step.status} />
          <span className="kind" data-kind={kindOf(row.step)}>
            {KIND_WORDS[kindOf(row.step)]}
          </span>
        </div>
      );
    case "detail":
      return (
        <div
          {...common}
          className="step-row"
          data-seq={row.seq}
          data-status={row.bad ? "refused" : "ok"}
          title={row.text}
        >
          <span className="step-mark" aria-hidden="true">
            {row.mark}
          </span>
          <span className="step-title">{row.text.replaceAll("`", "")}</span>
        </div>
      );
    case "time":
      return (
        <div {...common} className="step-row step-time" aria-disabled="true" title={`${showInstant(row.at)}`}>
          <span className="step-title">{momentWords(row.at)}</span>
          <span className="step-soft">{laterWords(row.before, row.at)}</span>
        </div>
      );
    case "notReached":
      return (
        <div {...common} className="step-row" aria-disabled="true">
          <span className="step-title">{row.name}</span>
          <span className="step-soft">not reached</span>
        </div>
      );
  }
});

function phaseLabel({ group, open }: Extract<Row, { type: "phase" }>): string {
  return `${group.name}, ${open ? "open" : "folded"}: ${group.summary}`;
}

function PhaseRow({ row, common }: { row: Extract<Row, { type: "phase" }>; common: object }) {
  const { group, open, stop } = row;
  return (
    <div
      {...common}
      className="step-row"
      data-group={group.id}
      data-seq={stop}
      data-status={group.status}
      title={`${group.name}: ${group.summary}\nDouble-click: only these steps (G)`}
    >
      <span className="step-fold" aria-hidden="true">
        {open ? "▾" : "▸"}
      </span>
      <span className="step-phase">{group.name}</span>
      {open ? <span className="step-title" /> : <span className="step-title">{group.summary.replaceAll("`", "")}</span>}
      <StatusSign status={group.status} ok />
    </div>
  );
}

const SIGNS = {
  ok: ["✓", "went well"],
  skipped: ["–", "skipped"],
  warning: ["!", "warning"],
  refused: ["✕", "refused"],
} as const;

function StatusSign({ status, ok = false }: { status: keyof typeof SIGNS; ok?: boolean }) {
  const [sign, word] = SIGNS[status];
  if (status === "ok" && !ok) return null;
  return (
    <span className="step-sign" data-status={status} role="img" aria-label={word} title={word}>
      {sign}
    </span>
  );
}
