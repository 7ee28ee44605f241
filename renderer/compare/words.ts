import type { ComparedEvent, Mode } from "../../core/contract/comparison.ts";
import { describeAction } from "../../core/contract/describe-action.ts";
import type { ApplicationSummary, DirectoryTable } from "../../core/contract/results.ts";
import type { Standing } from "./lanes.ts";

/** The ways to provision, in the order in which they are offered. */
export const MODES: readonly Mode[] = ["jit", "scim", "scheduled", "manual", "workflow", "jit+scim", "asSet"];

/** What a way is called, and what it does. */
export const MODE_WORDS: Readonly<Record<Mode, { readonly name: string; readonly about: string }>> = {
  jit: { name: "JIT", about: "Logins alone: an account is made and changed when its person logs in." },
  scim: { name: "SCIM", about: "The identity provider sends every change in cycles, whoever logs in." },
  scheduled: { name: "Scheduled", about: "A batch at a set time brings all accounts up to date." },
  manual: { name: "Manual", about: "A ticket at each HR event, done by hand some working hours later, or forgotten." },
  workflow: { name: "Workflow", about: "Rules for joiners, movers and leavers act on the HR event." },
  "jit+scim": { name: "JIT + SCIM", about: "Both at once on the same application." },
  asSet: { name: "As it is set", about: "Every application in the way that it is set to in this workspace." },
};

/** How somebody can stand, the best first: the order of the legend and of stacked shares. */
export const STANDINGS: readonly Standing[] = ["correct", "stale", "excess", "orphaned", "waiting", "none"];

/** What a standing is called, in one word, and what it means. */
export const STANDING_WORDS: Readonly<Record<Standing, { readonly word: string; readonly about: string }>> = {
  correct: { word: "Correct", about: "an account with the values and roles that HR and the mappings say" },
  stale: { word: "Stale", about: "a value or a role is not as it should be" },
  excess: { word: "Excess", about: "a role too many" },
  orphaned: { word: "Orphaned", about: "an account that nobody is to have any more" },
  waiting: { word: "Waiting", about: "to have access, and no account that lets them in" },
  none: { word: "None", about: "no account, and none to have" },
};

/** What people and things are called in the sentences of events. */
export interface EventNames {
  readonly table: DirectoryTable | undefined;
  readonly applications: readonly ApplicationSummary[];
  readonly providers: readonly { readonly id: string; readonly name: string }[];
}

/** An event in words; people who are hired on the way go by the names that they come with. */
export function describeEvent(
  { action }: ComparedEvent,
  events: readonly ComparedEvent[],
  { table, applications, providers }: EventNames,
): string {
  const applicationName = (id: string): string => applications.find((each) => each.id === id)?.name ?? id;
  if (action.type === "outage") {
    const party = providers.find(({ id }) => id === action.party)?.name ?? applicationName(action.party);
    return `${party} ${action.down ? "cannot be reached" : "can be reached again"}`;
  }
  const person = (userName: string): string => {
    const row = table?.userName.findIndex((each) => each.toLowerCase() === userName.toLowerCase()) ?? -1;
    return table?.displayName[row] || hiredName(userName, events) || userName;
  };
  const group = (id: string): string => table?.groups.find((each) => each.id === id)?.name ?? id;
  return describeAction({ ...action }, { person, application: applicationName, group });
}

/** The name of a person by the id, whether in the directory or hired on the way. */
export function nameOfPerson(id: string, events: readonly ComparedEvent[], table: DirectoryTable | undefined): string {
  const row = table?.id.indexOf(id) ?? -1;
  const hire = events.find(({ action }) => action.type === "hire" && action.id === id)?.action;
  const hired = hire?.type === "hire" ? hiredName(hire.userName, events) : undefined;
  return table?.displayName[row] || table?.userName[row] || hired || id;
}

function hiredName(userName: string, events: readonly ComparedEvent[]): string | undefined {
  for (const { action } of events) {
    if (action.type !== "hire" || action.userName.toLowerCase() !== userName.toLowerCase()) continue;
    const { displayName } = action.attributes;
    return typeof displayName === "string" && displayName !== "" ? displayName : action.userName;
  }
  return undefined;
}
