import { useEffect } from "react";
import { useApplicationDraftCount } from "../applications/drafts.ts";
import { usePersonDraftCount } from "../directory/drafts.ts";
import { useRuleDraftCount } from "../group-rules/drafts.ts";

/** How many people, applications and group rules are edited and not saved: in one workspace, or in all where none is named. */
export function useUnsavedCount(workspace?: string): number {
  return usePersonDraftCount(workspace) + useApplicationDraftCount(workspace) + useRuleDraftCount(workspace);
}

/**
 * Asks before the page is left while anything is not saved. A browser asks in its own words; on the desktop the shell
 * does (HTML Standard, "prompt to unload").
 */
export function useUnsavedGuard(): void {
  const isUnsaved = useUnsavedCount() > 0;
  useEffect(() => {
    if (!isUnsaved) return;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isUnsaved]);
}
