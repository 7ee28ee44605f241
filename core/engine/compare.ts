import { compareModes } from "../compare/compare.ts";
import { eventsFromJournal } from "../compare/events-from-journal.ts";
import { type MomentRun, openMoment } from "../compare/moment.ts";
import { buildPresets } from "../compare/presets.ts";
import type { Arguments, Method } from "../contract/methods.ts";
import type { OpenedMoment } from "../contract/results.ts";
import { ownersIn } from "../simulation/account-owner.ts";
import { completeKeys } from "../store/key-material.ts";
import type { Workspace } from "../store/workspace.ts";
import { isoInstant } from "../time.ts";
import type { CallContext, EngineOptions, Handlers } from "./context.ts";
import { describeDue } from "./describe-due.ts";
import { createPace } from "./pace.ts";
import { findPerson } from "./people.ts";
import { buildUnsavedRun } from "./run-detail.ts";
import type { Session } from "./session.ts";

/** The same events through several ways. */
export const compareHandlers: Handlers<Extract<Method, `compare.${string}`>> = {
  "compare.run": async (context, { workspace, request, from }) => {
    const begin = await beginningOf(await context.sessions.open(workspace), from, context.options);
    const total = request.modes.length * request.days;
    const comparison = await compareModes(begin, request, createPace(context));
    context.progress({ done: total, total, what: "days" });
    return comparison;
  },

  "compare.presets": async ({ sessions }, { workspace: id, person }) => {
    const { workspace } = await sessions.open(id);
    return buildPresets(workspace, person === undefined ? undefined : findPerson(workspace, person).id);
  },

  "compare.open": async (context, args) => open(context, await context.sessions.open(args.workspace), args),

  "compare.fromHistory": async ({ sessions }, { workspace, record }) => {
    const { store } = await sessions.open(workspace);
    return eventsFromJournal(store.history(), record, await store.readState(record), store.readEvents);
  },
};

/** Where a comparison begins: at a checkpoint, or now. A checkpoint of a shared copy has no keys of its own. */
async function beginningOf(session: Session, from: string | undefined, options: EngineOptions): Promise<Workspace> {
  if (from === undefined) return session.workspace;
  return (await completeKeys(await session.store.readState(from), options.now())).workspace;
}

/** What happened at a boundary, kept like any run that is not saved. */
async function open(
  context: CallContext,
  session: Session,
  { request, from, mode, at, person, application }: Arguments<"compare.open">,
): Promise<OpenedMoment> {
  const begin = await beginningOf(session, from, context.options);
  const moment = { mode, at, person, application };
  const opened = await openMoment(begin, request, moment, createPace(context));
  const { before, action, due } = opened;
  const about = { at: isoInstant(context.options.now()), note: NOT_SAVED };
  const run = buildUnsavedRun(session, before, action, opened, about);
  const title = due === undefined ? run.title : describeDue(before, due).sentence;
  session.runs.keep({ ...run, title });
  session.runs.rememberBefore(run.run, before);
  return { run: run.run, step: stepAbout(opened, person, application) };
}

const NOT_SAVED = "Not saved: this is what happens in one lane of a comparison, at the moment that was opened.";

/** The step that changed the person's account; else the first that changed anything there, else where it begins. */
function stepAbout({ trace, workspace, before }: MomentRun, person: string, application: string): number {
  const own = new Set([...accountsOf(before, person, application), ...accountsOf(workspace, person, application)]);
  const changes = trace.steps.flatMap((step) =>
    step.kind === "change" && step.changes.some((change) => change.application === application) ? [step] : [],
  );
  const meant = changes.find((step) => step.changes.some(({ account }) => own.has(account))) ?? changes[0];
  return meant?.seq ?? 1;
}

function accountsOf(workspace: Workspace, person: string, id: string): readonly string[] {
  const application = workspace.applications.find((each) => each.id === id);
  const ownerOf = ownersIn(workspace, id);
  return (application?.accounts ?? []).filter((account) => ownerOf(account)?.id === person).map((each) => each.id);
}
