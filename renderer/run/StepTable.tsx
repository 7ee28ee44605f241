import { memo, useLayoutEffect, useMemo, useRef } from "react";
import type { Actor, Step } from "../../core/contract/model.ts";
import { type CursorStore, goToStep } from "./cursor.ts";
import { Prose } from "./Prose.tsx";
import { PHASE_NAMES } from "./phases.ts";
import { currentStop } from "./rows.ts";
import { useCursor, useRun } from "./run-context.ts";
import "./step-table.css";

const STATUS_WORDS = { ok: "ok", skipped: "– skipped", warning: "! warning", refused: "✕ refused" } as const;

/** The steps as a table: who to whom, in which phase, and how it went. */
export function StepTable() {
  const { cursor, detail } = useRun();
  const step = useCursor((state) => state.step);
  const stops = useCursor((state) => state.stops);
  const hiding = useCursor((state) => state.hiding);
  const { actors, steps } = detail.trace;
  const rows = useCursor((state) => state.rows);
  const current = useMemo(() => currentStop(rows, step), [rows, step]);
  const shown = useMemo(() => stops.filter((stop) => !hiding || stop <= step), [stops, hiding, step]);
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    box.current?.querySelector(`[data-seq="${current}"]`)?.scrollIntoView?.({ block: "nearest" });
  }, [current]);
  return (
    <div ref={box} className="step-table">
      <table>
        <caption className="sr-only">The steps of this run</caption>
        <thead>
          <tr>
            <th scope="col">Step</th>
            <th scope="col">Phase</th>
            <th scope="col">From → to</th>
            <th scope="col">What happened</th>
            <th scope="col">Status</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((seq) => {
            const each = steps[seq - 1];
            if (each === undefined) return null;
            return (
              <TableRow
                key={seq}
                step={each}
                actors={actors}
                current={seq === current}
                future={seq > step}
                cursor={cursor}
              />
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

interface TableRowProps {
  readonly step: Step;
  readonly actors: readonly Actor[];
  readonly current: boolean;
  readonly future: boolean;
  readonly cursor: CursorStore;
}

const TableRow = memo(function TableRow({ step, actors, current, future, cursor }: TableRowProps) {
  const { seq, from, to, phase, title, status } = step;
  return (
    <tr data-seq={seq} data-future={future} data-status={status} aria-current={current ? "step" : undefined}>
      <td>
        <button type="button" className="link" onClick={() => goToStep(cursor, seq)} aria-label={`Go to step ${seq}`}>
          {seq}
        </button>
      </td>
      <td>{PHASE_NAMES[phase]}</td>
      <td>{from === to ? nameOf(actors, from) : `${nameOf(actors, from)} → ${nameOf(actors, to)}`}</td>
      <td>
        <Prose text={title} />
      </td>
      <td className="step-status">{STATUS_WORDS[status]}</td>
    </tr>
  );
});

function nameOf(actors: readonly Actor[], id: string): string {
  return actors.find((actor) => actor.id === id)?.name ?? id;
}
