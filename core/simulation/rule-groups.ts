import type { DirectoryUser } from "../directory/directory.ts";
import { applyGroupRules, type RuledPerson } from "../idp/group-rules.ts";
import type { IdentityProvider } from "../idp/identity-provider.ts";
import { showName } from "./show-person.ts";
import type { Stage } from "./stage.ts";

/** Somebody has changed: the rules of every identity provider put them into groups, and take them out of groups. */
export function ruleGroups(stage: Stage, person: string): void {
  for (const provider of stage.read().identityProviders) {
    const { directory } = stage.read();
    const user = directory.users.find(({ id }) => id === person);
    const { groupRules } = provider;
    if (groupRules === undefined || user === undefined) continue;
    const ruled = applyGroupRules(groupRules, directory, user, stage.now());
    if (ruled.user !== user) putPerson(stage, ruled.user);
    recordRules(stage, provider, user, ruled);
  }
}

function putPerson(stage: Stage, person: DirectoryUser): void {
  const workspace = stage.read();
  const { directory } = workspace;
  const users = directory.users.map((user) => (user.id === person.id ? person : user));
  stage.write({ ...workspace, directory: { ...directory, users } });
}

function recordRules(stage: Stage, provider: IdentityProvider, user: DirectoryUser, ruled: RuledPerson): void {
  const { joined, left, problems } = ruled;
  if (joined.length === 0 && left.length === 0 && problems.length === 0) return;
  const actor = `idp:${provider.id}` as const;
  const { groups } = stage.read().directory;
  const names = (ids: readonly string[]) =>
    ids.map((id) => groups.find((group) => group.id === id)?.name ?? id).join(", ");
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
    title: `Group rules: ${showName(user)} is ${changes.length === 0 ? "left where they are" : changes.join(" and ")}`,
    why: [...(changes.length === 0 ? [] : [WHY]), ...failed].join(" "),
  });
}

const WHY = "Rules are worked out again when somebody changes: people are in a group while a rule for it holds.";
