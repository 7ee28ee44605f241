import { type Pace, type Progress, WITHOUT_REST } from "../pace.ts";
import type { Tally } from "../simulation/stage.ts";
import type { Workspace } from "../store/workspace.ts";
import { isoInstant } from "../time.ts";
import { type LaneRun, runLane } from "./lane.ts";
import { type LaneMetrics, measureLane, type Shares, sharesOf } from "./measure.ts";
import type { Mode } from "./mode.ts";
import type { CompareRequest } from "./request.ts";
import type { Segment } from "./tracker.ts";
import type { AccessState } from "./truth.ts";

/** The same events through several ways, side by side: plain JSON. */
export interface Comparison {
  /** ISO instants. */
  readonly from: string;
  readonly to: string;
  readonly lanes: readonly Lane[];
  /** Ids of the parties that cannot be reached when it begins, until an event says otherwise. */
  readonly unreachable: readonly string[];
}

/** One way. */
export interface Lane {
  readonly mode: Mode;
  readonly metrics: LaneMetrics;
  /** Every stretch of every person in every application, in columns of the same length. */
  readonly segments: SegmentColumns;
  readonly shares: Shares;
  /** Events that made no sense in this lane. */
  readonly passedOver: LaneRun["passedOver"];
  readonly tally: Tally;
}

export interface SegmentColumns {
  readonly person: readonly string[];
  readonly application: readonly string[];
  readonly state: readonly AccessState[];
  readonly entitled: readonly boolean[];
  /** Milliseconds since the epoch. */
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/**
 * Sends the same events through every way that is asked for. Deterministic, and without effects. Progress is in days lived
 * through, of all lanes together.
 * @throws {RehearsalError} ACTION_UNKNOWN_APPLICATION, ACTION_NOT_CONNECTED, CANCELLED at a rest of `pace`
 */
export async function compareModes(
  workspace: Workspace,
  request: CompareRequest,
  pace: Pace = WITHOUT_REST,
): Promise<Comparison> {
  const lanes: Lane[] = [];
  const total = request.modes.length * request.days;
  let [from, to] = [0, 0];
  for (const [index, mode] of request.modes.entries()) {
    const far = (day: number): Progress => ({ done: index * request.days + day, total, what: "days" });
    const run = await runLane(workspace, request, mode, { pace, far });
    [from, to] = [run.from, run.to];
    lanes.push(buildLane(run));
  }
  return { from: isoInstant(from), to: isoInstant(to), lanes, unreachable: workspace.runtime.outages ?? [] };
}

function buildLane(run: LaneRun): Lane {
  const { mode, segments, passedOver, tally } = run;
  return {
    mode,
    metrics: measureLane(run),
    segments: inColumns(segments),
    shares: sharesOf(run),
    passedOver,
    tally,
  };
}

function inColumns(segments: readonly Segment[]): SegmentColumns {
  return {
    person: segments.map(({ person }) => person),
    application: segments.map(({ application }) => application),
    state: segments.map(({ state }) => state),
    entitled: segments.map(({ entitled }) => entitled),
    from: segments.map(({ from }) => from),
    to: segments.map(({ to }) => to),
  };
}
