import type { Directory, DirectoryUser } from "../directory/directory.ts";
import { AWKWARD_KINDS, type AwkwardKind, buildNote } from "./awkward-kinds.ts";
import { createDraw, type Draw } from "./draw.ts";
import { buildGroups } from "./groups.ts";
import { buildPerson, createNicknames, drawName, type Nicknames } from "./person.ts";

/** How many people, and who they are. */
export interface DirectoryWish {
  /** At least one. */
  readonly people: number;
  /** The same seed gives the same people. */
  readonly seed: string;
}

/** Each kind of awkwardness comes once in so many people. */
const BLOCK = 1000;

/** Whoever manages has so many reports. */
const REPORTS = 8;

/**
 * A directory of made-up people, awkward ones among them: every kind of {@link AWKWARD_KINDS} once in a thousand, or the
 * first ones where that many do not fit. A larger directory of the same seed begins with the same whole thousands.
 */
export function generateDirectory({ people, seed }: DirectoryWish): Directory {
  const company: Company = { users: [], managers: [], nicknames: createNicknames() };
  for (let block = 0; company.users.length < people; block += 1) {
    const size = Math.min(BLOCK, people - company.users.length);
    addBlock(company, size, block, createDraw(`${seed}/people/${block}`));
  }
  return { users: company.users, groups: buildGroups() };
}

/** Those who are there already, while more are made. */
interface Company {
  readonly users: DirectoryUser[];
  /** Ids of the ordinary ones, of whom others may be reports. */
  readonly managers: string[];
  readonly nicknames: Nicknames;
}

function addBlock(company: Company, size: number, block: number, draw: Draw): void {
  const kinds = kindsFor(size);
  const ordinary = size - kinds.reduce((sum, { people = 1 }) => sum + people, 0);
  for (let count = 0; count < ordinary; count += 1) addOrdinary(company, draw);
  for (const kind of kinds) company.users.push(...makeAwkward(company, kind, block, draw));
}

/** As many of the first kinds as so many people can be. */
function kindsFor(size: number): readonly AwkwardKind[] {
  let taken = 0;
  const end = AWKWARD_KINDS.findIndex(({ people = 1 }) => {
    taken += people;
    return taken > size;
  });
  return end < 0 ? AWKWARD_KINDS : AWKWARD_KINDS.slice(0, end);
}

/** One chief, and below everybody a team, so that no chain of managers is a circle but those that are meant to be. */
function addOrdinary({ users, managers, nicknames }: Company, draw: Draw): void {
  const manager = managers[Math.floor((managers.length - 1) / REPORTS)];
  const person = buildPerson({ number: users.length + 1, name: drawName(draw), manager, draw, nicknames });
  managers.push(person.id);
  users.push(person);
}

function makeAwkward(
  { users, managers, nicknames }: Company,
  kind: AwkwardKind,
  block: number,
  draw: Draw,
): readonly DirectoryUser[] {
  const { names, people = 1, change } = kind;
  const shared = names?.[block % names.length];
  const all = Array.from({ length: people }, (_, index) =>
    buildPerson({
      number: users.length + index + 1,
      name: shared ?? drawName(draw),
      manager: managers.length === 0 ? undefined : draw.pick(managers),
      draw,
      nicknames,
    }),
  );
  const note = buildNote(kind);
  return all.map((person, index) => ({ ...(change?.(person, index, all) ?? person), note }));
}
