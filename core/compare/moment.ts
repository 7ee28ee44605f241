import { RehearsalError } from "../errors.ts";
import { type Pace, WITHOUT_REST } from "../pace.ts";
import type { Random } from "../random.ts";
import type { Action } from "../simulation/action.ts";
import { type Due, dueOf } from "../simulation/due.ts";
import { findConnected } from "../simulation/find-in-workspace.ts";
import { carryOutNext } from "../simulation/pass-time.ts";
import { type ActionResult, runAction } from "../simulation/run-action.ts";
import { createStage, randomOf, type StageOptions } from "../simulation/stage.ts";
import type { Workspace } from "../store/workspace.ts";
import { isoInstant, readableInstant } from "../time.ts";
import type { Outcome } from "../trace/step.ts";
import { type LaneThing, type LaneWatch, runLane } from "./lane.ts";
import type { Mode } from "./mode.ts";
import type { CompareRequest } from "./request.ts";

const DAY = 86_400_000;

/** A boundary in a lane: the moment at which somebody came to stand otherwise in an application. */
export interface Moment {
  readonly mode: Mode;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Id of the person. */
  readonly person: string;
  readonly application: string;
}

/** What happened at it, carried out once more with every step. */
export interface MomentRun extends Pick<ActionResult, "trace" | "outcome" | "workspace"> {
  /** The workspace as the lane had it just before. */
  readonly before: Workspace;
  readonly action: Action;
  /** What was due by itself, where it was that. */
  readonly due?: Due;
}

/**
 * What happened at a boundary, with its whole trace: the lane is run quietly up to there, and the one thing that made
 * the difference is then carried out with every step kept.
 * @throws {RehearsalError} COMPARE_NO_MOMENT where nothing changed then, and what running a lane throws, CANCELLED too
 */
export async function openMoment(
  workspace: Workspace,
  request: CompareRequest,
  moment: Moment,
  pace: Pace = WITHOUT_REST,
): Promise<MomentRun> {
  const { mode, at, person } = moment;
  const from = Date.parse(workspace.clock.now);
  const days = Math.min(request.days, Math.max(1, Math.floor((at - from) / DAY) + 1));
  const people = request.people === undefined ? {} : { people: [...new Set([...request.people, person])] };
  const search = createSearch(moment);
  await runLane(workspace, { ...request, ...people, days }, mode, { pace, watch: search });
  const found = search.found();
  if (found === undefined) throw noMoment(moment);
  return carryOut(found, at, pace);
}

/** A thing that happens, and all that it went out from. */
interface Beginning {
  readonly thing: LaneThing;
  readonly before: Workspace;
  /** The workspace that the lane began with, and how many bytes of its randomness were used up to here. */
  readonly start: Workspace;
  readonly used: number;
}

/** Watches a lane for the last thing at the moment after which the person stood otherwise. */
function createSearch({ at, person, application }: Moment): LaneWatch & { found(): Beginning | undefined } {
  let [start, used] = [undefined as Workspace | undefined, 0];
  let found: Beginning | undefined;
  return {
    found: () => found,
    randomOf(workspace) {
      start = workspace;
      const source = randomOf(workspace);
      return {
        bytes(length) {
          used += length;
          return source.bytes(length);
        },
      };
    },
    async around(thing, { stage, tracker }, happen) {
      const [before, usedBefore] = [stage.read(), used];
      const was = tracker.standing(application, person);
      await happen();
      if (stage.now() !== at || start === undefined) return;
      const is = tracker.standing(application, person);
      if (is?.state !== was?.state || is?.entitled !== was?.entitled)
        found = { thing, before, start, used: usedBefore };
    },
  };
}

async function carryOut({ thing, before, start, used }: Beginning, at: number, pace: Pace): Promise<MomentRun> {
  const random = randomFrom(start, used);
  if (thing.kind === "due") return carryOutDue(before, at, { random, pace });
  const action = thing.kind === "event" ? thing.event.action : loginOf(before, thing.login);
  if (action.type !== "login") return { before, action, ...(await runAction(before, action, { random, pace })) };
  // A real login draws more than a quiet one: it takes randomness of its own, and with it ids that nobody has.
  const own = { ...before, actions: before.actions + used };
  return { before, action, ...(await runAction(own, action)) };
}

function loginOf(before: Workspace, { person, application: id }: { person: string; application: string }): Action {
  const { application } = findConnected(before, id);
  const user = before.directory.users.find((each) => each.id === person)?.userName ?? person;
  return { type: "login", user, application: id, protocol: application.signOn, startAt: "application" };
}

async function carryOutDue(before: Workspace, at: number, options: StageOptions): Promise<MomentRun> {
  const [due] = dueOf(before);
  const stage = createStage(before, options);
  await carryOutNext(stage, at);
  const outcome: Outcome = {
    result: "done",
    code: "DONE",
    reason: `It is ${readableInstant(at)}. One thing was due, and happened.`,
    by: "clock",
  };
  stage.record({
    kind: "outcome",
    from: "clock",
    to: "clock",
    phase: "session",
    status: "ok",
    title: "Done",
    why: outcome.reason,
    outcome,
  });
  const action: Action = { type: "passTime", by: { until: isoInstant(at) } };
  return { before, action, ...stage.finish(), outcome, ...(due === undefined ? {} : { due }) };
}

/** The randomness of a lane from a place in it on. */
function randomFrom(start: Workspace, used: number): Random {
  const random = randomOf(start);
  for (let left = used; left > 0; left -= SLICE) random.bytes(Math.min(left, SLICE));
  return random;
}

const SLICE = 65_536;

function noMoment({ at, person, application, mode }: Moment): RehearsalError {
  const message = `Nothing changed for ${JSON.stringify(person)} in ${JSON.stringify(application)} at ${isoInstant(at)} under ${mode}. Boundaries are where a stretch of the comparison begins.`;
  return new RehearsalError("COMPARE_NO_MOMENT", message, { path: "at" });
}
