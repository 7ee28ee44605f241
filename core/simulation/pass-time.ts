import { RehearsalError } from "../errors.ts";
import { describeCount, type Progress } from "../pace.ts";
import type { DueItem } from "../provisioning/agenda.ts";
import { isoInstant } from "../time.ts";
import type { PassTimeAction } from "./action.ts";
import { doByHand, type HandItem } from "./by-hand.ts";
import { changeDirectory, purgeFromDirectory } from "./change-directory.ts";
import { type Due, dueOf } from "./due.ts";
import { expire } from "./end-access.ts";
import { findConnected } from "./find-in-workspace.ts";
import { removeFromAgenda } from "./hr-event.ts";
import { retryPushes } from "./provision.ts";
import { runDueCycle } from "./run-cycle.ts";
import type { Stage } from "./stage.ts";

const MINUTE = 60_000;

/** Things that may happen while time passes in one action: more is a mistake in the settings. */
const MOST_EVENTS = 100_000;

/**
 * The clock goes on, and what is due on the way happens, in order. Gives how many things that were.
 * @throws {RehearsalError} ACTION_TIME where it would go back, ACTION_NOTHING_DUE, ACTION_TOO_MUCH
 */
export async function passTime(stage: Stage, { by }: PassTimeAction): Promise<number> {
  if ("toNextEvent" in by) return passToNextEvent(stage);
  const end = "minutes" in by ? stage.now() + by.minutes * MINUTE : Date.parse(by.until);
  if (end < stage.now()) {
    const message = `It is ${isoInstant(stage.now())} already; the clock never goes back. Return to a checkpoint instead.`;
    throw new RehearsalError("ACTION_TIME", message, { path: "by.until" });
  }
  return stage.during(clockBetween(stage, end), () => advance(stage, end));
}

const UNITS = [
  { what: "days", ms: 1440 * MINUTE },
  { what: "hours", ms: 60 * MINUTE },
  { what: "minutes", ms: MINUTE },
] as const;

/** How far the clock is on its way from now to `end`, in the largest unit of which there are several. */
function clockBetween(stage: Stage, end: number): () => Progress {
  const start = stage.now();
  const { what, ms } = UNITS.find((unit) => end - start >= 2 * unit.ms) ?? UNITS[2];
  const total = Math.ceil((end - start) / ms);
  return () => {
    const far = { done: Math.floor((stage.now() - start) / ms), total, what };
    return { ...far, doing: `Time passes: ${describeCount(far)}` };
  };
}

/**
 * The clock goes on to a moment (milliseconds since the epoch), and what is due on the way happens, in order. Gives how
 * many things that were.
 * @throws {RehearsalError} ACTION_TOO_MUCH
 */
export async function advance(stage: Stage, end: number): Promise<number> {
  let events = 0;
  for (let done = await carryOutDue(stage, end); done > 0; done = await carryOutDue(stage, end)) {
    events += done;
    if (events > MOST_EVENTS) throw tooMuch();
    if (stage.pace.isDue()) await stage.pace.rest();
  }
  stage.moveClock(end);
  return events;
}

/** Carries out the one thing that is due next, at its time; false where nothing is due until `end`. */
export async function carryOutNext(stage: Stage, end: number): Promise<boolean> {
  const [due] = dueOf(stage.read());
  if (due === undefined || due.at > end) return false;
  stage.moveClock(due.at);
  await carryOut(stage, due);
  return true;
}

/** To the next moment at which something is due, and through all of that moment. */
async function passToNextEvent(stage: Stage): Promise<number> {
  const [first] = dueOf(stage.read());
  if (first === undefined) {
    const message =
      "Nothing is due: no cycle, batch, ticket, rule or expiry. Let so many minutes or days pass instead.";
    throw new RehearsalError("ACTION_NOTHING_DUE", message, { path: "by" });
  }
  return advance(stage, Math.max(first.at, stage.now()));
}

/**
 * Carries out what is due next, at its time; gives how many things that were. What is done by hand in one application at
 * one moment is done at one go.
 */
async function carryOutDue(stage: Stage, end: number): Promise<number> {
  const due = dueOf(stage.read());
  const [first] = due;
  if (first === undefined || first.at > end) return 0;
  const items = itemsTogether(due);
  if (items.length < 2) return (await carryOutNext(stage, end)) ? 1 : 0;
  stage.moveClock(first.at);
  removeFromAgenda(stage, items);
  await doByHand(stage, items[0]?.application ?? "", items);
  return items.length;
}

/** The tickets and rules of one application that are due first, at one moment and one after another. */
function itemsTogether(due: readonly Due[]): readonly HandItem[] {
  const [first] = due;
  const items: HandItem[] = [];
  for (const each of due) {
    if (each.kind !== "agenda" || each.item.kind === "hrChange" || each.at !== first?.at) break;
    if (each.item.application !== (items[0] ?? each.item).application) break;
    items.push(each.item);
  }
  return items;
}

/** Carries out one thing that is due, at the clock of the stage. */
export async function carryOut(stage: Stage, due: Due): Promise<void> {
  switch (due.kind) {
    case "agenda":
      removeFromAgenda(stage, [due.item]);
      return carryOutItem(stage, due.item);
    case "cycle":
    case "batch":
      return runDueCycle(stage, due.application);
    case "retry":
      return retryPushes(stage, findConnected(stage.read(), due.application));
    case "purge":
      return purgeFromDirectory(stage, due.person);
    case "expiry":
      expire(stage, due);
      stage.happened();
      return;
  }
}

function carryOutItem(stage: Stage, item: DueItem): Promise<void> {
  if (item.kind === "hrChange") return changeDirectory(stage, item.change, item.person);
  return doByHand(stage, item.application, [item]);
}

function tooMuch(): RehearsalError {
  const message = `More than ${MOST_EVENTS} things would happen in that time. Let less time pass, or let cycles run less often.`;
  return new RehearsalError("ACTION_TOO_MUCH", message, { path: "by" });
}
