import { actionSchema } from "../simulation/action.ts";
import { connectedApplications } from "../simulation/find-in-workspace.ts";
import { describeAction } from "../store/describe-action.ts";
import { type HistoryEntry, lineTo } from "../store/journal.ts";
import type { RecordSummary } from "../store/record.ts";
import type { Workspace } from "../store/workspace.ts";
import type { Mode } from "./mode.ts";
import { type ComparedEvent, type CompareRequest, eventSchema } from "./request.ts";

/** What happened after a moment, as a comparison: how it really is, beside SCIM. */
export interface ReplayRequest {
  readonly request: CompareRequest;
  /** What cannot happen again, one sentence each. */
  readonly leftOut: readonly string[];
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** What came of the last event is worth seeing too. */
const DAYS_AFTER = 7;
const MOST_DAYS = 366;

/** As things are set, and with SCIM: first lane and second. */
const MODES: readonly Mode[] = ["asSet", "scim"];

/**
 * The events of the branch after a record, for a comparison that begins where that record stands. The logins are those
 * that took place, and no others. `workspace`: as it was at the record.
 */
export function eventsFromJournal(
  entries: readonly HistoryEntry[],
  record: string,
  workspace: Workspace,
): ReplayRequest {
  const begin = Date.parse(workspace.clock.now);
  const happened = recordsAfter(entries, record).map((entry) => replayOf(entry, begin));
  const events = happened.flatMap(({ event }) => event ?? []);
  const last = happened.reduce((latest, { at }) => Math.max(latest, at), begin);
  const people = peopleOf(events, workspace);
  const request: CompareRequest = {
    modes: [...MODES],
    applications: [...applicationsOf(events, workspace)],
    ...(people === undefined ? {} : { people: [...people] }),
    events,
    days: Math.min(MOST_DAYS, Math.ceil((last - begin) / DAY) + DAYS_AFTER),
    controls: { loginEveryDays: 0 },
  };
  return { request, leftOut: happened.flatMap(({ leftOut }) => leftOut ?? []) };
}

/** The records between it and the end of its branch; of several branches, the one that the workspace is on, or the latest. */
function recordsAfter(entries: readonly HistoryEntry[], record: string): readonly RecordSummary[] {
  const isOn = (tip: string | undefined): boolean =>
    tip !== undefined && lineTo(entries, tip).some(({ id }) => id === record);
  const head = entries.findLast(({ onBranch }) => onBranch)?.id;
  const tip = isOn(head) ? head : entries.findLast(({ id }) => isOn(id))?.id;
  const line = lineTo(entries, tip ?? record);
  return line.slice(line.findIndex(({ id }) => id === record) + 1);
}

interface Replayed {
  readonly at: number;
  readonly event?: ComparedEvent;
  readonly leftOut?: string;
}

function replayOf(entry: RecordSummary, begin: number): Replayed {
  const at = Date.parse(entry.clock);
  if (entry.type === "edit") return { at, leftOut: `An edit, whose content the history does not keep: ${entry.what}` };
  if (entry.type === "editedOutside") return { at, leftOut: "The file was changed by hand." };
  if (entry.type !== "action") return { at };
  const { data: action } = actionSchema.safeParse(entry.action);
  if (action?.type === "passTime") return { at };
  const after = Math.max(0, Math.round((at - begin) / MINUTE));
  const { data: event } = eventSchema.safeParse({ after, action: entry.action });
  return event === undefined
    ? { at, leftOut: `${describeAction(entry.action)}: each way does that by itself.` }
    : { at, event };
}

/** Whom the events are about, by their ids; undefined: everybody, since a group is assigned, or nobody is named. */
function peopleOf(events: readonly ComparedEvent[], { directory }: Workspace): readonly string[] | undefined {
  if (events.some(({ action }) => "group" in action && action.group !== undefined)) return undefined;
  const ids = new Map(directory.users.map(({ id, userName }) => [userName.toLowerCase(), id]));
  const people = new Set(events.flatMap(({ action }) => personIn(action, ids) ?? []));
  return people.size === 0 ? undefined : [...people];
}

/** The person of an event. Whoever is hired or renamed goes by the new name from then on: `ids` learns it. */
function personIn(action: ComparedEvent["action"], ids: Map<string, string>): string | undefined {
  if (action.type === "hire") {
    ids.set(action.userName.toLowerCase(), action.id);
    return action.id;
  }
  const id = "user" in action ? ids.get(action.user?.toLowerCase() ?? "") : undefined;
  if (id !== undefined && action.type === "rename" && action.userName !== undefined)
    ids.set(action.userName.toLowerCase(), id);
  return id;
}

/** The applications that the events name; where they name none, all that can be compared. */
function applicationsOf(events: readonly ComparedEvent[], workspace: Workspace): readonly string[] {
  const connected = [...new Set(connectedApplications(workspace).map(({ application }) => application.id))];
  const named = new Set(events.flatMap(({ action }) => ("application" in action ? [action.application] : [])));
  const meant = connected.filter((id) => named.has(id));
  return meant.length === 0 ? connected : meant;
}
