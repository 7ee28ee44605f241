import { type HttpRequest, type HttpResponse, headerOf, pathOf } from "../../http/message.ts";
import type { LiveAction } from "../../simulation/live-action.ts";
import type { AccountBefore } from "../../store/record.ts";
import type { Workspace } from "../../store/workspace.ts";
import type { Actor, Outcome, Trace } from "../../trace/step.ts";

export type { LiveRun } from "../../engine/live-mode.ts";

/** The action of a request to a party. */
export function describeAction(party: Actor, request: HttpRequest, { status }: HttpResponse): LiveAction {
  const about = party.kind === "application" ? { application: party.id.replace(/^app:/, "") } : {};
  return { type: "live", party: party.id, ...about, method: request.method, path: pathOf(request), status };
}

/** How it ended: as a party said, where somebody was let in or refused; else what was answered, and why. */
export function outcomeOf(
  { status, application }: LiveAction,
  party: Actor,
  said: Outcome | undefined,
  { steps }: Trace,
): Outcome {
  if (said !== undefined) return said;
  const about = { by: party.id, ...(application === undefined ? {} : { application }) };
  const answered = `${party.name} answered with ${status}.`;
  if (status < 400) return { result: "done", code: "DONE", reason: answered, ...about };
  const why = steps.findLast(({ kind }) => kind === "response")?.why;
  return { result: "refused", code: `HTTP_${status}`, reason: [answered, why ?? ""].join(" ").trim(), ...about };
}

/**
 * The lanes of the trace: those that have a part in it. Whoever asked is a browser where a page was wanted, else a
 * program.
 */
export function lanesOf(actors: readonly Actor[], request: HttpRequest, { steps }: Trace): readonly Actor[] {
  const present = new Set(steps.flatMap(({ from, to }) => [from, to]));
  const isPerson = headerOf(request, "accept")?.includes("text/html") === true;
  return actors
    .filter(({ id }) => present.has(id))
    .map((actor) => (actor.kind === "browser" && !isPerson ? { ...actor, name: "Client" } : actor));
}

/** The accounts that a trace says were written to, as they are in a workspace from before it. */
export function accountsWritten({ applications }: Workspace, { steps }: Trace): readonly AccountBefore[] {
  const changes = steps.flatMap((step) => (step.kind === "change" ? step.changes : []));
  return [...new Set(changes.map(({ application }) => application))].flatMap((id) => {
    const written = new Set(changes.filter(({ application }) => application === id).map(({ account }) => account));
    const accounts = applications.find((each) => each.id === id)?.accounts ?? [];
    return accounts.filter((account) => written.has(account.id)).map((account) => ({ application: id, account }));
  });
}
