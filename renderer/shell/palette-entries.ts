import { useMemo } from "react";
import type { ComparePresets } from "../../core/contract/comparison.ts";
import type { HistoryEntry } from "../../core/contract/model.ts";
import type { DirectoryTable, WorkspaceSummary } from "../../core/contract/results.ts";
import { openPreset } from "../compare/open-comparison.ts";
import { goTo } from "../connection/hash-location.ts";
import { places } from "../connection/places.ts";
import { useAnswer } from "../connection/use-answer.ts";
import { describeRun, type RunEntry } from "../history/describe.ts";
import { type ShortcutGroup, useShortcutGroups } from "../keyboard/shortcuts.ts";
import { useReturn } from "./use-return.ts";

/** Something that the palette offers. */
export interface PaletteEntry {
  readonly id: string;
  /** What it stands under: "Applications". */
  readonly group: string;
  readonly label: string;
  /** What helps to tell it from its neighbours; found by as well. */
  readonly detail?: string | undefined;
  /** The key that does the same, as `Shortcut` writes it. */
  readonly keys?: string | undefined;
  readonly run: () => void;
}

const MOST_PEOPLE = 8;
const MOST_RUNS = 8;

/** What the palette offers for what was typed: commands, applications, people, runs and moments to go back to. */
export function usePaletteEntries(workspace: WorkspaceSummary | undefined, typed: string): readonly PaletteEntry[] {
  const groups = useShortcutGroups((state) => state.groups);
  const inside = workspace === undefined ? undefined : { workspace: workspace.id };
  const { value: table } = useAnswer("directory.table", inside);
  const { value: history } = useAnswer("history.list", inside);
  const { value: presets } = useAnswer("compare.presets", inside);
  const { goBackTo } = useReturn(workspace?.id ?? "");
  const fixed = useMemo(
    () => [...commandsOf(groups), ...placesOf(workspace), ...momentsOf(workspace, goBackTo)],
    [groups, workspace, goBackTo],
  );
  const runs = useMemo(() => runsOf(workspace, table, history?.entries ?? []), [workspace, table, history]);
  return useMemo(() => {
    const words = wordsOf(typed);
    const commands = fixed.filter((entry) => isMeant(entry, words));
    const others = runs.filter((entry) => isMeant(entry, words));
    const people = words.length === 0 ? [] : findPeople(workspace, table, words);
    // Whoever is in a script is meant before it.
    const scripts = comparisonsOf(workspace, presets).filter((entry) => isMeant(entry, words));
    return gathered([...commands, ...people, ...others.slice(0, MOST_RUNS), ...scripts]);
  }, [fixed, runs, workspace, table, presets, typed]);
}

/** Everything that a key does now, but what makes sense as a key alone. The screen that was opened last comes first. */
export function commandsOf(groups: readonly ShortcutGroup[]): readonly PaletteEntry[] {
  return groups.flatMap(({ id, name, shortcuts }) =>
    shortcuts
      .filter(({ enabled, keyOnly }) => enabled !== false && keyOnly !== true)
      .map(({ title, keys, run }) => ({ id: `${id} ${title}`, group: name, label: title, keys: keys[0], run })),
  );
}

function placesOf(workspace: WorkspaceSummary | undefined): readonly PaletteEntry[] {
  return (workspace?.applications ?? []).map(({ id, name }) => ({
    id: `application ${id}`,
    group: "Applications",
    label: name,
    detail: id === name ? undefined : id,
    run: () => goTo(places.applications(workspace?.id ?? "", id)),
  }));
}

function momentsOf(
  workspace: WorkspaceSummary | undefined,
  goBackTo: (record: string, name: string) => void,
): readonly PaletteEntry[] {
  return (workspace?.access.kind === "write" ? workspace.checkpoints : []).map(({ record, name }) => ({
    id: `checkpoint ${record}`,
    group: "Moments",
    label: `Go back to “${name}”`,
    run: () => goBackTo(record, name),
  }));
}

/** The scripts that are ready to be compared. */
function comparisonsOf(
  workspace: WorkspaceSummary | undefined,
  presets: ComparePresets | undefined,
): readonly PaletteEntry[] {
  if (workspace === undefined || presets === undefined || presets.applications.length === 0) return [];
  return presets.presets.map((preset) => ({
    id: `compare ${preset.id}`,
    group: "Comparisons",
    label: `Compare: ${preset.name}`,
    detail: preset.about,
    run: () => void openPreset(workspace.id, presets, preset),
  }));
}

function runsOf(
  workspace: WorkspaceSummary | undefined,
  table: DirectoryTable | undefined,
  entries: readonly HistoryEntry[],
): readonly PaletteEntry[] {
  return entries
    .filter((entry): entry is RunEntry => entry.type === "action")
    .reverse()
    .map((entry) => ({
      id: `run ${entry.id}`,
      group: "Runs so far",
      label: describeRun(entry, table, workspace?.applications ?? [], workspace?.identityProviders),
      detail: entry.outcome.reason,
      run: () => goTo(places.run(workspace?.id ?? "", entry.id)),
    }));
}

/**
 * The first people of whom every word is known, by name, user name or department. Those with a name that begins so come
 * before the others: who types "an" means Anna, and not everybody in Finance.
 */
export function findPeople(
  workspace: WorkspaceSummary | undefined,
  table: DirectoryTable | undefined,
  words: readonly string[],
): readonly PaletteEntry[] {
  const called: PaletteEntry[] = [];
  const others: PaletteEntry[] = [];
  for (let row = 0; table !== undefined && row < table.id.length && called.length < MOST_PEOPLE; row += 1) {
    if (isCalled(nameAt(table, row), words)) called.push(personAt(workspace, table, row));
    else if (others.length < MOST_PEOPLE) {
      const person = personAt(workspace, table, row);
      if (isMeant(person, words)) others.push(person);
    }
  }
  return [...called, ...others].slice(0, MOST_PEOPLE);
}

function personAt(workspace: WorkspaceSummary | undefined, table: DirectoryTable, row: number): PaletteEntry {
  const id = table.id[row] ?? "";
  return {
    id: `person ${id}`,
    group: "People",
    label: nameAt(table, row),
    detail: [table.userName[row], table.department[row]].filter((part) => part !== "").join(" · "),
    run: () => goTo(places.directory(workspace?.id ?? "", id)),
  };
}

function nameAt({ id, userName, displayName }: DirectoryTable, row: number): string {
  return displayName[row] || (userName[row] ?? id[row] ?? "");
}

/** Each word begins a part of the name. */
function isCalled(name: string, words: readonly string[]): boolean {
  const parts = ` ${name.toLowerCase()}`;
  return words.every((word) => parts.includes(` ${word}`));
}

/** Entries of one heading together, in the order of the first of each. */
function gathered(entries: readonly PaletteEntry[]): readonly PaletteEntry[] {
  return [...new Set(entries.map(({ group }) => group))].flatMap((name) =>
    entries.filter(({ group }) => group === name),
  );
}

/** What was typed, word by word, without case. */
export function wordsOf(typed: string): readonly string[] {
  return typed
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
}

function isMeant({ group, label, detail = "" }: PaletteEntry, words: readonly string[]): boolean {
  const text = `${label} ${detail} ${group}`.toLowerCase();
  return words.every((word) => text.includes(word));
}
