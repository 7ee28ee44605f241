import { useEffect } from "react";
import type { RunDetail } from "../../core/contract/results.ts";
import { useHashLocation, useHashSearch } from "../connection/hash-location.ts";
import { useAnswer } from "../connection/use-answer.ts";
import { type GuideNotes, noteWatched } from "./guide.ts";
import { type GuideFacts, type GuideStage, hasReached, stageOf, storyRuns } from "./stage.ts";
import { STORY } from "./story.ts";

/** Where the first minute of this workspace stands, and what roles are called there. */
export function useGuideStage(
  workspace: string,
  notes: GuideNotes,
): { readonly stage: GuideStage | undefined; readonly nameRole: (role: string) => string } {
  const { value: history } = useAnswer("history.list", { workspace });
  const { value: person } = useAnswer("directory.person", { workspace, person: STORY.person });
  const { value: accounts } = useAnswer("accounts.table", { workspace, application: STORY.application });
  const runs = storyRuns(history?.entries ?? []);
  const last = runs.at(-1);
  const { value: lastRun } = useAnswer("runs.read", last === undefined ? undefined : { workspace, run: last });
  const cursor = useCursorOnScreen();
  const stage = stageOf({ person: history === undefined ? undefined : person, runs, lastRun, cursor, notes });
  useNoteWatched(workspace, lastRun, cursor);
  const nameRole = (role: string): string => accounts?.roles.find(({ id }) => id === role)?.name ?? role;
  return { stage, nameRole };
}

/** What was seen stays seen, wherever the cursor goes afterwards. */
function useNoteWatched(workspace: string, run: RunDetail | undefined, cursor: GuideFacts["cursor"]): void {
  const reached = run !== undefined && hasReached(run, cursor) ? run.run : undefined;
  useEffect(() => {
    if (reached !== undefined) noteWatched(workspace, reached);
  }, [workspace, reached]);
}

/** The run and the step that the address names. */
function useCursorOnScreen(): GuideFacts["cursor"] {
  const [path] = useHashLocation();
  const search = useHashSearch();
  const run = /\/run\/([^/]+)$/.exec(path)?.[1];
  if (run === undefined) return undefined;
  return { run, step: Number(new URLSearchParams(search).get("step") ?? 1) };
}
