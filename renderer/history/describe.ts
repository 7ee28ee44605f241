import { describeAction } from "../../core/contract/describe-action.ts";
import type { HistoryEntry } from "../../core/contract/model.ts";
import type { ApplicationSummary, DirectoryTable, WorkspaceSummary } from "../../core/contract/results.ts";

/** A run in the list of what happened. */
export type RunEntry = Extract<HistoryEntry, { readonly type: "action" }>;

/** A run as people name it: `Ada Lovelace → Slack`, `Time passes: 2 days`. Who or what is there no more goes by its id. */
export function describeRun(
  { action }: RunEntry,
  table: DirectoryTable | undefined,
  applications: readonly ApplicationSummary[],
  providers: WorkspaceSummary["identityProviders"] = [],
): string {
  return describeAction(action, {
    person: (userName) => nameOf(userName, table),
    application: (id) => [...applications, ...providers].find((each) => each.id === id)?.name ?? id,
    run: (id) => applications.find((each) => each.id === id)?.run ?? "cycle",
    group: (id) => table?.groups.find((each) => each.id === id)?.name ?? id,
  });
}

function nameOf(userName: string, table: DirectoryTable | undefined): string {
  const row = table?.userName.indexOf(userName) ?? -1;
  return table?.displayName[row] || userName;
}
