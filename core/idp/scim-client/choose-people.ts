import { findUserById } from "../../directory/directory.ts";
import { isDue } from "../../provisioning/escrow.ts";
import { leavingAction } from "../../provisioning/leaving-rules.ts";
import { groupsToDrop, isDeleted } from "./provision-groups.ts";
import { waysFor } from "./provision-person.ts";
import { type ClientRun, goneSubject, type Subject, scopeOf, subjectOf } from "./run.ts";

/** Who is looked at in a cycle. */
export interface ChosenPeople {
  readonly subjects: readonly Subject[];
  /** How many are passed over, since nothing about them has changed. */
  readonly unchanged: number;
}

/**
 * Everybody about whom something has changed since the last time, and those in escrow whose time has come; then those who
 * are gone from the directory.
 */
export function choosePeople(run: ClientRun): ChosenPeople {
  const subjects: Subject[] = [];
  let unchanged = 0;
  for (const user of run.world.directory.users) {
    const subject = subjectOf(run, user);
    const escrow = run.memory.escrow.get(user.id);
    if (escrow !== undefined) {
      if (isDue(escrow, subject.source, run.call.now)) subjects.push(subject);
    } else if (knownSource(run, user.id) === subject.source) unchanged += 1;
    else subjects.push(subject);
  }
  return { subjects: [...subjects, ...gonePeople(run)], unchanged };
}

/** One person, whether something has changed or not. */
export function choosePerson(run: ClientRun, id: string): readonly Subject[] {
  const user = findUserById(run.world.directory, id);
  if (user !== undefined) return [subjectOf(run, user)];
  return run.memory.links.get(id) === undefined ? [] : [goneSubject(run, id)];
}

/** What was last sent was made from this. */
export function knownSource({ memory }: ClientRun, id: string): string | undefined {
  return memory.links.get(id)?.source ?? memory.passedOver.get(id);
}

function gonePeople(run: ClientRun): readonly Subject[] {
  const { links, passedOver, escrow } = run.memory;
  const isGone = (id: string) => findUserById(run.world.directory, id) === undefined;
  for (const id of passedOver.keys().filter(isGone)) passedOver.set(id, undefined);
  for (const id of escrow.keys().filter(isGone)) if (links.get(id) === undefined) escrow.set(id, undefined);
  return links
    .keys()
    .filter(isGone)
    .flatMap((id): readonly Subject[] => {
      const subject = goneSubject(run, id);
      const waiting = escrow.get(id);
      if (waiting !== undefined && !isDue(waiting, subject.source, run.call.now)) return [];
      return waiting === undefined && links.get(id)?.source === subject.source ? [] : [subject];
    });
}

/** How many accounts and groups would be deactivated and deleted. */
export function countLeaving(run: ClientRun, subjects: readonly Subject[]): number {
  const people = subjects.filter((subject) => isLeaving(run, subject)).length;
  return people + groupsToDrop(run).filter((id) => isDeleted(run, id)).length;
}

function isLeaving(run: ClientRun, subject: Subject): boolean {
  const link = run.memory.links.get(subject.id);
  if (link === undefined) return false;
  const { client } = run.world.provisioning;
  const facts = { scope: scopeOf(run, subject), client, ways: waysFor(run, subject), link, onDemand: run.onDemand };
  return leavingAction(facts) !== undefined;
}
