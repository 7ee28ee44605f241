import type { ComparedEvent } from "../../core/contract/comparison.ts";
import type { DirectoryTable } from "../../core/contract/results.ts";
import { buildHappening, type HappeningForm } from "../lifecycle/build-happening.ts";
import { hiredIn } from "./place.ts";
import type { EventNames } from "./words.ts";

/** What can be added to a script by hand. */
export type EventKind = "hire" | "leave" | "change" | "suspend" | "return" | "assign" | "unassign" | "login" | "outage";

type Need = "newcomer" | "person" | "value" | "application" | "party";

/** What each is called, and what has to be said about it. */
export const EVENT_KINDS: Readonly<Record<EventKind, { readonly label: string; readonly needs: readonly Need[] }>> = {
  hire: { label: "Somebody is hired", needs: ["newcomer"] },
  leave: { label: "Somebody leaves", needs: ["person"] },
  change: { label: "An attribute changes", needs: ["person", "value"] },
  suspend: { label: "Somebody is suspended", needs: ["person"] },
  return: { label: "Somebody returns", needs: ["person"] },
  assign: { label: "Assigned to an application", needs: ["person", "application"] },
  unassign: { label: "No longer assigned", needs: ["person", "application"] },
  login: { label: "A login", needs: ["person", "application"] },
  outage: { label: "Cannot be reached for a while", needs: ["party"] },
};

/** What somebody wants to add. */
export interface EventWish {
  readonly kind: EventKind;
  /** After the beginning. */
  readonly day: number;
  /** Who is hired. */
  readonly newcomer: HappeningForm;
  /** Id of the person. */
  readonly person: string | undefined;
  readonly attribute: string;
  readonly value: string;
  readonly application: string | undefined;
  readonly party: string | undefined;
  readonly hours: number;
}

/** Whether everything is said that the event needs. */
export function isReady(wish: EventWish): boolean {
  return EVENT_KINDS[wish.kind].needs.every((need) => {
    if (need === "newcomer") return wish.newcomer.userName.trim() !== "";
    if (need === "value") return wish.attribute.trim() !== "";
    return wish[need] !== undefined;
  });
}

const DAY = 1440;

/** The events of a wish. `events`: those that are there, since whoever is hired in them is in no directory yet. */
export function buildEvents(
  wish: EventWish,
  events: readonly ComparedEvent[],
  { table, applications }: EventNames,
): readonly ComparedEvent[] {
  const { kind, day, party = "", hours } = wish;
  const after = day * DAY;
  if (kind === "hire") return hireOf(wish, after, new Set([...(table?.id ?? []), ...hiredIn(events)]));
  if (kind === "outage") {
    return [
      { after, action: { type: "outage", party, down: true } },
      { after: after + hours * 60, action: { type: "outage", party, down: false } },
    ];
  }
  const user = userNameOf(wish.person, events, table);
  const protocol = applications.find(({ id }) => id === wish.application)?.signOn ?? "saml";
  return [{ after, action: actionOf(wish, kind, { user, protocol }) }];
}

/** `taken`: ids that somebody has. */
function hireOf({ newcomer }: EventWish, after: number, taken: ReadonlySet<string>): readonly ComparedEvent[] {
  const action = buildHappening({ ...newcomer, kind: "hire" }, taken);
  return action?.type === "hire" ? [{ after, action }] : [];
}

function actionOf(
  { attribute, value, application = "" }: EventWish,
  kind: Exclude<EventKind, "hire" | "outage">,
  { user, protocol }: { readonly user: string; readonly protocol: "saml" | "oidc" },
): ComparedEvent["action"] {
  switch (kind) {
    case "change":
      return { type: "changeAttributes", user, attributes: { [attribute.trim()]: value } };
    case "assign":
    case "unassign":
      return { type: kind, user, application };
    case "login":
      return { type: "login", user, application, protocol, startAt: "application" };
    case "leave":
    case "suspend":
    case "return":
      return { type: kind, user };
  }
}

function userNameOf(
  person: string | undefined,
  events: readonly ComparedEvent[],
  table: DirectoryTable | undefined,
): string {
  const hire = events.find(({ action }) => action.type === "hire" && action.id === person)?.action;
  if (hire?.type === "hire") return hire.userName;
  return table?.userName[table.id.indexOf(person ?? "")] ?? "";
}
