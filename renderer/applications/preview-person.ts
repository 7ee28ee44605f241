import { create } from "zustand";
import type { DirectoryTable, PopulationPreview } from "../../core/contract/results.ts";

/** Whom the previews of a workspace are about, by the workspace's id. */
export const usePreviewPeople = create<Readonly<Record<string, string>>>(() => ({}));

/** Makes the previews of a workspace be about this person. */
export function previewPerson(workspace: string, person: string): void {
  usePreviewPeople.setState({ [workspace]: person });
}

/** Everybody to walk through, those worth a look first, each once. */
export function walkOf(
  table: DirectoryTable | undefined,
  interesting: PopulationPreview["interesting"] = [],
): readonly string[] {
  return [...new Set([...interesting.map(({ person }) => person), ...(table?.id ?? [])])];
}

/** The person `by` places further in the walk, round the end. */
export function stepIn(walk: readonly string[], person: string | undefined, by: 1 | -1): string | undefined {
  const index = person === undefined ? -1 : walk.indexOf(person);
  if (index < 0) return by === 1 ? walk[0] : walk.at(-1);
  return walk[(index + by + walk.length) % walk.length];
}
