import { Button } from "@mantine/core";
import { IconPresentation } from "@tabler/icons-react";
import { useMemo } from "react";
import { Group, Panel, Separator } from "react-resizable-panels";
import type { ComparePresets } from "../../core/contract/comparison.ts";
import type { WorkspaceSummary } from "../../core/contract/results.ts";
import { Empty } from "../components/Empty.tsx";
import { LongWork } from "../components/LongWork.tsx";
import { ErrorNotice, Notice } from "../components/Notice.tsx";
import { useAnswer } from "../connection/use-answer.ts";
import { present, usePresenting } from "../shell/presenting.ts";
import { Chart } from "./Chart.tsx";
import { CompareKeys } from "./CompareKeys.tsx";
import { Controls, canRun } from "./Controls.tsx";
import { CopyMenu } from "./CopyMenu.tsx";
import { CompareContext, type CompareView, useCompareView } from "./compare-view.ts";
import { type Comparing, changePlace, isCurrent, type Ran } from "./comparing.ts";
import { Legend } from "./Legend.tsx";
import { momentsOf, rowsOf } from "./lanes.ts";
import { MetricTable } from "./MetricTable.tsx";
import { MomentPane } from "./MomentPane.tsx";
import { Presenting } from "./Presenting.tsx";
import { focusOf, withPeople } from "./place.ts";
import { useFocusPerson } from "./use-focus-person.ts";
import { useOpenMoment } from "./use-open-moment.ts";
import { type EventNames, nameOfPerson } from "./words.ts";

/** The controls, and beside them what came of the comparison, as far as it has come. */
export function CompareScreen({
  workspace,
  comparing,
  presets,
  compare,
}: {
  workspace: WorkspaceSummary;
  comparing: Comparing;
  presets: ComparePresets;
  compare: () => void;
}) {
  const presenting = usePresenting((state) => state.on);
  const names = useNames(workspace);
  const { busy, error, open } = useOpenMoment(workspace.id, comparing.ran);
  const view = useView(workspace.id, comparing, names, open);
  const screen = presenting && view !== undefined ? <Presenting /> : undefined;
  return (
    <CompareContext value={view}>
      <CompareKeys workspace={workspace.id} view={view} compare={compare} canRun={canRun(comparing.place)} />
      {screen ?? (
        <Group className="panes" orientation="horizontal">
          <Panel defaultSize={252} minSize={228} maxSize={420} groupResizeBehavior="preserve-pixel-size">
            <Controls workspace={workspace} comparing={comparing} presets={presets} names={names} compare={compare} />
          </Panel>
          <Separator className="splitter" aria-label="Width of the controls" />
          <Panel minSize={380}>
            <section className="pane cmp-result" data-pane tabIndex={-1} aria-label="Compare">
              <Head comparing={comparing} view={view} />
              <div className="pane-body">
                <Standing comparing={comparing} busy={busy} compare={compare} />
                {error === undefined ? null : <ErrorNotice error={error} />}
                {comparing.error === undefined ? null : (
                  <ErrorNotice
                    error={comparing.error}
                    action={
                      <Button variant="default" onClick={compare}>
                        Try again
                      </Button>
                    }
                  />
                )}
                {view === undefined ? (
                  <NotYet comparing={comparing} compare={compare} />
                ) : (
                  <>
                    <FocusLine compare={compare} />
                    <Legend size="desk" />
                    <Chart size="desk" />
                    <MomentPane />
                    <MetricTable />
                  </>
                )}
              </div>
            </section>
          </Panel>
        </Group>
      )}
    </CompareContext>
  );
}

function useNames(workspace: WorkspaceSummary): EventNames {
  const { value: table } = useAnswer("directory.table", { workspace: workspace.id });
  const { applications, identityProviders } = workspace;
  return useMemo(
    () => ({ table, applications, providers: identityProviders }),
    [table, applications, identityProviders],
  );
}

/** What is there to be looked at; undefined: nothing yet. Whom one looks at alone is what the controls say now. */
function useView(
  workspace: string,
  { ran, place, playhead }: Comparing,
  names: EventNames,
  open: CompareView["open"],
): CompareView | undefined {
  const { focus } = place;
  const shown = useMemo((): Ran | undefined => {
    if (ran === undefined || ran.lanes.length === 0) return undefined;
    const { focus: _, ...others } = ran.place;
    return { ...ran, place: focus === undefined ? others : { ...others, focus } };
  }, [ran, focus]);
  const moments = useMemo(() => (shown === undefined ? [] : allMoments(shown)), [shown]);
  if (shown === undefined) return undefined;
  return {
    workspace,
    ran: shown,
    person: focusOf(shown.place),
    names,
    playhead: playhead ?? shown.from,
    moments,
    open,
  };
}

function allMoments({ place, lanes, from, to }: Ran): readonly number[] {
  const person = focusOf(place);
  const { applications, events } = place.request;
  const rows = person === undefined ? [] : lanes.flatMap((lane) => rowsOf(lane, person, applications, from));
  const happen = events.map(({ after }) => from + after * 60_000);
  return momentsOf(rows, person === undefined ? [...happen, ...midnights(from, to)] : happen, [from, to]);
}

const DAY = 86_400_000;

/** Shares change all the time: one goes through them day by day. */
function midnights(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.floor((to - from) / DAY) }, (_, index) => from + (index + 1) * DAY);
}

function Head({ comparing, view }: { comparing: Comparing; view: CompareView | undefined }) {
  return (
    <header className="pane-head">
      <h1>Compare</h1>
      {view === undefined || comparing.running !== undefined ? null : (
        <span className="quiet cmp-about">{`${view.ran.lanes.length} ways, ${view.ran.place.request.days} days`}</span>
      )}
      <span className="pane-gap" />
      {view === undefined ? null : (
        <>
          <CopyMenu />
          <Button variant="default" leftSection={<IconPresentation size={14} />} onClick={() => present(true)}>
            Present
          </Button>
        </>
      )}
    </header>
  );
}

/** How far it is, and whether what is shown still holds. */
function Standing({ comparing, busy, compare }: { comparing: Comparing; busy: boolean; compare: () => void }) {
  const { running, ran } = comparing;
  if (running !== undefined) {
    const { done, total, cancel } = running;
    return (
      <div className="cmp-running">
        <LongWork
          name="Comparing"
          far={running}
          text={`${done.toLocaleString("en")} of ${total.toLocaleString("en")} days`}
          onCancel={cancel}
        />
      </div>
    );
  }
  if (busy) {
    return (
      <p className="cmp-running" role="status">
        Opening the run: the lane is run up to this moment…
      </p>
    );
  }
  if (ran === undefined || isCurrent(comparing)) return null;
  return (
    <Notice
      tone="note"
      title={whyNot(ran)}
      action={
        <Button size="compact-xs" onClick={compare}>
          Compare again
        </Button>
      }
    />
  );
}

function whyNot({ outdated, lanes, place }: Ran): string {
  if (outdated) return "The workspace was changed since.";
  return lanes.length < place.request.modes.length ? "Not all ways were run." : "The controls were changed since.";
}

function NotYet({ comparing, compare }: { comparing: Comparing; compare: () => void }) {
  if (comparing.running !== undefined || comparing.error !== undefined) return null;
  return (
    <Empty
      title="Nothing is compared yet."
      action={
        <Button onClick={compare} disabled={!canRun(comparing.place)}>
          Compare {comparing.place.request.modes.length} ways
        </Button>
      }
    >
      A comparison sends the same events through several ways to provision: who waits, what goes stale, and what stays
      behind. Choose a script at the left, or take the one that is there.
    </Empty>
  );
}

/** Whom one looks at alone, and the way back to all of them. */
function FocusLine({ compare }: { compare: () => void }) {
  const { workspace, ran, names } = useCompareView();
  const focusOn = useFocusPerson();
  const { focus, request } = ran.place;
  if (focus === undefined) return null;
  const name = nameOfPerson(focus, request.events, names.table);
  return (
    <p className="cmp-focus">
      <span>
        Only <strong>{name}</strong>
      </span>
      <Button size="compact-xs" variant="default" onClick={() => focusOn(undefined)}>
        Show everybody
      </Button>
      <Button
        size="compact-xs"
        variant="default"
        title={`The figures count everybody who is looked at. Run anew, they count ${name} alone.`}
        onClick={() => {
          changePlace(workspace, withPeople(ran.place, [focus]));
          compare();
        }}
      >
        Count {name} alone
      </Button>
    </p>
  );
}
