import { Button, Popover } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";
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
import { PushNotice } from "./PushNotice.tsx";
import { type Refusal, refusedProblems } from "./page-problems.ts";
import { nameProblems, tabOf } from "./problems.ts";
import { type SettingPath, showPath } from "./setting.ts";
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
  refusal: Refusal | undefined;
  onRefusal: (refusal: Refusal | undefined) => void;
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
      onRefusal({ error: describeFailure(failure), of: draft });
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
      {refusal === undefined ? null : <Refused refusal={refusal} />}
      <div className="draft-bar">
        {changes.length === 0 ? (
          <span className="draft-state">Everything is saved</span>
        ) : (
          <ChangeList changes={changes} entry={entry} keep={keep} />
        )}
        <PushNotice />
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

/** Why nothing was saved, each problem with the way to its field, until that is edited. */
function Refused({ refusal }: { refusal: Refusal }) {
  const { workspace, draft } = useEditing();
  const { message, problems = [] } = refusal.error;
  const found = nameProblems(refusedProblems(refusal, draft));
  if (problems.length > 0 && found.length === 0) return null;
  return (
    <Notice tone="bad" title="Not saved. The draft is kept.">
      {found.length === 0 ? <Sentence text={message} /> : null}
      <ul>
        {found.map(({ id, path, message: text }) => (
          <li key={id}>
            <strong>{describePlace(path, draft)}:</strong> <Sentence text={text} />{" "}
            <Link href={placeOf(workspace, draft.application.id, path)} className="link-button">
              Show it
            </Link>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** Where a problem can be put right. An edit can be wrong for the accounts that there are: a role that one of them has. */
function placeOf(workspace: string, application: string, path: SettingPath): string {
  if (path[0] === "accounts") return places.accounts(workspace, application);
  const tab = places.applications(workspace, application, tabOf(path));
  return `${tab}?setting=${encodeURIComponent(showPath(path))}`;
}
