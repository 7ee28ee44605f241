import { useCallback, useMemo } from "react";
import type { RoleNamer } from "../../core/contract/why.ts";
import { useAnswer } from "../connection/use-answer.ts";
import { type AccountRow, baselineStep, buildAccountRows } from "./account-rows.ts";
import { useCursor, useRun } from "./run-context.ts";

/** The account at the cursor against its baseline; drawn anew only where a change lies between. */
export function useAccountRows(step: number): readonly AccountRow[] {
  const { detail } = useRun();
  const baseline = useCursor((state) => state.baseline);
  const pin = useCursor((state) => state.pin);
  const changes = useMemo(
    () => detail.trace.steps.flatMap(({ kind, seq }) => (kind === "change" ? [seq] : [])),
    [detail],
  );
  const from = lastChange(changes, baselineStep(baseline, step, pin));
  const to = lastChange(changes, step);
  return useMemo(() => buildAccountRows(detail, from, to), [detail, from, to]);
}

/** All steps between two changes show the same account. */
function lastChange(changes: readonly number[], step: number): number {
  return changes.findLast((seq) => seq <= step) ?? 0;
}

/** The roles of this run's application as it was when the run began, or else as it is set up now. */
export function useRoles(): readonly { readonly id: string; readonly name: string }[] {
  const { workspace, detail } = useRun();
  const { application } = detail.action;
  const { configuration } = detail.base;
  const { value } = useAnswer(
    "applications.read",
    configuration === undefined ? { workspace, application } : undefined,
  );
  return (configuration ?? value?.configuration)?.application.roles ?? NO_ROLES;
}

/** The name of a role of this run's application. */
export function useRoleName(): RoleNamer {
  const roles = useRoles();
  return useCallback((id) => roles.find((role) => role.id === id)?.name, [roles]);
}

const NO_ROLES: readonly never[] = [];
