import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import type { WorkspaceSummary } from "../../core/contract/results.ts";
import { useAnswers } from "../connection/answers.ts";
import { useGuide } from "../first-minute/guide.ts";
import { RememberPlace } from "../home/last-place.ts";
import { LifecycleBar } from "../lifecycle/later.ts";
import { LiveBar } from "../live/later.ts";
import { Guide } from "./later.ts";
import { present, usePresenting } from "./presenting.ts";
import { Rail } from "./Rail.tsx";
import { StatusBar } from "./StatusBar.tsx";
import { TopBar } from "./TopBar.tsx";
import { Unreachable } from "./Unreachable.tsx";
import { useUnsavedGuard } from "./unsaved.ts";
import { usePresentKeys } from "./use-present-keys.ts";
import { WorkspaceNotices } from "./WorkspaceNotices.tsx";
import "./shell.css";

/**
 * The frame of every screen. While presenting, the screen has the window to itself: in a layout of its own, or larger.
 */
export function Shell({ workspace, children }: { workspace: WorkspaceSummary | undefined; children: ReactNode }) {
  const presenting = usePresenting((state) => state.on);
  useUnsavedGuard();
  usePresentKeys();
  // One tree either way: the screen keeps what it knows when presenting begins and ends.
  return (
    <div className="shell" data-presenting={presenting}>
      {presenting ? <StopPresenting /> : <Above workspace={workspace} />}
      <main className="screen" id="screen" tabIndex={-1}>
        {presenting ? null : <WaitingBar />}
        {children}
      </main>
      {presenting ? null : <Below workspace={workspace} />}
    </div>
  );
}

/** The way back, where the screen has none of its own: see shell.css. */
function StopPresenting() {
  return (
    <div className="presenting-head">
      <Button variant="default" onClick={() => present(false)}>
        Stop presenting
      </Button>
    </div>
  );
}

function Above({ workspace }: { workspace: WorkspaceSummary | undefined }) {
  return (
    <>
      <button type="button" className="skip-link" onClick={focusScreen}>
        Skip to the screen
      </button>
      <TopBar workspace={workspace} />
      {workspace === undefined ? null : (
        <div className="shell-clock">
          {workspace.live === true ? <LiveBar workspace={workspace.id} /> : <LifecycleBar workspace={workspace} />}
        </div>
      )}
      <div className="shell-notices">
        <Unreachable />
        {workspace === undefined ? null : <WorkspaceNotices key={workspace.id} workspace={workspace} />}
      </div>
      <Rail workspace={workspace?.id} live={workspace?.live !== undefined} />
    </>
  );
}

function Below({ workspace }: { workspace: WorkspaceSummary | undefined }) {
  return (
    <>
      {workspace === undefined ? null : <InWorkspace workspace={workspace.id} />}
      <StatusBar workspace={workspace} />
    </>
  );
}

/** What follows somebody through a workspace. */
function InWorkspace({ workspace }: { workspace: string }) {
  const guided = useGuide((state) => state.workspaces[workspace]?.open === true);
  return (
    <>
      <RememberPlace />
      {guided ? <Guide /> : null}
    </>
  );
}

/** A link to a part of the page would change the place that the fragment holds. */
function focusScreen(): void {
  document.getElementById("screen")?.focus();
}

/** A thin bar while an answer takes longer than a moment; its style waits before it shows. */
function WaitingBar() {
  const waiting = useAnswers((answers) => Object.values(answers).some(({ pending }) => pending));
  return waiting ? <div className="waiting-bar" role="progressbar" aria-label="Waiting for the engine" /> : null;
}
