import { z } from "zod";
import type { LiveEntry } from "../contract/live.ts";
import { dueActionSchema } from "../simulation/due-action.ts";
import { liveActionSchema } from "../simulation/live-action.ts";
import type { OpenWorkspace } from "../store/open-workspace.ts";
import type { RecordedOutcome } from "../store/record.ts";
import type { Workspace } from "../store/workspace.ts";
import type { LiveRun } from "./live-mode.ts";
import { recordedOutcome, titleOfRun } from "./run-detail.ts";

/** A run of live mode as it is listed; `run`: the id by which it is opened. */
export function buildEntry(
  workspace: Workspace,
  run: string,
  { at, action, outcome }: Pick<LiveRun, "at" | "action"> & { readonly outcome: RecordedOutcome },
): LiveEntry {
  const { result, reason } = recordedOutcome(outcome);
  const base = { run, at, result, reason };
  if (action.type === "due") return { kind: "due", ...base, title: titleOfRun(workspace, action) };
  const { method, path, status, party } = action;
  return { kind: "request", ...base, method, path, status, party: nameOf(workspace, party) };
}

const actionSchema = z.discriminatedUnion("type", [liveActionSchema, dueActionSchema]);

/** The last runs of live mode that the journal has, on whichever branch, newest first. */
export function entriesIn({ history, workspace }: OpenWorkspace, most: number): readonly LiveEntry[] {
  const entries: LiveEntry[] = [];
  for (const entry of history().toReversed()) {
    if (entries.length === most) break;
    if (entry.type !== "action") continue;
    const { data: action } = actionSchema.safeParse(entry.action);
    if (action !== undefined) entries.push(buildEntry(workspace, entry.id, { ...entry, at: entry.clock, action }));
  }
  return entries;
}

/** By an actor's id: `idp:acme-id`, `app:jira`. */
function nameOf({ identityProviders, applications }: Workspace, party: string): string {
  const id = party.slice(party.indexOf(":") + 1);
  const parties = party.startsWith("idp:") ? identityProviders : applications;
  return parties.find((each) => each.id === id)?.name ?? party;
}
