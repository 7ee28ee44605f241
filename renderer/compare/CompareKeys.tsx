import { useShortcuts } from "../keyboard/shortcuts.ts";
import { present, usePresenting } from "../shell/presenting.ts";
import type { CompareView } from "./compare-view.ts";
import { movePlayhead } from "./comparing.ts";
import { nextMoment, rowsOf } from "./lanes.ts";

const DAY = 86_400_000;

/** The keys of a comparison. It draws nothing. */
export function CompareKeys({
  workspace,
  view,
  compare,
  canRun,
}: {
  workspace: string;
  view: CompareView | undefined;
  compare: () => void;
  canRun: boolean;
}): null {
  const presenting = usePresenting((state) => state.on);
  const enabled = view !== undefined;
  const go = (by: 1 | -1) => () => {
    if (view !== undefined) movePlayhead(workspace, nextMoment(view.moments, view.playhead, by));
  };
  const goDay = (by: 1 | -1) => () => {
    if (view === undefined) return;
    const { from, to } = view.ran;
    movePlayhead(workspace, Math.min(Math.max(view.playhead + by * DAY, from), to));
  };
  useShortcuts("Compare", [
    { keys: ["mod+Enter"], title: "Compare", run: compare, enabled: canRun, inFields: true },
    { keys: ["ArrowRight"], title: "Next moment", run: go(1), enabled },
    { keys: ["ArrowLeft"], title: "Previous moment", run: go(-1), enabled },
    { keys: ["shift+ArrowRight"], title: "A day later", run: goDay(1), enabled },
    { keys: ["shift+ArrowLeft"], title: "A day earlier", run: goDay(-1), enabled },
    { keys: ["Home"], title: "The beginning", run: () => movePlayhead(workspace, view?.ran.from ?? 0), enabled },
    { keys: ["End"], title: "The end", run: () => movePlayhead(workspace, view?.ran.to ?? 0), enabled },
    { keys: ["o"], title: "Open the run of this moment", run: () => openHere(view), enabled },
    {
      keys: ["mod+shift+p"],
      title: presenting ? "Stop presenting" : "Present",
      run: () => present(!presenting),
      enabled: enabled || presenting,
    },
    ...(presenting
      ? [
          { keys: ["PageDown"], title: "Next moment (clicker)", run: go(1), keyOnly: true },
          { keys: ["PageUp"], title: "Previous moment (clicker)", run: go(-1), keyOnly: true },
          { keys: ["Escape"], title: "Stop presenting", run: () => present(false) },
        ]
      : []),
  ]);
  return null;
}

/** The first lane in which something changes at the playhead. */
function openHere(view: CompareView | undefined): void {
  if (view?.person === undefined) return;
  const { ran, person, playhead, open } = view;
  for (const lane of ran.lanes) {
    for (const { application, blocks } of rowsOf(lane, person, ran.place.request.applications, ran.from)) {
      const found = blocks.find(({ from, initial }) => !initial && from === playhead);
      if (found === undefined) continue;
      open({ mode: lane.mode, at: playhead, person, application });
      return;
    }
  }
}
