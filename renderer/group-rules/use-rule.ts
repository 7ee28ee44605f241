import { useRef, useState } from "react";
import type { ContractError } from "../../core/contract/contract.ts";
import type { GroupRuleChange, GroupRuleSettings } from "../../core/contract/group-rules.ts";
import type { Far } from "../components/LongWork.tsx";
import { useTellSaved } from "../components/tell-saved.tsx";
import { useCommand } from "../connection/use-command.ts";
import { useAccess } from "../connection/workspace-context.ts";
import { buildNewId } from "../directory/new-id.ts";
import type { DirectoryView } from "../directory/use-directory.ts";
import { setRuleDraft, useRuleDraft } from "./drafts.ts";
import { type FoundRule, NEW_RULE, ruleKey } from "./rule-key.ts";

/** A rule as it is being edited, and what can be done with it. */
export interface EditedRule {
  /** The draft, or what is saved. */
  readonly rule: GroupRuleSettings;
  readonly isEdited: boolean;
  /** Neither an active rule nor a read-only workspace is edited. */
  readonly canEdit: boolean;
  readonly edit: (change: (rule: GroupRuleSettings) => GroupRuleSettings) => void;
  readonly revert: () => void;
  readonly save: (rule: GroupRuleSettings) => Promise<void>;
  readonly remove: (members: "stay" | "leave") => void;
  /** How far the work for everybody is that saving set going. */
  readonly far: Far | undefined;
  readonly cancel: () => void;
  readonly error: ContractError | undefined;
  /** What is wrong at a member of the rule: `name`. */
  readonly problemAt: (member: string) => string | undefined;
  /** What is wrong is said at a field. */
  readonly isAtField: boolean;
}

/** The members whose fields say what is wrong; the expression's own field says what its check finds, and no more. */
const FIELDS = ["name", "groups", "note"] as const;

/** Edits a rule. */
export function useRule(
  { workspace: { id: workspace }, go }: DirectoryView,
  { provider, item }: FoundRule,
): EditedRule {
  const key = ruleKey(provider.id, item?.rule.id);
  const access = useAccess();
  const draft = useRuleDraft(workspace, key);
  const rule = draft ?? item?.rule ?? NEW_RULE;
  const { change, far, cancel, error, clear } = useRuleChange(workspace, provider.id);
  const problemAt = (member: string): string | undefined => findProblem(error, member);

  return {
    rule,
    isEdited: draft !== undefined,
    canEdit: access.canEdit && !rule.active,
    edit: (by) => {
      const next = by(rule);
      const isSame = JSON.stringify(next) === JSON.stringify(item?.rule ?? NEW_RULE);
      setRuleDraft(workspace, key, isSame ? undefined : next);
    },
    revert: () => {
      clear();
      setRuleDraft(workspace, key, undefined);
      if (item === undefined) go({ rule: "" });
    },
    save: async (wanted) => {
      const taken = new Set(provider.rules.map((each) => each.rule.id));
      const id = item?.rule.id ?? buildNewId("rule-", wanted.name, taken);
      const written = { ...wanted, id, name: wanted.name.trim() };
      if (!(await change({ kind: "save", rule: written }))) return;
      setRuleDraft(workspace, key, undefined);
      go({ rule: ruleKey(provider.id, id) });
    },
    remove: (members) => {
      const gone = async (): Promise<void> => {
        if (item === undefined || !(await change({ kind: "remove", rule: item.rule.id, members }))) return;
        setRuleDraft(workspace, key, undefined);
        go({ rule: "" });
      };
      void gone();
    },
    far,
    cancel,
    error,
    problemAt,
    isAtField: FIELDS.some((member) => problemAt(member) !== undefined),
  };
}

/** Has a change of rules made, with what follows it for everybody. `change` gives whether it was. */
function useRuleChange(workspace: string, provider: string) {
  const { run, error, clear } = useCommand("groupRules.change");
  const tellSaved = useTellSaved(workspace);
  const [far, setFar] = useState<Far>();
  const controller = useRef<AbortController>(null);
  const change = async (wanted: GroupRuleChange): Promise<boolean> => {
    controller.current = new AbortController();
    const { signal } = controller.current;
    const saved = await run({ workspace, provider, change: wanted }, { signal, progress: setFar });
    setFar(undefined);
    if (saved === undefined) return false;
    tellSaved(saved);
    return true;
  };
  return { change, far, cancel: () => controller.current?.abort(), error: ofUser(error), clear };
}

/** Whoever gives it up need not be told that. */
function ofUser(error: ContractError | undefined): ContractError | undefined {
  return error?.code === "CANCELLED" ? undefined : error;
}

function findProblem(error: ContractError | undefined, member: string): string | undefined {
  if (error === undefined) return undefined;
  const problems = error.problems ?? [{ path: error.path ?? "", message: error.message }];
  const place = `change.rule.${member}`;
  return problems.find(({ path }) => path === place || path.startsWith(`${place}.`) || path.startsWith(`${place}[`))
    ?.message;
}
