import type { DirectoryUser } from "../directory/directory.ts";
import { didYouMean, RehearsalError } from "../errors.ts";
import { countMoves, type GroupMoves } from "../idp/count-moves.ts";
import { exceptTakenOut } from "../idp/group-rules.ts";
import type { IdentityProvider } from "../idp/identity-provider.ts";
import { type RuledOne, type Ruling, rulePeople, rulePerson, withPeople } from "../idp/rule-people.ts";
import type { Workspace } from "../store/workspace.ts";
import type { ApplyGroupRulesAction } from "./action.ts";
import { pushToApplications } from "./provision.ts";
import { directoryActor, showName } from "./show-person.ts";
import type { Stage } from "./stage.ts";

/** Somebody has changed: the rules of every identity provider put them into groups, and take them out of groups. */
export function ruleGroups(stage: Stage, person: string): void {
  const { directory, identityProviders } = stage.read();
  const user = directory.users.find(({ id }) => id === person);
  if (user === undefined) return;
  const ruled = rulePerson({ directory, identityProviders, now: stage.now() }, user);
  putPeople(stage, [ruled]);
  recordPerson(stage, ruled);
}

/** An administrator takes somebody out of a group that a rule gives: from now on, the rule passes over them. */
export function exceptByHand(stage: Stage, before: DirectoryUser, after: DirectoryUser): void {
  const workspace = stage.read();
  const { directory } = workspace;
  const identityProviders = workspace.identityProviders.map((provider) => {
    if (provider.groupRules === undefined) return provider;
    const groupRules = exceptTakenOut(provider.groupRules, directory, { before, after, now: stage.now() });
    return groupRules === provider.groupRules ? provider : { ...provider, groupRules };
  });
  if (identityProviders.every((provider, index) => provider === workspace.identityProviders[index])) return;
  stage.write({ ...workspace, identityProviders });
  const actor = directoryActor(workspace);
  stage.record({
    kind: "notice",
    from: "administrator",
    to: actor,
    phase: "import",
    status: "ok",
    title: `Group rules pass over ${showName(after)} from now on`,
    why: "Whoever is taken out of a group by hand is not put back by the rule that gave it.",
  });
}

/**
 * The active rules of an identity provider are worked out for everybody, and whoever goes by events is told of those who
 * moved. Gives what came of it in one sentence.
 * @throws {RehearsalError} ACTION_UNKNOWN_IDENTITY_PROVIDER
 */
export async function ruleEverybody(stage: Stage, { identityProvider }: ApplyGroupRulesAction): Promise<string> {
  const workspace = stage.read();
  const provider = findProvider(workspace, identityProvider);
  const facts = { directory: workspace.directory, identityProviders: [provider], now: stage.now() };
  const ruled = await rulePeople(facts, stage.pace);
  putPeople(stage, ruled);
  const told = describeMoves(countMoves(ruled), workspace);
  recordSummary(stage, provider, told);
  for (const each of ruled) {
    stage.recorder.about(each.before.id);
    recordPerson(stage, each);
  }
  stage.recorder.about(undefined);
  stage.happened();
  await pushToApplications(
    stage,
    ruled.filter(isMoved).map(({ after }) => after.id),
  );
  return `The group rules of ${provider.name}: ${told}.`;
}

function findProvider({ identityProviders }: Workspace, id: string): IdentityProvider {
  const provider = identityProviders.find((each) => each.id === id);
  if (provider !== undefined) return provider;
  const hint = didYouMean(
    id,
    identityProviders.map((each) => each.id),
  );
  const message = `No identity provider has the id ${JSON.stringify(id)}.${hint}`;
  throw new RehearsalError("ACTION_UNKNOWN_IDENTITY_PROVIDER", message, { path: "identityProvider" });
}

function isMoved({ before, after }: RuledOne): boolean {
  return before !== after;
}

function putPeople(stage: Stage, ruled: readonly RuledOne[]): void {
  const people = ruled.filter(isMoved).map(({ after }) => after);
  if (people.length === 0) return;
  const workspace = stage.read();
  stage.write({ ...workspace, directory: withPeople(workspace.directory, people) });
}

/** "12 people join Finance, 1 person leaves Sales" */
function describeMoves(moves: GroupMoves, { directory: { groups } }: Workspace): string {
  const parts = groups.flatMap(({ id, name }) => {
    const { joins = [], leaves = [] } = moves.get(id) ?? {};
    return [...described(joins.length, "join", name), ...described(leaves.length, "leave", name)];
  });
  return parts.length === 0 ? "everybody is where they are to be" : parts.join(", ");
}

function described(number: number, verb: "join" | "leave", group: string): readonly string[] {
  if (number === 0) return [];
  return [number === 1 ? `1 person ${verb}s ${group}` : `${number.toLocaleString("en")} people ${verb} ${group}`];
}

function recordSummary(stage: Stage, { id, name }: IdentityProvider, told: string): void {
  stage.record({
    kind: "notice",
    from: `idp:${id}`,
    to: `idp:${id}`,
    phase: "import",
    status: "ok",
    title: `${name} works its group rules out for everybody: ${told}`,
    why: "A rule that becomes active, or changes, is about everybody and not only about whoever changes next.",
  });
}

function recordPerson(stage: Stage, { before, rulings }: RuledOne): void {
  for (const ruling of rulings) recordRuling(stage, showName(before), ruling);
}

function recordRuling(stage: Stage, name: string, { provider, joined, left, problems }: Ruling): void {
  const actor = `idp:${provider}` as const;
  const { directory } = stage.read();
  const names = (ids: readonly string[]) =>
    ids.map((id) => directory.groups.find((group) => group.id === id)?.name ?? id).join(", ");
  const changes = [
    ...(joined.length === 0 ? [] : [`put into ${names(joined)}`]),
    ...(left.length === 0 ? [] : [`taken out of ${names(left)}`]),
  ];
  const failed = problems.map(({ rule, why }) => `The rule ${rule.name} cannot be worked out: ${why}`);
  stage.record({
    kind: "notice",
    from: actor,
    to: actor,
    phase: "import",
    status: problems.length === 0 ? "ok" : "warning",
    title: `Group rules: ${name} is ${changes.length === 0 ? "left where they are" : changes.join(" and ")}`,
    why: [...(changes.length === 0 ? [] : [WHY]), ...failed].join(" "),
  });
}

const WHY = "Rules are worked out again when somebody changes: people are in a group while a rule for it holds.";
