import { isDeepStrictEqual } from "node:util";
import type { Pace } from "../pace.ts";
import { type Connected, connectedApplications } from "../simulation/find-in-workspace.ts";
import { provisioningStateOf } from "../simulation/provisioning-state.ts";
import { runAction } from "../simulation/run-action.ts";
import type { Commit } from "../store/open-workspace.ts";
import type { Workspace } from "../store/workspace.ts";
import { accountsAbout } from "./accounts-about.ts";
import type { Replacement } from "./edit.ts";
import type { FollowAction } from "./edits.ts";

/** What follows an edit: a run to be saved, and what takes back what it wrote. */
export interface Followed {
  readonly commit: Commit;
  readonly inverse: readonly Replacement[];
}

/**
 * Has happen what an edit sets going: a saved mapping is pushed to everybody, rules put everybody into their groups.
 * Nothing is saved.
 *
 * @param workspace with the edit made
 */
export async function followEdit(workspace: Workspace, action: FollowAction, pace?: Pace): Promise<Followed> {
  const result = await runAction(workspace, action, pace === undefined ? {} : { pace });
  return {
    commit: { ...result, action, before: accountsAbout(workspace, action, result.trace) },
    inverse: takeBack(workspace, result.workspace),
  };
}

/** People, and the accounts, groups and links of every application as they were, as far as nobody has touched them since. */
function takeBack(before: Workspace, after: Workspace): readonly Replacement[] {
  const people = differences(before.directory.users, after.directory.users);
  const are = new Map(after.applications.map((application) => [application.id, application]));
  return [
    ...people.map((each) => ({ part: "person", ...each }) as const),
    ...before.applications.flatMap((was): readonly Replacement[] => {
      const is = are.get(was.id);
      if (is === undefined || is === was) return [];
      return [
        ...differences(was.accounts, is.accounts).map(
          (each) => ({ part: "account", application: was.id, ...each }) as const,
        ),
        ...differences(was.groups ?? [], is.groups ?? []).map(
          (each) => ({ part: "accountGroup", application: was.id, ...each }) as const,
        ),
      ];
    }),
    ...connectedApplications(before).flatMap((connected) => stateBefore(before, after, connected)),
  ];
}

function stateBefore(before: Workspace, after: Workspace, connected: Connected): readonly Replacement[] {
  const { provider, application } = connected;
  const part = { part: "provisioning", provider: provider.id, id: application.id } as const;
  const [value, onlyIf] = [before, after].map((each) => provisioningStateOf(each, provider.id, application.id));
  return value === undefined || onlyIf === undefined || value === onlyIf ? [] : [{ ...part, value, onlyIf }];
}

interface Difference<Item> {
  readonly id: string;
  readonly value?: Item;
  readonly index?: number;
  readonly onlyIf?: Item;
}

function differences<Item extends { readonly id: string }>(
  before: readonly Item[],
  after: readonly Item[],
): readonly Difference<Item>[] {
  if (before === after) return [];
  const [was, is] = [before, after].map((list) => new Map(list.map((item, index) => [item.id, { item, index }])));
  const ids = new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])]);
  return [...ids].flatMap((id): readonly Difference<Item>[] => {
    const [old, present] = [was?.get(id), is?.get(id)];
    if (old?.item === present?.item || isDeepStrictEqual(old?.item, present?.item)) return [];
    return [
      {
        id,
        ...(old === undefined ? {} : { value: old.item, index: old.index }),
        ...(present === undefined ? {} : { onlyIf: present.item }),
      },
    ];
  });
}
