import { Button } from "@mantine/core";
import { Link } from "wouter";
import type { HistoryEntry } from "../../core/contract/model.ts";
import { Chip, type Tone } from "../components/Chip.tsx";
import { showInstant } from "../components/instant.ts";
import { Sentence } from "../components/Sentence.tsx";
import { places } from "../connection/places.ts";
import { DECISION_WORDS } from "../words.ts";
import type { RunEntry } from "./describe.ts";
import { detailOf, type HistoryLine } from "./lines.ts";

/** What can be done from a row. Absent where it cannot be done now. */
export interface RowActions {
  readonly workspace: string;
  /** The edit that undo would take back. */
  readonly undoable: string | undefined;
  readonly undo: () => void;
  readonly goBackTo: ((record: string, name: string) => void) | undefined;
  /** Ids of the checkpoints after which something happened that could happen again. */
  readonly replayable: ReadonlySet<string>;
  readonly replay: (record: string, name: string) => void;
}

/** One thing that happened. */
export function HistoryRow({ line, actions }: { line: Extract<HistoryLine, { kind: "record" }>; actions: RowActions }) {
  const { entry, title } = line;
  const { tone, word } = standingOf(entry);
  return (
    <>
      <span className="history-chip">
        <Chip tone={tone}>{word}</Chip>
      </span>
      <span className="history-text">
        <Title entry={entry} title={title} workspace={actions.workspace} />
        {detailOf(entry) === "" ? null : (
          <span className="history-detail" title={detailOf(entry).replaceAll("`", "")}>
            <Sentence text={detailOf(entry)} />
          </span>
        )}
      </span>
      <span className="history-end">
        {entry.onBranch ? null : <span className="history-left">on a branch that was left</span>}
        {entry.type === "action" ? <span>{entry.steps} steps</span> : null}
        <RowButton entry={entry} title={title} actions={actions} />
        <time dateTime={entry.clock} title={`Simulated time ${showInstant(entry.clock)}`}>
          {entry.clock.slice(11, 16)}
        </time>
      </span>
    </>
  );
}

function Title({ entry, title, workspace }: { entry: HistoryEntry; title: string; workspace: string }) {
  if (entry.type !== "action") {
    return (
      <span className="history-title" title={title} data-focus tabIndex={-1}>
        {title}
      </span>
    );
  }
  return (
    <Link href={places.run(workspace, entry.id)} className="history-title" title={title} data-focus>
      {title}
    </Link>
  );
}

function RowButton({ entry, title, actions }: { entry: HistoryEntry; title: string; actions: RowActions }) {
  const { undoable, undo } = actions;
  if (entry.type === "checkpoint") return <CheckpointButtons entry={entry} actions={actions} />;
  if (entry.id !== undoable) return null;
  return (
    <Button size="compact-xs" variant="default" onClick={undo} aria-label={`Undo: ${title}`}>
      Undo
    </Button>
  );
}

function CheckpointButtons({
  entry,
  actions,
}: {
  entry: Extract<HistoryEntry, { readonly type: "checkpoint" }>;
  actions: RowActions;
}) {
  const { goBackTo, replayable, replay } = actions;
  const { id, name, automatic } = entry;
  return (
    <>
      {replayable.has(id) ? (
        <Button
          size="compact-xs"
          variant="default"
          title="The events after this moment, once more: as they are, beside SCIM"
          aria-label={`Run the events after “${name}” again with SCIM`}
          onClick={() => replay(id, name)}
        >
          Again with SCIM
        </Button>
      ) : null}
      {goBackTo === undefined ? null : (
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => goBackTo(id, automatic === true ? "the end of a branch" : name)}
        >
          Go back to {automatic === true ? "here" : `“${name}”`}
        </Button>
      )}
    </>
  );
}

/** What a login did to the account, where it got that far and was let in; of anything else, whether all went as it should. */
function standingOfRun({ outcome, decision }: RunEntry): { readonly tone: Tone; readonly word: string } {
  if (decision === "hold") return { tone: "warn", word: DECISION_WORDS.hold ?? decision };
  if (outcome.result === "done") {
    const isGood = outcome.code === "DONE";
    return { tone: isGood ? "good" : "warn", word: isGood ? "Done" : "To look at" };
  }
  if (outcome.result !== "signedIn") return { tone: "bad", word: "Refused" };
  return { tone: "good", word: decision === undefined ? "Signed in" : (DECISION_WORDS[decision] ?? decision) };
}

function standingOf(entry: HistoryEntry): { readonly tone: Tone; readonly word: string } {
  switch (entry.type) {
    case "action":
      return standingOfRun(entry);
    case "edit":
      return { tone: "accent", word: "Edit" };
    case "editedOutside":
      return { tone: "warn", word: "By hand" };
    case "checkpoint":
      return { tone: "note", word: entry.automatic === true ? "Branch end" : "Moment" };
    case "return":
      return { tone: "note", word: "Went back" };
  }
}
