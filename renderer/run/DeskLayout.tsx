import { useMediaQuery } from "@mantine/hooks";
import { Group, Panel, Separator } from "react-resizable-panels";
import { AccountPane } from "./AccountPane.tsx";
import { Diagram } from "./Diagram.tsx";
import { ForkBanner } from "./ForkBanner.tsx";
import { ComparePane, PeopleTable } from "./later.ts";
import { Narration } from "./Narration.tsx";
import { OutcomeBanner } from "./OutcomeBanner.tsx";
import { PayloadPane } from "./PayloadPane.tsx";
import { RunBar } from "./RunBar.tsx";
import { useCursor, useRun } from "./run-context.ts";
import { Scrubber } from "./Scrubber.tsx";
import { StepList } from "./StepList.tsx";
import { StepTable } from "./StepTable.tsx";

/**
 * Where the panes do not fit beside each other they stand one below the other, and the screen scrolls: in a small window,
 * and in one that is zoomed (WCAG 2.2, 1.4.10). run.css asks the same.
 */
const SMALL = "(max-width: 860px), (max-height: 460px)";

/** At a desk: the steps, how they pass between the parties, and what they carry and change, all at once. */
export function DeskLayout() {
  const small = useMediaQuery(SMALL, false, { getInitialValueInEffect: false });
  return (
    <div className="run">
      <RunBar />
      <OutcomeBanner />
      <ForkBanner />
      {small ? <Stack /> : <Columns />}
      <Scrubber />
    </div>
  );
}

function Stack() {
  const comparing = useCursor((state) => state.comparing);
  return (
    <div className="run-stack">
      <StepList />
      {comparing ? (
        <ComparePane />
      ) : (
        <>
          <Sequence />
          <Narration />
          <PayloadPane />
          <AccountPane />
        </>
      )}
    </div>
  );
}

function Columns() {
  const comparing = useCursor((state) => state.comparing);
  return (
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
            <div className="run-middle">
              <Sequence />
              <Narration />
            </div>
          </Panel>
          <Separator className="run-splitter" aria-label="Width of the payload and the account" />
          <Panel id="right" defaultSize="34" minSize={280}>
            <Right />
          </Panel>
        </>
      )}
    </Group>
  );
}

function Sequence() {
  const view = useCursor((state) => state.view);
  const { detail } = useRun();
  const shown = view === "people" && detail.trace.people === undefined ? "sequence" : view;
  return (
    <section className="run-pane" data-pane="diagram" tabIndex={-1} aria-label={VIEW_NAMES[shown]}>
      {shown === "table" ? <StepTable /> : null}
      {shown === "people" ? <PeopleTable /> : null}
      {shown === "sequence" ? <Diagram /> : null}
    </section>
  );
}

const VIEW_NAMES = { sequence: "Sequence", table: "Steps as a table", people: "People" } as const;

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
