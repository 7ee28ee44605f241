import { actionSchema } from "../simulation/action.ts";
import { connectedApplications } from "../simulation/find-in-workspace.ts";
import { describeAction, type RecordedAction } from "../store/describe-action.ts";
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
  /** How many edits of the directory are among the events: they happen again as if HR had told of them. */
  readonly edits: number;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** What came of the last event is worth seeing too. */
const DAYS_AFTER = 7;
const MOST_DAYS = 366;

/** As things are set, and with SCIM: first lane and second. */
const MODES: readonly Mode[] = ["asSet", "scim"];

/** Reads what an edit did to people and assignments, by the id of its record. */
export type ReadEvents = (record: string) => Promise<readonly RecordedAction[]>;

/**
 * The events of the branch after a record, for a comparison that begins where that record stands. The logins are those
 * that took place, and no others. `workspace`: as it was at the record.
 * @throws {RehearsalError} what `read` throws
 */
export async function eventsFromJournal(
  entries: readonly HistoryEntry[],
  record: string,
  workspace: Workspace,
  read: ReadEvents,
): Promise<ReplayRequest> {
  const begin = Date.parse(workspace.clock.now);
  const after = recordsAfter(entries, record);
  const happened = await Promise.all(after.map((entry) => replayOf(entry, begin, read)));
  const events = happened.flatMap((each) => each.events);
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
  const edits = after.filter(({ type }, index) => type === "edit" && happened[index]?.events.length !== 0).length;
  return { request, leftOut: happened.flatMap(({ leftOut }) => leftOut ?? []), edits };
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
  readonly events: readonly ComparedEvent[];
  readonly leftOut?: string;
}

async function replayOf(entry: RecordSummary, begin: number, read: ReadEvents): Promise<Replayed> {
  const at = Date.parse(entry.clock);
  const after = Math.max(0, Math.round((at - begin) / MINUTE));
  if (entry.type === "edit") return { at, ...(await replayOfEdit(entry, after, read)) };
  if (entry.type === "editedOutside") return { at, events: [], leftOut: "The file was changed by hand." };
  if (entry.type !== "action") return { at, events: [] };
  const { data: action } = actionSchema.safeParse(entry.action);
  if (action?.type === "passTime") return { at, events: [] };
  const events = eventsAt(after, [entry.action]);
  if (events.length > 0) return { at, events };
  return { at, events, leftOut: `${describeAction(entry.action)}: each way does that by itself.` };
}

type EditEntry = Extract<RecordSummary, { readonly type: "edit" }>;

/** Settings are those of the beginning in every lane, and the ways among them are what is compared. */
async function replayOfEdit(
  { id, what, again }: EditEntry,
  after: number,
  read: ReadEvents,
): Promise<Omit<Replayed, "at">> {
  const events = again === undefined ? [] : eventsAt(after, await read(id));
  if (again === "whole") return { events };
  const leftOut =
    again === "partly"
      ? `Only people and assignments of an edit, not what else it changed: ${what}`
      : `An edit that is no event of people, such as one of settings: ${what}`;
  return { events, leftOut };
}

function eventsAt(after: number, actions: readonly RecordedAction[]): readonly ComparedEvent[] {
  return actions.flatMap((action) => eventSchema.safeParse({ after, action }).data ?? []);
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
