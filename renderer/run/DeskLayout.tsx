import { Group, Panel, Separator } from "react-resizable-panels";
import { AccountPane } from "./AccountPane.tsx";
import { ComparePane } from "./ComparePane.tsx";
import { Diagram } from "./Diagram.tsx";
import { ForkBanner } from "./ForkBanner.tsx";
import { Narration } from "./Narration.tsx";
import { OutcomeBanner } from "./OutcomeBanner.tsx";
import { PayloadPane } from "./PayloadPane.tsx";
import { RunBar } from "./RunBar.tsx";
import { useCursor } from "./run-context.ts";
import { Scrubber } from "./Scrubber.tsx";
import { StepList } from "./StepList.tsx";
import { StepTable } from "./StepTable.tsx";

/** At a desk: the steps, how they pass between the parties, and what they carry and change, all at once. */
export function DeskLayout() {
  const comparing = useCursor((state) => state.comparing);
  return (
    <div className="run">
      <RunBar />
      <OutcomeBanner />
      <ForkBanner />
      <Group orientation="horizontal" className="run-panes">
        <Panel id="steps" defaultSize="24" minSize={190}>
          <StepList />
        </Panel>
        <Separator className="run-splitter" aria-label="Width of the steps" />
        {comparing ? (
          <Panel id="compare" minSize={420}>
            <ComparePane />
          </Panel>
        ) : (
          <>
            <Panel id="middle" defaultSize="42" minSize={320}>
              <Middle />
            </Panel>
            <Separator className="run-splitter" aria-label="Width of the payload and the account" />
            <Panel id="right" defaultSize="34" minSize={280}>
              <Right />
            </Panel>
          </>
        )}
      </Group>
      <Scrubber />
    </div>
  );
}

function Middle() {
  const view = useCursor((state) => state.view);
  return (
    <div className="run-middle">
      <section
        className="run-pane"
        data-pane="diagram"
        tabIndex={-1}
        aria-label={view === "table" ? "Steps as a table" : "Sequence"}
      >
        {view === "table" ? <StepTable /> : <Diagram />}
      </section>
      <Narration />
    </div>
  );
}

function Right() {
  return (
    <Group orientation="vertical">
      <Panel id="payload" defaultSize="48" minSize={120}>
        <PayloadPane />
      </Panel>
      <Separator className="run-splitter" data-across="true" aria-label="Height of the payload" />
      <Panel id="account" defaultSize="52" minSize={120}>
        <AccountPane />
      </Panel>
    </Group>
  );
}
