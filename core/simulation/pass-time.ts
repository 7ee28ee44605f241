import { RehearsalError } from "../errors.ts";
import type { DueItem } from "../provisioning/agenda.ts";
import { isoInstant } from "../time.ts";
import type { PassTimeAction } from "./action.ts";
import { doTicket, followRule } from "./by-hand.ts";
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
  return advance(stage, end);
}

/**
 * The clock goes on to a moment (milliseconds since the epoch), and what is due on the way happens, in order. Gives how
 * many things that were.
 * @throws {RehearsalError} ACTION_TOO_MUCH
 */
export async function advance(stage: Stage, end: number): Promise<number> {
  let events = 0;
  while (await carryOutNext(stage, end)) {
    events += 1;
    if (events > MOST_EVENTS) throw tooMuch();
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
  const at = Math.max(first.at, stage.now());
  stage.moveClock(at);
  let events = 0;
  for (let due: Due | undefined = first; due !== undefined && due.at <= at; due = dueOf(stage.read())[0]) {
    await carryOut(stage, due);
    events += 1;
    if (events > MOST_EVENTS) throw tooMuch();
  }
  return events;
}

async function carryOut(stage: Stage, due: Due): Promise<void> {
  switch (due.kind) {
    case "agenda":
      removeFromAgenda(stage, due.item);
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

async function carryOutItem(stage: Stage, item: DueItem): Promise<void> {
  switch (item.kind) {
    case "hrChange":
      return changeDirectory(stage, item.change, item.person);
    case "ticket":
      return doTicket(stage, item);
    case "workflow":
      return followRule(stage, item);
  }
}

function tooMuch(): RehearsalError {
  const message = `More than ${MOST_EVENTS} things would happen in that time. Let less time pass, or let cycles run less often.`;
  return new RehearsalError("ACTION_TOO_MUCH", message, { path: "by" });
}
