import type { HistoryEntry } from "../../core/contract/model.ts";
import type { ApplicationSummary, DirectoryTable } from "../../core/contract/results.ts";

/** A run in the list of what happened. */
export type RunEntry = Extract<HistoryEntry, { readonly type: "action" }>;

/** A run as people name it: `Ada Lovelace → Slack`. Who or what is there no more goes by its id. */
export function describeRun(
  { action }: RunEntry,
  table: DirectoryTable | undefined,
  applications: readonly ApplicationSummary[],
): string {
  const user = typeof action.user === "string" ? action.user : "Somebody";
  const application = typeof action.application === "string" ? action.application : "";
  const name = applications.find(({ id }) => id === application)?.name ?? application;
  return `${nameOf(user, table)} → ${name}`;
}

function nameOf(userName: string, table: DirectoryTable | undefined): string {
  const row = table?.userName.indexOf(userName) ?? -1;
  return table?.displayName[row] || userName;
}
