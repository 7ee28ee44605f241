import { useCallback, useMemo } from "react";
import { type AccountKey, accountMeant } from "../../core/contract/account-at.ts";
import type { RoleNamer } from "../../core/contract/why.ts";
import { useAnswer } from "../connection/use-answer.ts";
import { useWorkspace } from "../connection/workspace-context.ts";
import { type AccountRow, baselineStep, buildAccountRows } from "./account-rows.ts";
import { useCursor, useRun } from "./run-context.ts";
import { useSettled } from "./use-settled.ts";

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
  const key = accountMeant(detail, step);
  const [application, account] = [key?.application, key?.account];
  return useMemo(() => {
    const known = application === undefined || account === undefined ? undefined : { application, account };
    return buildAccountRows(detail, { from, to, key: known });
  }, [detail, from, to, application, account]);
}

/** The account that the step under the cursor is about. */
export function useAccountKey(): AccountKey | undefined {
  const { detail } = useRun();
  return accountMeant(detail, useSettled(useCursor((state) => state.step)));
}

/** All steps between two changes show the same account. */
function lastChange(changes: readonly number[], step: number): number {
  return changes.findLast((seq) => seq <= step) ?? 0;
}

/** What the application of that account is called, where a run may be about several. */
export function useAccountName(): string | undefined {
  const { detail } = useRun();
  const key = useAccountKey();
  const { applications } = useWorkspace();
  if (key === undefined || detail.action.type === "login") return undefined;
  return applications.find(({ id }) => id === key.application)?.name ?? key.application;
}

/** The roles of the application that the step is about as it was when the run began, or else as it is set up now. */
export function useRoles(): readonly { readonly id: string; readonly name: string }[] {
  const { workspace, detail } = useRun();
  const application =
    useAccountKey()?.application ?? ("application" in detail.action ? detail.action.application : undefined);
  const { configuration } = detail.base;
  const known = configuration?.application.id === application ? configuration : undefined;
  const isAsked = known === undefined && application !== undefined;
  const { value } = useAnswer("applications.read", isAsked ? { workspace, application } : undefined);
  return (known ?? value?.configuration)?.application.roles ?? NO_ROLES;
}

/** The name of a role of this run's application. */
export function useRoleName(): RoleNamer {
  const roles = useRoles();
  return useCallback((id) => roles.find((role) => role.id === id)?.name, [roles]);
}

const NO_ROLES: readonly never[] = [];
