import { memo, type RefObject, useEffect, useMemo, useRef } from "react";
import type { Actor, Step } from "../../core/contract/model.ts";
import { SCROLLS } from "./Code.tsx";
import { type CursorStore, goToStep } from "./cursor.ts";
import { crossPath, diamondPath, drawRow, type RowSize } from "./drawing.ts";
import { kindOf } from "./kinds.ts";
import { type Lanes, layoutLanes } from "./lanes.ts";
import { currentStop } from "./rows.ts";
import { useCursor, useRun } from "./run-context.ts";
import { useKeptInSight } from "./use-kept-in-sight.ts";
import { useScrolled } from "./use-scrolled.ts";
import { visibleRange } from "./windowing.ts";
import "./diagram.css";

/** Sizes of the diagram: for a desk, and for a projector; and how many steps are drawn on either side of the current one. */
const SIZES = {
  desk: { row: 34, character: 6.4, line: 15, lines: 1, around: Number.POSITIVE_INFINITY },
  projector: { row: 68, character: 10.3, line: 22, lines: 2, around: 6 },
} as const;

/** The steps as a sequence diagram. The step list says the same as text. */
export function Diagram({ size = "desk" }: { size?: keyof typeof SIZES }) {
  const { cursor, detail } = useRun();
  const { row: rowHeight, around } = SIZES[size];
  const step = useCursor((state) => state.step);
  const stops = useCursor((state) => state.stops);
  const hiding = useCursor((state) => state.hiding);
  const pin = useCursor((state) => state.pin);
  const box = useRef<HTMLElement>(null);
  const { top, height, width } = useScrolled(box);
  const { actors, steps } = detail.trace;
  const lanes = useMemo(() => layoutLanes(actors, width === 0 ? 600 : width), [actors, width]);
  const rows = useCursor((state) => state.rows);
  const current = useMemo(() => Math.max(stops.indexOf(currentStop(rows, step)), 0), [rows, stops, step]);
  const all = useMemo(() => chooseSteps(steps, stops), [steps, stops]);
  const [first, end] = [
    Math.max(0, current - around),
    Math.min(hiding ? current + 1 : all.length, current + around + 1),
  ];
  const shown = useMemo(() => all.slice(first, end), [all, first, end]);
  const times = useMemo(() => timesIn(all), [all]);
  const range = visibleRange(shown.length, rowHeight, top, height);
  useKeptInSight(box, current - first, rowHeight, NAMES);
  useStepClicks(box, cursor);
  return (
    <section ref={box} className="diagram" data-size={size} aria-label="Sequence diagram" {...SCROLLS}>
      <LaneNames actors={actors} lanes={lanes} />
      <svg width={lanes.width} height={shown.length * rowHeight + 12} role="presentation" aria-hidden="true">
        <Arrows />
        {[...lanes.x.values()].map((x) => (
          <line key={x} className="lifeline" x1={x} x2={x} y1={0} y2={shown.length * rowHeight + 8} />
        ))}
        {shown.slice(range.from, range.to).map((each, index) => (
          <DiagramRow
            key={each.seq}
            step={each}
            y={(range.from + index) * rowHeight}
            size={SIZES[size]}
            lanes={lanes}
            current={range.from + index + first === current}
            future={each.seq > step && range.from + index + first !== current}
            pinned={each.seq === pin}
            time={times.get(each.seq)}
          />
        ))}
      </svg>
    </section>
  );
}

function chooseSteps(steps: readonly Step[], stops: readonly number[]): readonly Step[] {
  return stops.flatMap((seq) => steps[seq - 1] ?? []);
}

/** What the clock says at the steps before which it went on. */
function timesIn(steps: readonly Step[]): ReadonlyMap<number, string> {
  return new Map(
    steps.flatMap(({ seq, at }, index): readonly (readonly [number, string])[] => {
      const before = steps[index - 1]?.at;
      return before === undefined || before === at ? [] : [[seq, at.slice(11, 16)]];
    }),
  );
}

/** A click on a row goes there. The step list and the keys do the same without a pointer. */
function useStepClicks(box: RefObject<HTMLElement | null>, cursor: CursorStore): void {
  useEffect(() => {
    const { current } = box;
    const pick = ({ target }: MouseEvent): void => {
      const seq = target instanceof Element ? target.closest<SVGElement>("[data-seq]")?.dataset.seq : undefined;
      if (seq !== undefined) goToStep(cursor, Number(seq));
    };
    current?.addEventListener("click", pick);
    return () => current?.removeEventListener("click", pick);
  }, [box, cursor]);
}

/** The names of the lanes stand above the rows, in sight however far one scrolls. */
const NAMES = 44;

const LaneNames = memo(function LaneNames({ actors, lanes }: { actors: readonly Actor[]; lanes: Lanes }) {
  return (
    <div className="lane-names" style={{ width: lanes.width }}>
      {actors.map(({ id, name }) => (
        <span
          key={id}
          className="lane-name"
          data-narrow={lanes.nameWidth < 80}
          title={name}
          style={{ left: (lanes.x.get(id) ?? 0) - lanes.nameWidth / 2, width: lanes.nameWidth }}
        >
          {name}
        </span>
      ))}
    </div>
  );
});

/** Simulated time went on: a line across all lanes, with what the clock says from there. */
function TimeLine({ time, width, size }: { time: string; width: number; size: keyof typeof SIZES }) {
  return (
    <>
      <line className="diagram-time-line" x1={0} x2={width} y1={0.5} y2={0.5} />
      <text className="diagram-time" x={2} y={size === "projector" ? 20 : 11}>
        {time}
      </text>
    </>
  );
}

function Arrows() {
  return (
    <defs>
      <marker
        id="arrow"
        viewBox="0 0 10 10"
        refX="9"
        refY="5"
        markerWidth="7"
        markerHeight="7"
        orient="auto-start-reverse"
      >
        <path d="M0 0 L10 5 L0 10 z" fill="context-stroke" />
      </marker>
    </defs>
  );
}

interface DiagramRowProps {
  readonly step: Step;
  readonly y: number;
  readonly size: RowSize;
  readonly lanes: Lanes;
  readonly current: boolean;
  readonly future: boolean;
  readonly pinned: boolean;
  /** What the clock says, where it went on before this step. */
  readonly time: string | undefined;
}

const DiagramRow = memo(function DiagramRow(props: DiagramRowProps) {
  const { step, y, size, lanes, current, future, pinned, time } = props;
  const { words, arrow, cross, diamond } = useMemo(() => drawRow(step, lanes, size), [step, lanes, size]);
  return (
    <g
      className="diagram-row"
      transform={`translate(0 ${y})`}
      data-seq={step.seq}
      data-kind={kindOf(step)}
      data-future={future}
      data-current={current}
      data-refused={step.status === "refused"}
    >
      <rect className="diagram-band" x={0} y={0} width={lanes.width} height={size.row} />
      {time === undefined ? null : (
        <TimeLine time={time} width={lanes.width} size={size === SIZES.projector ? "projector" : "desk"} />
      )}
      <text className="diagram-number" x={8} y={size.row - 9}>
        {pinned ? `▼${step.seq}` : step.seq}
      </text>
      {words.map(({ text, ...at }) => (
        <text key={at.y} className="diagram-label" x={at.x} y={at.y} textAnchor={at.anchor}>
          {text}
        </text>
      ))}
      <path className="arrow" d={arrow} markerEnd="url(#arrow)" />
      {cross === undefined ? null : <path className="cross" d={crossPath(cross)} />}
      {diamond === undefined ? null : <path className="diamond" d={diamondPath(diamond)} />}
    </g>
  );
});
