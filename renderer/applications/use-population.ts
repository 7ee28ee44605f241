import { useCallback, useEffect } from "react";
import { useEngine } from "../connection/engine-context.ts";
import { useWorkspace } from "../connection/workspace-context.ts";
import { draftKey } from "./drafts.ts";
import { useEditing } from "./editing.ts";
import { lookAtEverybody, type Population, usePopulations } from "./population.ts";

/** A directory up to this size is looked at without being asked to. */
const SMALL = 2_000;
const PAUSE_MS = 400;
const NOTHING: Population = {};

/** What the draft gives for everybody. `isCurrent`: the counts are about the draft, and what is saved, as they are now. */
export function usePopulation(): {
  readonly population: Population;
  readonly isCurrent: boolean;
  readonly look: () => void;
} {
  const engine = useEngine();
  const { workspace, draft, detail } = useEditing();
  const key = draftKey(workspace, draft.application.id);
  const population = usePopulations((all) => all[key] ?? NOTHING);
  const look = useCallback(
    () => void lookAtEverybody(engine, key, workspace, draft, detail),
    [engine, key, workspace, draft, detail],
  );
  return { population, isCurrent: population.of === draft && population.beside === detail, look };
}

/** Counts anew after each edit, and after each change of the workspace, where the directory is small enough for nobody to notice. */
export function useAutomaticCounts(): void {
  const { users } = useWorkspace();
  const { look } = usePopulation();
  useEffect(() => {
    if (users >= SMALL) return;
    const timer = setTimeout(look, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [users, look]);
}
