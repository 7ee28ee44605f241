import { memo, useMemo, useRef } from "react";
import type { Actor, Step } from "../../core/contract/model.ts";
import { Sentence } from "../components/Sentence.tsx";
import { type CursorStore, goToStep } from "./cursor.ts";
import { PHASE_NAMES } from "./phases.ts";
import { currentStop } from "./rows.ts";
import { useCursor, useRun } from "./run-context.ts";
import { useKeptInSight } from "./use-kept-in-sight.ts";
import { useScrolled } from "./use-scrolled.ts";
import { visibleRange } from "./windowing.ts";
import "./step-table.css";

const STATUS_WORDS = { ok: "ok", skipped: "– skipped", warning: "! warning", refused: "✕ refused" } as const;

/** Every row is as high as two lines, in px, so that only those in sight need to be drawn. */
const ROW = 44;
const HEAD = 28;

/** The steps as a table: who to whom, in which phase, and how it went. */
export function StepTable() {
  const { cursor, detail } = useRun();
  const step = useCursor((state) => state.step);
  const stops = useCursor((state) => state.stops);
  const hiding = useCursor((state) => state.hiding);
  const { actors, steps } = detail.trace;
  const rows = useCursor((state) => state.rows);
  const current = useMemo(() => currentStop(rows, step), [rows, step]);
  const end = hiding ? stops.findLastIndex((stop) => stop <= step) + 1 : stops.length;
  const box = useRef<HTMLDivElement>(null);
  const { top, height } = useScrolled(box);
  const { from, to } = visibleRange(end, ROW, top, height);
  useKeptInSight(box, stops.indexOf(current), ROW, HEAD);
  return (
    <div ref={box} className="step-table">
      <table aria-rowcount={end + 1}>
        <caption className="sr-only">The steps of this run</caption>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col">Step</th>
            <th scope="col">Phase</th>
            <th scope="col">From → to</th>
            <th scope="col">What happened</th>
            <th scope="col">Status</th>
          </tr>
        </thead>
        <tbody>
          <Gap rows={from} />
          {stops.slice(from, to).map((seq, index) => {
            const each = steps[seq - 1];
            return each === undefined ? null : (
              <TableRow
                key={seq}
                step={each}
                place={from + index + 2}
                actors={actors}
                current={seq === current}
                future={seq > step}
                cursor={cursor}
              />
            );
          })}
          <Gap rows={end - to} />
        </tbody>
      </table>
    </div>
  );
}

/** The room of rows that are not drawn. */
function Gap({ rows }: { rows: number }) {
  return rows <= 0 ? null : (
    <tr className="step-gap">
      <td colSpan={5} style={{ height: rows * ROW }} />
    </tr>
  );
}

interface TableRowProps {
  readonly step: Step;
  readonly place: number;
  readonly actors: readonly Actor[];
  readonly current: boolean;
  readonly future: boolean;
  readonly cursor: CursorStore;
}

const TableRow = memo(function TableRow({ step, place, actors, current, future, cursor }: TableRowProps) {
  const { seq, from, to, phase, title, status, at } = step;
  const who = from === to ? nameOf(actors, from) : `${nameOf(actors, from)} → ${nameOf(actors, to)}`;
  return (
    <tr
      aria-rowindex={place}
      data-seq={seq}
      data-future={future}
      data-status={status}
      aria-current={current ? "step" : undefined}
    >
      <td>
        <button type="button" className="link" onClick={() => goToStep(cursor, seq)} aria-label={`Go to step ${seq}`}>
          {seq}
        </button>
      </td>
      <td>
        {PHASE_NAMES[phase]}
        <time className="step-clock" dateTime={at}>
          {at.slice(11, 16)}
        </time>
      </td>
      <td title={who}>
        <span className="two-lines">{who}</span>
      </td>
      <td title={title}>
        <span className="two-lines">
          <Sentence text={title} />
        </span>
      </td>
      <td className="step-status">{STATUS_WORDS[status]}</td>
    </tr>
  );
});

function nameOf(actors: readonly Actor[], id: string): string {
  return actors.find((actor) => actor.id === id)?.name ?? id;
}
