import { Modal } from "@mantine/core";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import type { WorkspaceSummary } from "../../core/contract/results.ts";
import "../components/dialog.css";
import { Sentence } from "../components/Sentence.tsx";
import { showKey } from "../keyboard/shortcuts.ts";
import { closePalette, typeInPalette, useOverlays } from "./overlays.ts";
import { type PaletteEntry, usePaletteEntries } from "./palette-entries.ts";
import "./palette.css";

/**
 * Search for a screen, an application, a person, a run, or a command, and go there. A combobox with a list box, as the
 * ARIA Authoring Practices describe it, so that a screen reader says what is chosen.
 */
export function Palette({ workspace }: { workspace: WorkspaceSummary | undefined }) {
  const typed = useOverlays((overlays) => overlays.typed);
  const [chosen, setChosen] = useState(0);
  const entries = usePaletteEntries(workspace, typed);
  const list = useId();
  const index = Math.min(chosen, entries.length - 1);
  const run = (entry: PaletteEntry | undefined): void => {
    if (entry === undefined) return;
    closePalette();
    entry.run();
  };
  const press = (event: KeyboardEvent): void => {
    const next = moveChoice(event.key, index, entries.length);
    if (event.key === "Enter") run(entries[index]);
    else if (next === undefined) return;
    else setChosen(next);
    event.preventDefault();
  };
  return (
    <Modal.Root
      opened
      onClose={closePalette}
      centered={false}
      yOffset={72}
      size={620}
      padding={0}
      transitionProps={{ duration: 0 }}
    >
      <Modal.Overlay backgroundOpacity={0.4} />
      <Modal.Content aria-label="Search or run a command" className="dialog">
        <input
          className="palette-search"
          role="combobox"
          aria-label="Search or run a command"
          aria-expanded="true"
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={entries.length === 0 ? undefined : `${list}-${index}`}
          placeholder={
            workspace === undefined ? "What do you want to do?" : "A person, an application, a run, a command"
          }
          value={typed}
          onChange={(event) => {
            typeInPalette(event.currentTarget.value);
            setChosen(0);
          }}
          onKeyDown={press}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
        />
        <Entries id={list} entries={entries} chosen={index} onRun={run} />
        {entries.length > 0 ? null : (
          <p className="palette-none" role="status">
            Nothing matches “{typed.trim()}”.
          </p>
        )}
      </Modal.Content>
    </Modal.Root>
  );
}

function Entries({
  id,
  entries,
  chosen,
  onRun,
}: {
  id: string;
  entries: readonly PaletteEntry[];
  chosen: number;
  onRun: (entry: PaletteEntry) => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.querySelector(`[id="${id}-${chosen}"]`)?.scrollIntoView({ block: "nearest" });
  }, [id, chosen]);
  return (
    <div className="palette-list" role="listbox" id={id} aria-label="Found" ref={box} tabIndex={-1}>
      {groupsOf(entries).map(({ group, from, members }) => (
        <fieldset className="palette-members" aria-labelledby={`${id}-group-${from}`} key={group}>
          <div className="palette-group" id={`${id}-group-${from}`} role="presentation">
            {group}
          </div>
          {members.map((entry, offset) => (
            <Entry
              key={entry.id}
              entry={entry}
              id={`${id}-${from + offset}`}
              chosen={from + offset === chosen}
              onRun={onRun}
            />
          ))}
        </fieldset>
      ))}
    </div>
  );
}

function Entry({
  entry,
  id,
  chosen,
  onRun,
}: {
  entry: PaletteEntry;
  id: string;
  chosen: boolean;
  onRun: (entry: PaletteEntry) => void;
}) {
  const { label, detail, keys } = entry;
  return (
    <div
      role="option"
      id={id}
      aria-selected={chosen}
      className="palette-entry"
      tabIndex={-1}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onRun(entry)}
      onKeyDown={(event) => (event.key === "Enter" ? onRun(entry) : undefined)}
    >
      <span className="palette-label">
        <Sentence text={label} />
      </span>
      {detail === undefined ? null : (
        <span className="palette-detail">
          <Sentence text={detail} />
        </span>
      )}
      {keys === undefined ? null : <kbd className="key">{showKey(keys)}</kbd>}
    </div>
  );
}

/** The entries under their headings; entries of one heading stand together, in the order of the first of each. */
function groupsOf(
  entries: readonly PaletteEntry[],
): readonly { readonly group: string; readonly from: number; readonly members: readonly PaletteEntry[] }[] {
  const names = [...new Set(entries.map(({ group }) => group))];
  return names.map((group) => ({
    group,
    from: entries.findIndex((entry) => entry.group === group),
    members: entries.filter((entry) => entry.group === group),
  }));
}

/** The entry that a key leads to; past either end it goes on at the other. */
function moveChoice(key: string, index: number, count: number): number | undefined {
  if (count === 0) return undefined;
  if (key === "ArrowDown") return (index + 1) % count;
  if (key === "ArrowUp") return (index - 1 + count) % count;
  if (key === "PageDown") return Math.min(index + 8, count - 1);
  if (key === "PageUp") return Math.max(index - 8, 0);
  return undefined;
}
