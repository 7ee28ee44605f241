import { memo, type RefObject, useEffect, useLayoutEffect, useMemo, useRef } from "react";
import type { Actor, Step } from "../../core/contract/model.ts";
import { SCROLLS } from "./Code.tsx";
import { type CursorStore, goToStep } from "./cursor.ts";
import { isMessage, kindOf } from "./kinds.ts";
import { fitText, type Lanes, LOOP, layoutLanes, placeLabel, placeLoopLabel } from "./lanes.ts";
import { currentStop } from "./rows.ts";
import { useCursor, useRun } from "./run-context.ts";
import { useScrolled } from "./use-scrolled.ts";
import { scrollFor, visibleRange } from "./windowing.ts";
import "./diagram.css";

/** Sizes of the diagram, in px: for a desk, and for a projector. */
const SIZES = {
  desk: { row: 34, character: 6.1, around: Number.POSITIVE_INFINITY },
  projector: { row: 50, character: 10.2, around: 6 },
} as const;

/** The steps as a sequence diagram. The step list says the same as text. */
export function Diagram({ size = "desk" }: { size?: keyof typeof SIZES }) {
  const { cursor, detail } = useRun();
  const { row: rowHeight, character, around } = SIZES[size];
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
  const range = visibleRange(shown.length, rowHeight, top, height);
  useKeptInSight(box, current - first, rowHeight);
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
            height={rowHeight}
            character={character}
            lanes={lanes}
            current={range.from + index + first === current}
            future={each.seq > step && range.from + index + first !== current}
            pinned={each.seq === pin}
          />
        ))}
      </svg>
    </section>
  );
}

function chooseSteps(steps: readonly Step[], stops: readonly number[]): readonly Step[] {
  return stops.flatMap((seq) => steps[seq - 1] ?? []);
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

function useKeptInSight(box: RefObject<HTMLElement | null>, index: number, rowHeight: number): void {
  useLayoutEffect(() => {
    const { current } = box;
    if (current === null) return;
    const target = scrollFor(index, rowHeight, current.scrollTop, current.clientHeight - NAMES);
    if (target !== undefined) current.scrollTop = target;
  }, [box, index, rowHeight]);
}

const LaneNames = memo(function LaneNames({ actors, lanes }: { actors: readonly Actor[]; lanes: Lanes }) {
  return (
    <div className="lane-names" style={{ width: lanes.width }}>
      {actors.map(({ id, name }) => (
        <span
          key={id}
          className="lane-name"
          title={name}
          style={{ left: (lanes.x.get(id) ?? 0) - lanes.nameWidth / 2, width: lanes.nameWidth }}
        >
          {name}
        </span>
      ))}
    </div>
  );
});

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
  readonly height: number;
  readonly character: number;
  readonly lanes: Lanes;
  readonly current: boolean;
  readonly future: boolean;
  readonly pinned: boolean;
}

const DiagramRow = memo(function DiagramRow(props: DiagramRowProps) {
  const { step, y, height, lanes, current, future, pinned } = props;
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
      <rect className="diagram-band" x={0} y={0} width={lanes.width} height={height} />
      <text className="diagram-number" x={8} y={height * 0.72}>
        {pinned ? `▼${step.seq}` : step.seq}
      </text>
      {step.from === step.to || !isMoved(step) ? <Loop {...props} /> : <Message {...props} />}
    </g>
  );
});

/** What passes between two lanes: messages, and what is written to a store or looked up there. */
function isMoved(step: Step): boolean {
  return isMessage(step) || step.kind === "change" || step.kind === "evaluation" || step.kind === "outcome";
}

/** Who works: of the two that a step is between, the one that is not the browser. */
function workerOf({ from, to }: Step): string {
  return from === "browser" ? to : from;
}

function Message({ step, height, character, lanes }: DiagramRowProps) {
  const [from, to] = [lanes.x.get(step.from) ?? 0, lanes.x.get(step.to) ?? 0];
  const refused = step.status === "refused";
  const title = labelOf(step);
  const label = placeLabel(lanes, from, to, title.length * character);
  const line = Math.round(height * 0.74);
  return (
    <>
      <text className="diagram-label" x={label.x} y={height * 0.44} textAnchor={label.anchor}>
        {fitText(title, label.room, character)}
      </text>
      <line className="arrow" x1={from} x2={to} y1={line} y2={line} markerEnd="url(#arrow)" />
      {refused ? <Cross x={(from + to) / 2} y={line} /> : null}
      {step.kind === "change" ? <Diamond x={to} y={line} /> : null}
    </>
  );
}

function Loop({ step, height, character, lanes }: DiagramRowProps) {
  const x = lanes.x.get(workerOf(step)) ?? 0;
  const title = labelOf(step);
  const needs = title.length * character;
  const beside = placeLoopLabel(lanes, x, needs);
  const fits = needs <= beside.room;
  const label = fits ? beside : placeLabel(lanes, x, x, needs);
  const [top, bottom] = [Math.round(height * (fits ? 0.28 : 0.54)), Math.round(height * (fits ? 0.74 : 0.84))];
  return (
    <>
      <path className="arrow" d={`M${x} ${top} h${LOOP} v${bottom - top} h${-LOOP + 1}`} markerEnd="url(#arrow)" />
      {step.status === "refused" ? <Cross x={x + LOOP} y={(top + bottom) / 2} /> : null}
      <text className="diagram-label" x={label.x} y={height * (fits ? 0.62 : 0.42)} textAnchor={label.anchor}>
        {fitText(title, label.room, character)}
      </text>
    </>
  );
}

/** A failure says so in words, not by its colour alone. */
function labelOf({ status, title }: Step): string {
  const words = title.replaceAll("`", "");
  return status === "refused" ? `✕ Refused: ${words}` : words;
}

function Cross({ x, y }: { x: number; y: number }) {
  return <path className="cross" d={`M${x - 6} ${y - 6} l12 12 m0 -12 l-12 12`} />;
}

function Diamond({ x, y }: { x: number; y: number }) {
  return <path className="diamond" d={`M${x + 8} ${y} l-7 -7 l-7 7 l7 7 z`} />;
}
