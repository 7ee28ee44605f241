import { memo, useMemo } from "react";
import type { ComparedEvent } from "../../core/contract/comparison.ts";
import { showDay, showWhen, type TimeScale, ticksOf, xOf } from "./axis.ts";
import { useCompareView } from "./compare-view.ts";
import type { Block } from "./lanes.ts";
import { type ChartLine, type ChartSize, markEvents } from "./layout.ts";
import { OutageBands } from "./OutageBands.tsx";
import { Patterns } from "./Patterns.tsx";
import { areasOf } from "./shares.ts";
import { describeEvent, MODE_WORDS, STANDING_WORDS } from "./words.ts";

interface Drawing {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  readonly lines: readonly ChartLine[];
  readonly scale: TimeScale;
  readonly size: ChartSize;
}

/** All that stands still while the playhead moves. What it shows, the text beneath says as well. */
export const ChartSvg = memo(function ChartSvg({ id, width, height, lines, scale, size }: Drawing) {
  return (
    <svg className="cmp-svg" width={width} height={height} fontSize={size.font} aria-hidden="true">
      <Patterns id={id} scale={size.font > 15 ? 1.5 : 1} />
      <Axis scale={scale} size={size} bottom={height - size.axis} />
      <Events scale={scale} size={size} bottom={height - size.axis} />
      {lines.map((line) => (
        <Line key={line.key} id={id} line={line} scale={scale} size={size} />
      ))}
      <OutageBands scale={scale} size={size} bottom={height - size.axis} />
    </svg>
  );
});

function Axis({ scale, size, bottom }: { scale: TimeScale; size: ChartSize; bottom: number }) {
  return (
    <g>
      {ticksOf(scale, size.apart).map((at) => {
        const x = xOf(scale, at);
        return (
          <g key={at}>
            <line className="cmp-grid" x1={x} x2={x} y1={size.top - 6} y2={bottom} />
            <text className="cmp-date" x={x} y={bottom + size.font + 5} textAnchor="middle">
              {showDay(at)}
            </text>
          </g>
        );
      })}
      <line className="cmp-axis" x1={scale.left} x2={scale.left + scale.width} y1={bottom} y2={bottom} />
    </g>
  );
}

function Events({ scale, size, bottom }: { scale: TimeScale; size: ChartSize; bottom: number }) {
  const { ran, names } = useCompareView();
  const { events } = ran.place.request;
  const marks = useMemo(() => {
    const describe = (event: ComparedEvent): string => describeEvent(event, events, names);
    return markEvents(events, scale, size.font, describe);
  }, [events, scale, size.font, names]);
  return (
    <g>
      <text className="cmp-lane" x={0} y={size.top - 12}>
        Events
      </text>
      {marks.map(({ at, x, title, label }) => (
        <g key={at}>
          <title>{`${showWhen(at)}: ${title}`}</title>
          <line className="cmp-event-line" x1={x} x2={x} y1={size.top - 10} y2={bottom} />
          <path className="cmp-event" d={`M${x - 5} ${size.top - 6}h10l-5 -9z`} />
          {label === undefined ? null : (
            <text
              className="cmp-event-text"
              x={x + (label.anchor === "start" ? -4 : 4)}
              y={size.font + label.line * (size.font + 3)}
              textAnchor={label.anchor}
            >
              {label.text}
            </text>
          )}
        </g>
      ))}
    </g>
  );
}

function Line({ id, line, scale, size }: Pick<Drawing, "id" | "scale" | "size"> & { line: ChartLine }) {
  const { names } = useCompareView();
  const { lane, row, first, top, height } = line;
  const application = names.applications.find((each) => each.id === row?.application)?.name;
  const middle = top + height / 2 + size.font / 3;
  return (
    <g>
      {first ? (
        <text
          className="cmp-lane"
          x={0}
          y={row === undefined ? top + size.font + 2 : middle - (application === undefined ? 0 : size.font / 2)}
        >
          {MODE_WORDS[lane.mode].name}
        </text>
      ) : null}
      {row === undefined ? (
        <Shares id={id} line={line} scale={scale} size={size} />
      ) : (
        <>
          <text className="cmp-app" x={0} y={first ? middle + size.font / 2 + 2 : middle}>
            {shorten(application ?? row.application, size.gutter / (size.font * 0.6))}
          </text>
          {row.blocks.map((block) => (
            <BlockShape key={block.from} id={id} block={block} line={line} scale={scale} size={size} />
          ))}
        </>
      )}
    </g>
  );
}

function BlockShape({
  id,
  block,
  line: { top, height },
  scale,
  size,
}: Pick<Drawing, "id" | "scale" | "size"> & { block: Block; line: ChartLine }) {
  const { standing, from, to } = block;
  const x = xOf(scale, from);
  const width = Math.max(1, xOf(scale, to) - x);
  const { word } = STANDING_WORDS[standing];
  const hasRoom = width > word.length * size.font * 0.6 + 10;
  return (
    <g className="cmp-block" data-standing={standing}>
      <title>{`${word}: ${showWhen(from)} to ${showWhen(to)}`}</title>
      <rect className="cmp-ground" x={x} y={top} width={width} height={height} />
      <rect x={x} y={top + height - size.strip} width={width} height={size.strip} fill={`url(#${id}-${standing})`} />
      <line className="cmp-edge" x1={x} x2={x} y1={top} y2={top + height} />
      {hasRoom ? (
        <text className="cmp-word" x={x + 6} y={top + (height - size.strip) / 2 + size.font / 3}>
          {word}
        </text>
      ) : null}
    </g>
  );
}

/** Everybody in a lane: how many stand how, on top of each other. */
function Shares({
  id,
  line: { lane, top, height },
  scale,
  size,
}: Pick<Drawing, "id" | "scale" | "size"> & { line: ChartLine }) {
  const areas = useMemo(
    () =>
      areasOf(lane.shares, {
        x: (at) => xOf(scale, at),
        end: scale.left + scale.width,
        top,
        height,
      }),
    [lane, scale, top, height],
  );
  const { timeToAccess } = lane.metrics;
  return (
    <g>
      {areas.map(({ standing, path }) => (
        <path key={standing} className="cmp-area" data-standing={standing} d={path} fill={`url(#${id}-${standing})`}>
          <title>{STANDING_WORDS[standing].word}</title>
        </path>
      ))}
      {timeToAccess === undefined ? null : (
        <>
          <text className="cmp-app" x={0} y={top + size.font * 2 + 8}>
            {`half in ${showShort(timeToAccess.p50)}`}
          </text>
          <text className="cmp-app" x={0} y={top + size.font * 3 + 13}>
            {`95 % in ${showShort(timeToAccess.p95)}`}
          </text>
        </>
      )}
    </g>
  );
}

/** Hours in so few letters that they stand beside a lane. */
function showShort(hours: number): string {
  if (hours < 1) return `${Math.round(hours * 60)} min`;
  return hours < 48 ? `${Math.round(hours)} h` : `${Math.round(hours / 24)} d`;
}

function shorten(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, Math.max(1, Math.floor(most) - 1))}…`;
}
