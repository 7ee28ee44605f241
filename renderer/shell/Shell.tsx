import type { ReactNode } from "react";
import type { WorkspaceSummary } from "../../core/contract/results.ts";
import { useAnswers } from "../connection/answers.ts";
import { usePresenting } from "./presenting.ts";
import { Rail } from "./Rail.tsx";
import { StatusBar } from "./StatusBar.tsx";
import { TopBar } from "./TopBar.tsx";
import "./shell.css";

/** The frame of every screen. While presenting, the screen has the window to itself. */
export function Shell({ workspace, children }: { workspace: WorkspaceSummary | undefined; children: ReactNode }) {
  const presenting = usePresenting((state) => state.on);
  if (presenting) {
    return (
      <div className="shell" data-presenting="true">
        <main className="screen" id="screen">
          {children}
        </main>
      </div>
    );
  }
  return (
    <div className="shell">
      <button type="button" className="skip-link" onClick={focusScreen}>
        Skip to the screen
      </button>
      <TopBar workspace={workspace} />
      <Rail workspace={workspace?.id} />
      <main className="screen" id="screen" tabIndex={-1}>
        <WaitingBar />
        {children}
      </main>
      <StatusBar workspace={workspace} />
    </div>
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
