import { isDeepStrictEqual } from "node:util";
import type { Arguments } from "../contract/methods.ts";
import type { RunDetail } from "../contract/results.ts";
import { RehearsalError } from "../errors.ts";
import type { Pace } from "../pace.ts";
import { type Action, actionSchema } from "../simulation/action.ts";
import { runAction } from "../simulation/run-action.ts";
import { lineTo } from "../store/journal.ts";
import { completeKeys } from "../store/key-material.ts";
import type { RecordSummary } from "../store/record.ts";
import type { Workspace } from "../store/workspace.ts";
import { isoInstant } from "../time.ts";
import type { CallContext } from "./context.ts";
import { createPace } from "./pace.ts";
import { findPerson, nameOf } from "./people.ts";
import { buildUnsavedRun, readRun } from "./run-detail.ts";
import type { Session } from "./session.ts";

/**
 * A run about many people once more, with every step that is about one of them (`person`: an id) and none about the
 * others. It is carried out again from where it began; what came of everybody has to be the same. Nothing is saved.
 * @throws RehearsalError `RUN_UNKNOWN`, `RUN_NOT_OF_PEOPLE`, `RUN_BEFORE_UNKNOWN`, `RUN_DIFFERS`, `CANCELLED`
 */
export async function runForPerson(
  context: CallContext,
  session: Session,
  { run, person }: Arguments<"runs.person">,
): Promise<RunDetail> {
  const original = await readRun(session, run);
  const { data: action } = actionSchema.safeParse(original.action);
  const about = original.trace.people?.some(({ user }) => user.includes(person)) === true;
  if (action === undefined || !about) throw notOfPeople(run, person);
  const pace = createPace(context);
  const now = context.options.now();
  const before = session.runs.before(run) ?? (await deriveBefore(session, run, { pace, now }));
  if (before === undefined) throw beforeUnknown(run);
  const result = await runAction(before, action, { pace, only: person });
  if (!isDeepStrictEqual(result.trace.people, original.trace.people)) throw differs(run);
  const derived = buildUnsavedRun(session, before, action, result, { at: isoInstant(now), note: NOTE });
  session.runs.keep({ ...derived, title: `${derived.title} · ${nameOf(findPerson(before, person))} alone` });
  session.runs.rememberBefore(derived.run, before);
  return readRun(session, derived.run);
}

const NOTE = "Not saved: this is the run once more, with the steps of one person and without those of the others.";

/** More is not gone through again to see one step. */
const MOST_RUNS = 200;

/**
 * The workspace before a run that nobody remembers: from the last checkpoint on, all that happened happens again. Undefined
 * where something lies in between that is more than an action, such as an edit.
 */
async function deriveBefore(
  session: Session,
  run: string,
  { pace, now }: { readonly pace: Pace; readonly now: number },
): Promise<Workspace | undefined> {
  const line = lineTo(session.store.history(), run).slice(0, -1);
  const start = line.findLastIndex(({ type }) => type === "checkpoint");
  const actions = line.slice(start + 1).map(actionOf);
  const checkpoint = line[start];
  if (checkpoint === undefined || actions.length > MOST_RUNS) return undefined;
  let { workspace } = await completeKeys(await session.store.readState(checkpoint.id), now);
  for (const action of actions) {
    if (action === undefined) return undefined;
    if (action !== "nothing") workspace = (await runAction(workspace, action, { pace })).workspace;
  }
  return workspace;
}

/** What a record did; undefined: nobody can do it again. Going back to a checkpoint changes nothing about that. */
function actionOf(record: RecordSummary): Action | "nothing" | undefined {
  if (record.type === "return") return "nothing";
  return record.type === "action" ? actionSchema.safeParse(record.action).data : undefined;
}

function notOfPeople(run: string, person: string): RehearsalError {
  const message = `The run ${run} has no result for ${JSON.stringify(person)}: there is nothing to show step by step.`;
  return new RehearsalError("RUN_NOT_OF_PEOPLE", message, { path: "person" });
}

function beforeUnknown(run: string): RehearsalError {
  const message = `How everything was before ${run} is not remembered any more, and an edit lies between it and the last named moment. Name a moment before a run to keep it within reach.`;
  return new RehearsalError("RUN_BEFORE_UNKNOWN", message, { path: "run" });
}

function differs(run: string): RehearsalError {
  const message = `Carried out again, ${run} came out otherwise than it did: the file was changed by hand, or by another version of this program.`;
  return new RehearsalError("RUN_DIFFERS", message, { path: "run" });
}
