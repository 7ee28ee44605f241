import { create } from "zustand";
import type { GroupRuleSettings } from "../../core/contract/group-rules.ts";

/** Rules as they are being edited, by workspace and key. Nothing of them is saved. */
const useDraftStore = create<Readonly<Record<string, Readonly<Record<string, GroupRuleSettings>>>>>(() => ({}));

/** The draft of a rule; undefined where it is as saved. */
export function useRuleDraft(workspace: string, key: string): GroupRuleSettings | undefined {
  return useDraftStore((drafts) => drafts[workspace]?.[key]);
}

/** How many rules are edited and not saved, in one workspace or, without it, in all. */
export function useRuleDraftCount(workspace?: string): number {
  return useDraftStore((drafts) =>
    Object.entries(drafts)
      .filter(([id]) => workspace === undefined || id === workspace)
      .reduce((count, [, rules]) => count + Object.keys(rules).length, 0),
  );
}

/** Keeps a draft; undefined: nobody wants it any more. */
export function setRuleDraft(workspace: string, key: string, draft: GroupRuleSettings | undefined): void {
  useDraftStore.setState((drafts) => {
    const { [key]: _, ...others } = drafts[workspace] ?? {};
    return { [workspace]: draft === undefined ? others : { ...others, [key]: draft } };
  });
}
