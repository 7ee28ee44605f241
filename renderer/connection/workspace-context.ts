import { createContext, useContext } from "react";
import type { WorkspaceSummary } from "../../core/contract/results.ts";

/** The workspace that the screens show. */
export const WorkspaceContext = createContext<WorkspaceSummary | undefined>(undefined);

/** The open workspace. @throws TypeError on a screen that stands outside of one. */
export function useWorkspace(): WorkspaceSummary {
  const workspace = useContext(WorkspaceContext);
  if (workspace === undefined) throw new TypeError("There is no workspace around this component.");
  return workspace;
}

/** Tells whether edits can be saved; `why` is for whoever wonders. */
export function useAccess(): { readonly canEdit: boolean; readonly why: string | undefined } {
  const { access, live } = useWorkspace();
  if (access.kind === "write" && live === true) return { canEdit: false, why: LIVE };
  return access.kind === "write" ? { canEdit: true, why: undefined } : { canEdit: false, why: access.reason };
}

const LIVE = "Live mode runs, and real clients write to this workspace: stop it to edit";
