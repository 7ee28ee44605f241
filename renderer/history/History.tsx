import { Button } from "@mantine/core";
import { useMemo } from "react";
import { Group, Panel, Separator } from "react-resizable-panels";
import { useSearch } from "wouter";
import type { HistoryChanges } from "../../core/contract/results.ts";
import { Empty } from "../components/Empty.tsx";
import { LongWork } from "../components/LongWork.tsx";
import { ErrorNotice, Notice } from "../components/Notice.tsx";
import { goTo } from "../connection/hash-location.ts";
import { places } from "../connection/places.ts";
import { useAnswer } from "../connection/use-answer.ts";
import { useWorkspace } from "../connection/workspace-context.ts";
import { ChangeInspector } from "./ChangeInspector.tsx";
import { ChangesPane } from "./ChangesPane.tsx";
import { type ChangeNames, keyOfChange } from "./changes.ts";
import { type ReadChanges, useChanges } from "./use-changes.ts";
import "../components/pane.css";
import "./changes.css";

/** Every change of every account: when, by whom, from what to what, and in which run. */
export function History() {
  const { id } = useWorkspace();
  const read = useChanges(id);
  const { changes, error, reading } = read;
  return (
    <Group className="panes" orientation="horizontal">
      <Panel minSize={380}>
        <section data-pane tabIndex={-1} aria-label="History" className="pane">
          <Reading reading={reading} />
          {error === undefined ? null : <Failed read={read} />}
          {changes === undefined ? <Heading /> : <Changes changes={changes} />}
        </section>
      </Panel>
      <Separator className="splitter" aria-label="Width of the inspector" />
      <Panel defaultSize="30%" minSize={280} maxSize={640} groupResizeBehavior="preserve-pixel-size">
        <section id="inspector" data-pane tabIndex={-1} aria-label="Inspector" className="pane inspector">
          {changes === undefined ? null : <Inspected changes={changes} />}
        </section>
      </Panel>
    </Group>
  );
}

function Heading() {
  return (
    <header className="pane-head">
      <h1>History</h1>
    </header>
  );
}

function Reading({ reading }: Pick<ReadChanges, "reading">) {
  if (reading === undefined) return null;
  const { done, total, cancel } = reading;
  return (
    <div className="history-reading">
      <LongWork
        name="Reading the history"
        far={reading}
        text={`${done.toLocaleString("en")} of ${total.toLocaleString("en")} records`}
        onCancel={cancel}
      />
    </div>
  );
}

/** It was given up, or something went wrong; what was read before stays. */
function Failed({ read: { error, read } }: { read: ReadChanges }) {
  const again = (
    <Button variant="default" onClick={read}>
      Read the history
    </Button>
  );
  if (error === undefined) return null;
  if (error.code === "CANCELLED") return <Notice tone="note" title="Reading was cancelled." action={again} />;
  return <ErrorNotice error={error} action={again} />;
}

function useNames(): ChangeNames {
  const { id, applications } = useWorkspace();
  const { value: table } = useAnswer("directory.table", { workspace: id });
  return useMemo(() => ({ applications, table }), [applications, table]);
}

function Changes({ changes }: { changes: HistoryChanges }) {
  const { id } = useWorkspace();
  const names = useNames();
  const query = new URLSearchParams(useSearch());
  const filter = query.get("filter") ?? "";
  const chosen = query.get("change") ?? undefined;
  const go = (typed: string, change: string | undefined): void =>
    goTo(places.history(id, typed === "" ? undefined : typed, change), { replace: true });
  if (changes.at.length === 0) {
    return (
      <>
        <Heading />
        <Empty title="Nothing has changed yet.">
          Every value that a login, SCIM, a batch or a hand changes in an account stands here, with who changed it and
          why. {changes.withoutTrace === 0 ? "" : `${changes.withoutTrace} runs came without their steps.`}
        </Empty>
      </>
    );
  }
  return (
    <ChangesPane
      changes={changes}
      names={names}
      filter={filter}
      chosen={chosen}
      onFilter={(typed) => go(typed, chosen)}
      onChoose={(change) => go(filter, change)}
    />
  );
}

function Inspected({ changes }: { changes: HistoryChanges }) {
  const names = useNames();
  const chosen = new URLSearchParams(useSearch()).get("change") ?? undefined;
  const row = useMemo(
    () => (chosen === undefined ? -1 : changes.at.findIndex((_, each) => keyOfChange(changes, each) === chosen)),
    [changes, chosen],
  );
  if (row < 0) {
    return (
      <Empty title="No change is chosen">
        Choose a change to see who made it and why, and the account as it was at that moment.
      </Empty>
    );
  }
  return <ChangeInspector key={chosen} changes={changes} row={row} names={names} />;
}
