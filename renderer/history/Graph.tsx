import type { HistoryEntry } from "../../core/contract/model.ts";
import type { GraphRow } from "./lanes.ts";

const LANE = 16;

/** How wide the picture of branches is, in pixels. */
export function graphWidth(lanes: number): number {
  return lanes * LANE + 8;
}

/** The part of the picture that stands beside one record: what led to now is solid, branches that were left are dashed. */
export function Graph({
  row,
  entry,
  lanes,
  height,
}: {
  row: GraphRow;
  entry: HistoryEntry;
  lanes: number;
  height: number;
}) {
  const middle = height / 2;
  const own = x(row.lane);
  return (
    <svg className="graph" width={graphWidth(lanes)} height={height} aria-hidden="true">
      {row.passing.map((lane) => (
        <Line key={lane} lane={lane} from={0} to={height} />
      ))}
      {row.joining.map((lane) => (
        <path
          key={lane}
          className="graph-line"
          data-left="true"
          d={`M ${x(lane)} 0 C ${x(lane)} ${middle}, ${own} ${middle / 2}, ${own} ${middle}`}
        />
      ))}
      {row.up ? <Line lane={row.lane} from={0} to={middle} /> : null}
      {row.down ? <Line lane={row.lane} from={middle} to={height} /> : null}
      <Dot x={own} y={middle} entry={entry} />
    </svg>
  );
}

/** The lines that pass the heading of a day. */
export function GraphGap({ through, lanes, height }: { through: readonly number[]; lanes: number; height: number }) {
  return (
    <svg className="graph" width={graphWidth(lanes)} height={height} aria-hidden="true">
      {through.map((lane) => (
        <Line key={lane} lane={lane} from={0} to={height} />
      ))}
    </svg>
  );
}

function Line({ lane, from, to }: { lane: number; from: number; to: number }) {
  return <line className="graph-line" data-left={lane > 0} x1={x(lane)} x2={x(lane)} y1={from} y2={to} />;
}

/** A run is round, a moment with a name a diamond, anything else small. */
function Dot({ x: at, y, entry }: { x: number; y: number; entry: HistoryEntry }) {
  const left = !entry.onBranch;
  if (entry.type === "checkpoint") {
    return (
      <rect
        className="graph-dot"
        data-left={left}
        x={at - 4.5}
        y={y - 4.5}
        width={9}
        height={9}
        transform={`rotate(45 ${at} ${y})`}
      />
    );
  }
  return <circle className="graph-dot" data-left={left} cx={at} cy={y} r={entry.type === "action" ? 5.5 : 3.5} />;
}

function x(lane: number): number {
  return 12 + lane * LANE;
}
