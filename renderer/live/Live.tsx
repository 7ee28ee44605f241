import type { LiveState } from "../../core/contract/live.ts";
import { Answered } from "../components/Answered.tsx";
import { Chip } from "../components/Chip.tsx";
import { Empty } from "../components/Empty.tsx";
import { ErrorNotice, Notice } from "../components/Notice.tsx";
import { Sentence } from "../components/Sentence.tsx";
import { useCommand } from "../connection/use-command.ts";
import { useWorkspace } from "../connection/workspace-context.ts";
import { Addresses } from "./Addresses.tsx";
import { DueSwitch } from "./DueChoice.tsx";
import { EntryList } from "./EntryList.tsx";
import { StartLive } from "./StartLive.tsx";
import { useLive } from "./use-live.ts";
import "../components/pane.css";
import "./live.css";

/** Live mode: the parties of the workspace on this computer, for real clients, and what these ask. */
export function Live() {
  const { id } = useWorkspace();
  const live = useLive(id);
  return (
    <section className="live" aria-label="Live mode">
      <header className="live-head">
        <h1>Live mode</h1>
        {live.value === undefined ? null : <Standing live={live.value} />}
      </header>
      <Answered answer={live}>
        {(state) => (state.running ? <Running live={state} /> : <Stopped live={state} />)}
      </Answered>
    </section>
  );
}

function Standing({ live: { running } }: { live: LiveState }) {
  return running ? <Chip tone="good">Running</Chip> : <Chip>Not running</Chip>;
}

function Stopped({ live }: { live: LiveState }) {
  return (
    <section className="live-stopped" data-pane tabIndex={-1} aria-label="Start">
      <StartLive />
      <section className="live-before" aria-label="Earlier runs">
        <h2>Earlier runs</h2>
        {live.entries.length === 0 ? (
          <p className="quiet">
            None is kept yet. Requests of every time that live mode ran are listed here, and what came due.
          </p>
        ) : (
          <EntryList entries={live.entries} />
        )}
      </section>
    </section>
  );
}

function Running({ live }: { live: LiveState }) {
  return (
    <>
      <Told live={live} />
      <DueNow due={live.due} />
      <div className="live-panes">
        <Runs live={live} />
        {live.addresses === undefined ? null : <Addresses addresses={live.addresses} />}
      </div>
    </>
  );
}

/** What is worth knowing while it runs: what was made anew, and what is not saved. */
function Told({ live: { made, saves, problem } }: { live: LiveState }) {
  return (
    <>
      {problem === undefined ? null : (
        <Notice tone="bad" title="The last requests are not saved yet. It is tried again.">
          {problem}
        </Notice>
      )}
      {saves ? null : (
        <Notice tone="warn" title="This workspace is read-only: nothing that clients do is saved.">
          The last 50 requests can be opened until the workspace is closed.
        </Notice>
      )}
      {made.length === 0 ? null : (
        <details className="live-made">
          <summary>Keys that anybody could have were replaced: {made.length} made</summary>
          <ul>
            {made.map((what) => (
              <li key={what}>
                <Sentence text={what} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** The same switch as at the start, for whoever wants no surprise in the middle of a lesson. */
function DueNow({ due }: Pick<LiveState, "due">) {
  const { id } = useWorkspace();
  const { run, error } = useCommand("live.setDue");
  return (
    <div className="live-due">
      <DueSwitch short due={due} onChange={(next) => void run({ workspace: id, due: next })} />
      {error === undefined ? null : <ErrorNotice error={error} />}
    </div>
  );
}

function Runs({ live: { count, entries } }: { live: LiveState }) {
  return (
    <section className="live-pane" data-pane tabIndex={-1} aria-label="Runs">
      <header className="pane-head">
        <h2>Runs</h2>
        <span className="quiet">{count === 0 ? "" : describeCount(count, entries.length)}</span>
      </header>
      {entries.length === 0 ? (
        <Empty title="No request yet.">
          Set a client up with the addresses beside this. Each request shows up here as it comes, and opens as a run.
        </Empty>
      ) : (
        <EntryList entries={entries} />
      )}
    </section>
  );
}

function describeCount(count: number, shown: number): string {
  return count === shown ? String(count) : `the last ${shown} of ${count.toLocaleString("en")}`;
}
