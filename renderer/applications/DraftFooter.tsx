import { Button, Popover } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";
import type { ContractError } from "../../core/contract/contract.ts";
import { Notice } from "../components/Notice.tsx";
import { Sentence } from "../components/Sentence.tsx";
import { useTellSaved } from "../components/tell-saved.tsx";
import { describeFailure } from "../connection/answers.ts";
import { useEngine } from "../connection/engine-context.ts";
import { places } from "../connection/places.ts";
import { useShortcuts } from "../keyboard/shortcuts.ts";
import { type ChangedSetting, changesBetween, copySetting } from "./draft.ts";
import { type DraftEntry, savedDraft, undoDraft } from "./drafts.ts";
import { useEditing } from "./editing.ts";
import { PopulationButton } from "./PopulationButton.tsx";
import { type EngineProblem, fieldProblems, tabOf } from "./problems.ts";
import { showPath } from "./setting.ts";
import { describeChange, describePlace } from "./words.ts";

/** Where the draft stands: what differs from what is saved, and what can be done about it. */
export function DraftFooter({
  entry,
  keep,
  refusal,
  onRefusal,
}: {
  entry: DraftEntry;
  keep: (entry: DraftEntry | undefined) => void;
  /** Why the last attempt to save failed. */
  refusal: ContractError | undefined;
  onRefusal: (error: ContractError | undefined) => void;
}) {
  const { workspace, canEdit } = useEditing();
  const engine = useEngine();
  const [busy, setBusy] = useState(false);
  const tellSaved = useTellSaved(workspace);
  const changes = changesBetween(entry.base, entry.draft);
  const canSave = canEdit && changes.length > 0 && !busy;
  const save = async (): Promise<void> => {
    const { draft } = entry;
    setBusy(true);
    try {
      const saved = await engine.call("applications.save", { workspace, configuration: draft });
      onRefusal(undefined);
      keep(savedDraft(entry, draft));
      tellSaved(saved);
    } catch (failure) {
      onRefusal(describeFailure(failure));
    } finally {
      setBusy(false);
    }
  };
  const revert = (): void => {
    keep(undefined);
    onRefusal(undefined);
  };
  useShortcuts("Settings of the application", [
    { keys: ["mod+s"], title: "Save the settings", run: () => void save(), enabled: canSave },
    {
      keys: ["mod+z"],
      title: "Take the last edit back",
      run: () => keep(undoDraft(entry)),
      enabled: entry.past.length > 0,
    },
  ]);
  return (
    <section className="draft-footer" data-pane tabIndex={-1} aria-label="Draft">
      {refusal === undefined ? null : <Refused message={refusal.message} problems={refusal.problems ?? []} />}
      <div className="draft-bar">
        {changes.length === 0 ? (
          <span className="draft-state">Everything is saved</span>
        ) : (
          <ChangeList changes={changes} entry={entry} keep={keep} />
        )}
        <PopulationButton />
        <Button variant="default" disabled={changes.length === 0} onClick={revert}>
          Revert
        </Button>
        <Button disabled={!canSave} loading={busy} onClick={() => void save()}>
          Save
        </Button>
      </div>
    </section>
  );
}

/** What is different, each with its own way back. */
function ChangeList({
  changes,
  entry,
  keep,
}: {
  changes: readonly ChangedSetting[];
  entry: DraftEntry;
  keep: (entry: DraftEntry | undefined) => void;
}) {
  const { replace } = useEditing();
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} position="top-start" shadow="md" width={460} trapFocus>
      <Popover.Target>
        <button type="button" className="link-button draft-state" onClick={() => setOpened(!opened)}>
          {changes.length === 1 ? "1 setting changed" : `${changes.length} settings changed`}
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Changed settings">
        <ul className="change-list">
          {changes.map((change) => (
            <li key={`${change.kind} ${showPath(change.path)}`}>
              <span>{describeChange(change, entry.base, entry.draft)}</span>
              <button
                type="button"
                className="link-button"
                onClick={() => {
                  const next = copySetting(entry.base, entry.draft, change);
                  if (changes.length === 1) keep(undefined);
                  else replace(next, ["revert", ...change.path]);
                }}
              >
                revert
              </button>
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}

/** Why nothing was saved, each problem with the way to its field. */
function Refused({ message, problems }: { message: string; problems: readonly EngineProblem[] }) {
  const { workspace, draft } = useEditing();
  const found = fieldProblems(problems, draft);
  return (
    <Notice tone="bad" title="Not saved. The draft is kept.">
      {found.length === 0 ? <Sentence text={message} /> : null}
      <ul>
        {found.map(({ path, message: text }) => (
          <li key={`${showPath(path)} ${text}`}>
            <strong>{describePlace(path, draft)}:</strong> <Sentence text={text} />{" "}
            <Link
              href={`${places.applications(workspace, draft.application.id, tabOf(path))}?setting=${encodeURIComponent(showPath(path))}`}
            >
              Show it
            </Link>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
