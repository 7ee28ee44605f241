import { type EditEvents, eventsOfEdit } from "../compare/events-of-edit.ts";
import type { DirectoryUser } from "../directory/directory.ts";
import { exceptTakenOut, hasActiveRule } from "../idp/group-rules.ts";
import { type RuledOne, rulePeople } from "../idp/rule-people.ts";
import { type Pace, WITHOUT_REST } from "../pace.ts";
import type { Workspace } from "../store/workspace.ts";
import { applyEdit, type Edited, type Replacement } from "./edit.ts";
import type { PlannedEdit } from "./edits.ts";
import { nameOf } from "./people.ts";

/** An edit that was carried out, with what group rules made of it. */
export interface RuledEdit extends Edited {
  /** The edit in one sentence, and what rules made of it. */
  readonly what: string;
  /** Ids of the people whom it is about. */
  readonly people: ReadonlySet<string>;
  /** What it did to people, without what rules do by themselves whenever it happens. */
  readonly events: EditEvents | undefined;
}

/**
 * Carries out an edit as {@link applyEdit} does, and then puts those whom it changed into the groups that active rules
 * give them, as an action would. Nothing is saved. The inverse takes back both.
 */
export async function applyRuledEdit(before: Workspace, planned: PlannedEdit, pace?: Pace): Promise<RuledEdit> {
  const { what, replacements } = planned.edit;
  const edited = applyEdit(before, replacements);
  const events = eventsOfEdit(before, edited.workspace);
  const people = new Set(replacements.filter(({ part }) => part === "person").map(({ id }) => id));
  if (!edited.workspace.identityProviders.some(hasActiveRule)) return { ...edited, what, people, events };
  const excepted = planned.isBack === true ? edited : withExceptions(before, edited, people);
  const ruled = await rulePeople(
    factsOf(excepted.workspace),
    pace ?? WITHOUT_REST,
    whomRulesAsk(before, edited.workspace, planned),
  );
  const moved = ruled.filter((each) => each.before !== each.after);
  const { workspace, inverse } = applyEdit(
    excepted.workspace,
    moved.map(({ after }) => ({ part: "person", id: after.id, value: after })),
  );
  return {
    workspace,
    // Of two replacements of one person the later counts: as it was before the edit.
    inverse: [...inverse, ...excepted.inverse],
    what: [what, ...describeExceptions(edited.workspace, excepted.workspace), ...describeMoved(moved, workspace)].join(
      "; ",
    ),
    people: new Set([...people, ...moved.map(({ after }) => after.id)]),
    events,
  };
}

function factsOf({ directory, identityProviders, clock }: Workspace) {
  return { directory, identityProviders, now: Date.parse(clock.now) };
}

/** Whoever was changed; everybody where rules or groups are others, unless that is what follows anyway. */
function whomRulesAsk(
  before: Workspace,
  after: Workspace,
  { edit: { replacements }, follow }: PlannedEdit,
): (user: DirectoryUser) => boolean {
  const rulesBefore = new Map(before.identityProviders.map(({ id, groupRules }) => [id, groupRules]));
  const hasOtherRules = after.identityProviders.some(({ id, groupRules }) => rulesBefore.get(id) !== groupRules);
  const isFollowed = follow?.type === "applyGroupRules";
  if ((hasOtherRules && !isFollowed) || before.directory.groups !== after.directory.groups) return () => true;
  const changed = new Set(replacements.filter(({ part }) => part === "person").map(({ id }) => id));
  return ({ id }) => changed.has(id);
}

/** Whoever was taken out of a group by hand is not put back by the rule that gave it. */
function withExceptions(before: Workspace, edited: Edited, people: ReadonlySet<string>): Edited {
  const { workspace } = edited;
  const were = new Map(before.directory.users.filter(({ id }) => people.has(id)).map((user) => [user.id, user]));
  const changed = workspace.directory.users.filter(({ id }) => were.has(id));
  const { now } = factsOf(workspace);
  const replacements = workspace.identityProviders.flatMap(({ id, groupRules }): readonly Replacement[] => {
    if (groupRules === undefined) return [];
    const value = changed.reduce((settings, after) => {
      const was = were.get(after.id);
      return was === undefined ? settings : exceptTakenOut(settings, workspace.directory, { before: was, after, now });
    }, groupRules);
    return value === groupRules ? [] : [{ part: "groupRules", id, value }];
  });
  if (replacements.length === 0) return edited;
  const excepted = applyEdit(workspace, replacements);
  return { workspace: excepted.workspace, inverse: [...excepted.inverse, ...edited.inverse] };
}

/** "the rule Finance people passes over Ada Lovelace from now on" */
function describeExceptions(before: Workspace, after: Workspace): readonly string[] {
  const were = new Map(before.identityProviders.map((provider) => [provider.id, provider.groupRules]));
  return after.identityProviders.flatMap(({ id, groupRules }) => {
    const was = were.get(id);
    if (groupRules === was) return [];
    return (groupRules?.rules ?? []).flatMap((rule, index) => {
      const known = was?.rules[index]?.except?.users.length ?? 0;
      const added = rule.except?.users.slice(known) ?? [];
      return added.length === 0
        ? []
        : [`the rule ${rule.name} passes over ${describePeople(added, after)} from now on`];
    });
  });
}

/** "group rules put Gina Torres into Engineering and take them out of Finance"; "group rules move 12 people" */
function describeMoved(moved: readonly RuledOne[], workspace: Workspace): readonly string[] {
  const [only] = moved;
  if (only === undefined) return [];
  if (moved.length > 1) return [`group rules move ${moved.length.toLocaleString("en")} people`];
  const { groups } = workspace.directory;
  const named = (ids: readonly string[]): string =>
    ids.map((id) => groups.find((group) => group.id === id)?.name ?? id).join(", ");
  const joined = only.after.groups.filter((id) => !only.before.groups.includes(id));
  const left = only.before.groups.filter((id) => !only.after.groups.includes(id));
  const parts = [
    ...(joined.length === 0 ? [] : [`put ${nameOf(only.after)} into ${named(joined)}`]),
    ...(left.length === 0 ? [] : [`take ${joined.length === 0 ? nameOf(only.after) : "them"} out of ${named(left)}`]),
  ];
  return [`group rules ${parts.join(" and ")}`];
}

function describePeople(ids: readonly string[], { directory: { users } }: Workspace): string {
  const [only] = ids;
  if (ids.length > 1) return `${ids.length.toLocaleString("en")} people`;
  const person = users.find(({ id }) => id === only);
  return person === undefined ? (only ?? "") : nameOf(person);
}
