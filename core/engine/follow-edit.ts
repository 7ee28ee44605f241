import { isDeepStrictEqual } from "node:util";
import type { Pace } from "../pace.ts";
import type { CycleAction } from "../simulation/action.ts";
import { type Connected, findConnected } from "../simulation/find-in-workspace.ts";
import { provisioningStateOf } from "../simulation/provisioning-state.ts";
import { runAction } from "../simulation/run-action.ts";
import type { Commit } from "../store/open-workspace.ts";
import type { Workspace } from "../store/workspace.ts";
import { accountsAbout } from "./accounts-about.ts";
import type { Replacement } from "./edit.ts";

/** What follows an edit: a run to be saved, and what takes back what it wrote. */
export interface Followed {
  readonly commit: Commit;
  readonly inverse: readonly Replacement[];
}

/**
 * Has happen what an edit sets going: a saved mapping is pushed to everybody. Nothing is saved.
 *
 * @param workspace with the edit made
 */
export async function followEdit(workspace: Workspace, action: CycleAction, pace?: Pace): Promise<Followed> {
  const result = await runAction(workspace, action, pace === undefined ? {} : { pace });
  return {
    commit: { ...result, action, before: accountsAbout(workspace, action, result.trace) },
    inverse: takeBack(workspace, result.workspace, action.application),
  };
}

/** The accounts, groups and links of one application as they were, as far as nobody has touched them since. */
function takeBack(before: Workspace, after: Workspace, id: string): readonly Replacement[] {
  const [was, is] = [findConnected(before, id), findConnected(after, id)];
  const accounts = differences(was.application.accounts, is.application.accounts);
  const groups = differences(was.application.groups ?? [], is.application.groups ?? []);
  return [
    ...accounts.map((each) => ({ part: "account", application: id, ...each }) as const),
    ...groups.map((each) => ({ part: "accountGroup", application: id, ...each }) as const),
    ...stateBefore(before, after, was),
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
  const [was, is] = [before, after].map((list) => new Map(list.map((item, index) => [item.id, { item, index }])));
  const ids = new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])]);
  return [...ids].flatMap((id): readonly Difference<Item>[] => {
    const [old, present] = [was?.get(id), is?.get(id)];
    if (isDeepStrictEqual(old?.item, present?.item)) return [];
    return [
      {
        id,
        ...(old === undefined ? {} : { value: old.item, index: old.index }),
        ...(present === undefined ? {} : { onlyIf: present.item }),
      },
    ];
  });
}
