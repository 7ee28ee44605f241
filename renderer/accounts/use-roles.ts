import { useCallback } from "react";
import type { Role } from "../../core/contract/model.ts";
import { useAnswer } from "../connection/use-answer.ts";

/** The roles that an application knows; none while they are on their way. */
export function useRoles(workspace: string, application: string): readonly Role[] {
  return useAnswer("accounts.table", { workspace, application }).value?.roles ?? NONE;
}

/** What an application calls a role: its id, where it does not know it. */
export function useRoleNames(workspace: string, application: string): (role: string) => string {
  const roles = useRoles(workspace, application);
  return useCallback((role) => roles.find(({ id }) => id === role)?.name ?? role, [roles]);
}

const NONE: readonly Role[] = [];
