import type { Attributes } from "../attribute-value.ts";
import type { DirectoryUser } from "../directory/directory.ts";
import { isAtWork } from "../directory/directory-change.ts";
import { assignedBy } from "../idp/assignment.ts";
import { type Connected, connectedApplications } from "../simulation/find-in-workspace.ts";
import { showName } from "../simulation/show-person.ts";
import type { Workspace } from "../store/workspace.ts";
import { buildNewcomer } from "./newcomer.ts";
import type { ComparedEvent } from "./request.ts";

/** A script of events that is ready to be compared. */
export interface ComparePreset {
  readonly id: "life" | "mover" | "leaver" | "restructuring" | "nobody";
  /** "Gina Torres joins, moves and leaves". */
  readonly name: string;
  /** What it shows, in one sentence. */
  readonly about: string;
  /** Ids of the people whom it is about; absent: everybody. */
  readonly people?: readonly string[];
  readonly events: readonly ComparedEvent[];
  readonly days: number;
}

/** What can be compared in a workspace. */
export interface ComparePresets {
  readonly presets: readonly ComparePreset[];
  /** Ids of the applications that some identity provider knows: others cannot be compared. */
  readonly applications: readonly string[];
  /** The one that shows most. */
  readonly application?: string;
}

const DAY = 24 * 60;

/** More would be one long list for whoever wants to see what happens. */
const MOST_MOVED = 200;

/** Ready-made scripts for this workspace; those about one person are about `person` (an id), where one is given. */
export function buildPresets(workspace: Workspace, person?: string): ComparePresets {
  const { users } = workspace.directory;
  const connected = connectedApplications(workspace);
  const somebody = users.find(({ id }) => id === person) ?? pickSomebody(users);
  const place = findPlace(users);
  const told = pickApplication(connected, somebody);
  const one = somebody === undefined ? [] : presetsAbout(workspace, somebody, place, person !== undefined);
  return {
    presets: [...one, ...restructuring(users, place), NOBODY],
    applications: [...new Set(connected.map((each) => each.application.id))],
    ...(told === undefined ? {} : { application: told }),
  };
}

/** Of those that let somebody in without more ado, the one with role rules that most people use. */
function pickApplication(connected: readonly Connected[], somebody: DirectoryUser | undefined): string | undefined {
  const open = connected.filter(({ provider, connection }) => {
    const asksForMore = connection.requireSecondFactor === true || provider.signOnPolicy.secondFactor === "always";
    return !asksForMore && (somebody === undefined || assignedBy(connection, somebody) !== undefined);
  });
  const rank = ({ application }: Connected): number =>
    (application.roleRules.length > 0 ? 1_000_000 : 0) + application.accounts.length;
  const [best] = (open.length === 0 ? connected : open).toSorted((left, right) => rank(right) - rank(left));
  return best?.application.id;
}

const NOBODY: ComparePreset = {
  id: "nobody",
  name: "Nobody changes",
  about: "Nothing happens but logins and cycles: what each way costs where there is nothing to do.",
  events: [],
  days: 30,
};

function presetsAbout(
  workspace: Workspace,
  somebody: DirectoryUser,
  place: Place | undefined,
  isChosen: boolean,
): readonly ComparePreset[] {
  const move = place === undefined ? [] : [moverOf(somebody, place)];
  const life = isChosen ? lifeOf(somebody, place) : newcomerLife(workspace, somebody, place);
  return [life, ...move, leaverOf(somebody)];
}

/** Somebody new comes, moves, and goes: the three things that every company knows. */
function newcomerLife(workspace: Workspace, colleague: DirectoryUser, place: Place | undefined): ComparePreset {
  const hire = buildNewcomer(workspace, colleague);
  const name = String(hire.attributes.displayName ?? hire.userName);
  return {
    id: "life",
    name: `${name} joins, ${place === undefined ? "" : "moves "}and leaves`,
    about: "One person from the first day to the last: how long until they can work, and what stays behind.",
    people: [hire.id],
    events: [{ after: DAY, action: hire }, ...moveOf(hire, place, 10), leave(hire.userName, 20)],
    days: 30,
  };
}

/** Who is there already only moves and goes; whoever is away comes back first. */
function lifeOf(person: DirectoryUser, place: Place | undefined): ComparePreset {
  const name = showName(person);
  const back = isAtWork(person)
    ? []
    : [{ after: DAY, action: { type: "return", user: person.userName } } as ComparedEvent];
  const verbs = [...(back.length === 0 ? [] : ["returns"]), ...(place === undefined ? [] : ["moves"]), "leaves"];
  return {
    id: "life",
    name: `${name} ${listOf(verbs)}`,
    about: "One person to the last day: what follows them, and what stays behind.",
    people: [person.id],
    events: [...back, ...moveOf(person, place, 10), leave(person.userName, 20)],
    days: 30,
  };
}

function moverOf(person: DirectoryUser, place: Place): ComparePreset {
  return {
    id: "mover",
    name: `${showName(person)} moves to ${otherPlace(place, person.attributes)}`,
    about: "A new department, and with it other roles: who notices, and when.",
    people: [person.id],
    events: moveOf(person, place, 3),
    days: 14,
  };
}

function leaverOf(person: DirectoryUser): ComparePreset {
  return {
    id: "leaver",
    name: `${showName(person)} leaves`,
    about: "The last day: how long the account stays open.",
    people: [person.id],
    events: [leave(person.userName, 3)],
    days: 14,
  };
}

function restructuring(users: readonly DirectoryUser[], place: Place | undefined): readonly ComparePreset[] {
  const [largest] = place?.values ?? [];
  if (place === undefined || largest === undefined) return [];
  const moved = users.filter((user) => isAtWork(user) && user.attributes[place.attribute] === largest);
  const events = moved.slice(0, MOST_MOVED).flatMap((user) => moveOf(user, place, 3));
  return [
    {
      id: "restructuring",
      name: `A restructuring: ${events.length} people move from ${largest} to ${otherPlace(place, { [place.attribute]: largest })}`,
      about: "Many change at once: how long until every account has followed.",
      events,
      days: 14,
    },
  ];
}

/** An attribute that says where people belong, with its values, the most frequent first. */
interface Place {
  readonly attribute: string;
  readonly values: readonly string[];
}

/** `department`, or else the attribute that a few values are shared by the most people. */
function findPlace(users: readonly DirectoryUser[]): Place | undefined {
  const names = new Set(["department", ...users.slice(0, 100).flatMap(({ attributes }) => Object.keys(attributes))]);
  for (const attribute of names) {
    const counts = new Map<string, number>();
    for (const { attributes } of users) {
      const value = Object.hasOwn(attributes, attribute) ? attributes[attribute] : undefined;
      if (typeof value === "string" && value !== "") counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    const shared = [...counts].filter(([, count]) => count > 1).toSorted(([, left], [, right]) => right - left);
    if (shared.length > 1) return { attribute, values: shared.map(([value]) => value) };
  }
  return undefined;
}

/** The most frequent value that differs from the person's own. */
function otherPlace({ attribute, values }: Place, attributes: Attributes): string {
  return values.find((value) => value !== attributes[attribute]) ?? "";
}

function moveOf(
  { userName, attributes }: Pick<DirectoryUser, "userName" | "attributes">,
  place: Place | undefined,
  day: number,
): readonly ComparedEvent[] {
  if (place === undefined) return [];
  const to = { [place.attribute]: otherPlace(place, attributes) };
  return [{ after: day * DAY, action: { type: "changeAttributes", user: userName, attributes: to } }];
}

function leave(user: string, day: number): ComparedEvent {
  return { after: day * DAY, action: { type: "leave", user } };
}

function pickSomebody(users: readonly DirectoryUser[]): DirectoryUser | undefined {
  const atWork = users.filter(isAtWork);
  return atWork.find(({ attributes }) => typeof attributes.department === "string") ?? atWork[0];
}

function listOf(verbs: readonly string[]): string {
  return verbs.length < 2 ? verbs.join("") : `${verbs.slice(0, -1).join(", ")} and ${verbs.at(-1)}`;
}
