import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { GroupRulePlan, GroupRuleSettings } from "../../core/contract/group-rules.ts";
import type { WorkspaceSummary } from "../../core/contract/results.ts";
import type { Far } from "../components/LongWork.tsx";
import { describeFailure } from "../connection/answers.ts";
import { useEngine } from "../connection/engine-context.ts";
import { useAnswer } from "../connection/use-answer.ts";

/** What a rule would do to everybody once it is active, as far as it was asked. */
export interface RulePlanning {
  readonly plan: GroupRulePlan | undefined;
  /** The plan is about the rule as it is now. */
  readonly isCurrent: boolean;
  readonly running: { readonly far: Far; readonly cancel: () => void } | undefined;
  /** Why nothing came of it. */
  readonly failure: string | undefined;
  readonly look: () => void;
}

/** A directory up to this size is counted without being asked to. */
const SMALL = 2_000;
const PAUSE_MS = 400;

/** Counts whom a rule would move, shortly after each edit of it. A rule that is active already moves nobody more. */
export function useRulePlan(workspace: WorkspaceSummary, provider: string, rule: GroupRuleSettings): RulePlanning {
  const engine = useEngine();
  const { value: table } = useAnswer("directory.table", { workspace: workspace.id });
  const key = JSON.stringify([workspace.id, provider, rule.when, rule.except, rule.groups, rule.active]);
  // Another table, as after a change of anybody, asks anew.
  const question = useMemo(() => ({ key, table }), [key, table]);
  const [plan, setPlan] = useState<{ readonly of: unknown; readonly result: GroupRulePlan }>();
  const [failure, setFailure] = useState<{ readonly of: unknown; readonly message: string }>();
  const [running, setRunning] = useState<RulePlanning["running"]>();
  const latest = useRef(rule);
  latest.current = rule;
  const controller = useRef<AbortController>(null);
  const look = useCallback(async () => {
    controller.current?.abort();
    const mine = new AbortController();
    controller.current = mine;
    const { signal } = mine;
    const cancel = (): void => mine.abort();
    const id = workspace.id;
    const change = {
      kind: "save",
      rule: { ...latest.current, name: latest.current.name || "-", active: true },
    } as const;
    const tell = (far: Far): void => {
      if (!signal.aborted) setRunning({ far, cancel });
    };
    tell({ done: 0, total: 0 });
    try {
      const result = await engine.call(
        "groupRules.plan",
        { workspace: id, provider, change },
        { signal, progress: tell },
      );
      if (!signal.aborted) setPlan({ of: question, result });
    } catch (error) {
      const { code, message } = describeFailure(error);
      if (controller.current === mine && code !== "CANCELLED") setFailure({ of: question, message });
    }
    if (controller.current === mine) setRunning(undefined);
  }, [engine, workspace.id, provider, question]);
  const isDue = !rule.active && isComplete(rule) && workspace.users < SMALL;
  useEffect(() => {
    if (!isDue) return;
    const timer = setTimeout(() => void look(), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [isDue, look]);
  useEffect(() => () => controller.current?.abort(), []);
  return {
    plan: plan?.result,
    isCurrent: plan?.of === question,
    running,
    failure: failure?.of === question ? failure.message : undefined,
    look: () => void look(),
  };
}

/** A rule without a condition, or without groups, moves nobody. */
export function isComplete({ when, groups }: GroupRuleSettings): boolean {
  return groups.length > 0 && !("expression" in when && when.expression.text.trim() === "");
}
