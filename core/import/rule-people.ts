import type { DirectoryUser } from "../directory/directory.ts";
import { applyGroupRules } from "../idp/group-rules.ts";
import type { Pace } from "../pace.ts";
import type { Workspace } from "../store/workspace.ts";
import type { ImportPlan, ReportLine } from "./import-plan.ts";

/** The workspace with everybody in the groups that rules give, and a line for each group that anybody joins or leaves. */
export interface RuledPeople {
  readonly workspace: Workspace;
  readonly lines: readonly ReportLine[];
}

/**
 * Works out the group rules of every identity provider for people of a workspace. `isAsked`: whom; absent: everybody.
 * Whoever is not asked, or stays where they are, is the very same person afterwards.
 */
export async function rulePeople(
  workspace: Workspace,
  pace: Pace,
  isAsked: (user: DirectoryUser) => boolean = () => true,
): Promise<RuledPeople> {
  const { directory, identityProviders, clock } = workspace;
  const settings = identityProviders.flatMap(({ groupRules }) => groupRules ?? []);
  if (settings.length === 0) return { workspace, lines: [] };
  const now = Date.parse(clock.now);
  const moved: Moved = { joined: new Map(), left: new Map() };
  const users: DirectoryUser[] = [];
  for (const user of directory.users) {
    if (pace.isDue()) await pace.rest({ done: users.length, total: directory.users.length, what: "people" });
    const ruled = isAsked(user)
      ? settings.reduce((person, rules) => applyGroupRules(rules, directory, person, now).user, user)
      : user;
    countMoves(moved, user, ruled);
    users.push(ruled);
  }
  const isSame = users.every((user, index) => user === directory.users[index]);
  const lines = linesOf(moved, workspace);
  return isSame ? { workspace, lines } : { workspace: { ...workspace, directory: { ...directory, users } }, lines };
}

/** How many join and leave, by the group's id. */
interface Moved {
  readonly joined: Map<string, number>;
  readonly left: Map<string, number>;
}

function countMoves({ joined, left }: Moved, before: DirectoryUser, after: DirectoryUser): void {
  if (before === after) return;
  for (const id of after.groups) if (!before.groups.includes(id)) joined.set(id, (joined.get(id) ?? 0) + 1);
  for (const id of before.groups) if (!after.groups.includes(id)) left.set(id, (left.get(id) ?? 0) + 1);
}

function linesOf({ joined, left }: Moved, { directory: { groups } }: Workspace): readonly ReportLine[] {
  return groups.flatMap(({ id, name }): readonly ReportLine[] => {
    const parts = [...described(joined.get(id), "join"), ...described(left.get(id), "leave")];
    if (parts.length === 0) return [];
    return [
      { result: "taken", place: "groupRules", subject: name, message: `${parts.join(" and ")} it by a group rule.` },
    ];
  });
}

function described(number: number | undefined, verb: "join" | "leave"): readonly string[] {
  if (number === undefined) return [];
  return [number === 1 ? `1 person ${verb}s` : `${number} people ${verb}`];
}

/** The plan with the people whom it adds or changes in the groups that rules give them. */
export async function ruleImported(plan: ImportPlan, before: Workspace, pace: Pace): Promise<ImportPlan> {
  if (plan.next.directory.users === before.directory.users) return plan;
  const known = new Set(before.directory.users);
  const { workspace: next, lines } = await rulePeople(plan.next, pace, (user) => !known.has(user));
  if (lines.length === 0) return plan;
  const { counts, lines: said } = plan.report;
  const report = { counts: { ...counts, taken: counts.taken + lines.length }, lines: [...said, ...lines] };
  return { ...plan, report, next };
}
