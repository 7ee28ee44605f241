import type { DirectoryUser } from "../directory/directory.ts";
import { countMoves, type GroupMoves } from "../idp/count-moves.ts";
import { rulePeople, withPeople } from "../idp/rule-people.ts";
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
export async function ruleWorkspace(
  workspace: Workspace,
  pace: Pace,
  isAsked?: (user: DirectoryUser) => boolean,
): Promise<RuledPeople> {
  const { directory, identityProviders, clock } = workspace;
  const ruled = await rulePeople({ directory, identityProviders, now: Date.parse(clock.now) }, pace, isAsked);
  const moved = ruled.filter(({ before, after }) => before !== after);
  if (moved.length === 0) return { workspace, lines: [] };
  const people = moved.map(({ after }) => after);
  return {
    workspace: { ...workspace, directory: withPeople(directory, people) },
    lines: linesOf(countMoves(moved), workspace),
  };
}

function linesOf(moves: GroupMoves, { directory: { groups } }: Workspace): readonly ReportLine[] {
  return groups.flatMap(({ id, name }): readonly ReportLine[] => {
    const parts = [
      ...described(moves.get(id)?.joins.length, "join"),
      ...described(moves.get(id)?.leaves.length, "leave"),
    ];
    if (parts.length === 0) return [];
    return [
      { result: "taken", place: "groupRules", subject: name, message: `${parts.join(" and ")} it by a group rule.` },
    ];
  });
}

function described(number: number | undefined, verb: "join" | "leave"): readonly string[] {
  if (number === undefined || number === 0) return [];
  return [number === 1 ? `1 person ${verb}s` : `${number} people ${verb}`];
}

/** The plan with the people whom it adds or changes in the groups that rules give them. */
export async function ruleImported(plan: ImportPlan, before: Workspace, pace: Pace): Promise<ImportPlan> {
  if (plan.next.directory.users === before.directory.users) return plan;
  const known = new Set(before.directory.users);
  const { workspace: next, lines } = await ruleWorkspace(plan.next, pace, (user) => !known.has(user));
  if (lines.length === 0) return plan;
  const { counts, lines: said } = plan.report;
  const report = { counts: { ...counts, taken: counts.taken + lines.length }, lines: [...said, ...lines] };
  return { ...plan, report, next };
}
