import type { Directory, DirectoryUser } from "../directory/directory.ts";
import type { Pace } from "../pace.ts";
import { applyGroupRules, hasActiveRule, type RuledPerson } from "./group-rules.ts";
import type { IdentityProvider } from "./identity-provider.ts";

/** What group rules are worked out from. */
export interface RulingFacts {
  readonly directory: Directory;
  readonly identityProviders: readonly Pick<IdentityProvider, "id" | "groupRules">[];
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** What the rules of one identity provider made of a person. */
export interface Ruling extends RuledPerson {
  readonly provider: string;
}

/** A person whom rules move, or for whom some cannot be worked out. */
export interface RuledOne {
  readonly before: DirectoryUser;
  /** The very same where nothing changes. */
  readonly after: DirectoryUser;
  /** Of each identity provider that has something to say. */
  readonly rulings: readonly Ruling[];
}

/** Works out the active rules of every identity provider for one person, one provider after another. */
export function rulePerson({ directory, identityProviders, now }: RulingFacts, before: DirectoryUser): RuledOne {
  let after = before;
  const rulings: Ruling[] = [];
  for (const provider of identityProviders) {
    const { groupRules } = provider;
    if (groupRules === undefined || !hasActiveRule(provider)) continue;
    const ruled = applyGroupRules(groupRules, directory, after, now);
    after = ruled.user;
    if (ruled.joined.length > 0 || ruled.left.length > 0 || ruled.problems.length > 0)
      rulings.push({ provider: provider.id, ...ruled });
  }
  return { before, after, rulings };
}

/**
 * The same for many, at a pace: those about whom there is something to say. `isAsked`: whom; absent: everybody.
 * Everybody is worked out from the directory as it was handed in.
 */
export async function rulePeople(
  facts: RulingFacts,
  pace: Pace,
  isAsked: (user: DirectoryUser) => boolean = () => true,
): Promise<readonly RuledOne[]> {
  const { users } = facts.directory;
  if (!facts.identityProviders.some(hasActiveRule)) return [];
  const told: RuledOne[] = [];
  for (const [done, user] of users.entries()) {
    if (pace.isDue()) await pace.rest({ done, total: users.length, what: "people" });
    if (!isAsked(user)) continue;
    const ruled = rulePerson(facts, user);
    if (ruled.rulings.length > 0) told.push(ruled);
  }
  return told;
}

/** A directory with people in the places of those with the same ids; the very same where there are none. */
export function withPeople(directory: Directory, people: readonly DirectoryUser[]): Directory {
  if (people.length === 0) return directory;
  const changed = new Map(people.map((user) => [user.id, user]));
  return { ...directory, users: directory.users.map((user) => changed.get(user.id) ?? user) };
}
