import type { ComparedEvent } from "../../core/contract/comparison.ts";
import type { DirectoryTable } from "../../core/contract/results.ts";
import type { EventNames } from "./words.ts";

/** What can be added to a script by hand; everybody else comes from a script. */
export type EventKind = "leave" | "change" | "suspend" | "return" | "assign" | "unassign" | "login" | "outage";

type Need = "person" | "value" | "application" | "party";

/** What each is called, and what has to be said about it. */
export const EVENT_KINDS: Readonly<Record<EventKind, { readonly label: string; readonly needs: readonly Need[] }>> = {
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

function actionOf(
  { attribute, value, application = "" }: EventWish,
  kind: Exclude<EventKind, "outage">,
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
