import { useMemo } from "react";
import { useAnswer } from "../connection/use-answer.ts";
import { useEditing } from "./editing.ts";
import { previewPerson, stepIn, usePreviewPeople, walkOf } from "./preview-person.ts";
import { usePopulation } from "./use-population.ts";

/** Whom the preview is about: whoever was picked, else the first who is worth a look. */
export function usePreviewPerson(): {
  readonly person: string | undefined;
  /** Why this person is worth a look, where they are. */
  readonly why: string | undefined;
  readonly pick: (person: string) => void;
  readonly step: (by: 1 | -1) => void;
} {
  const { workspace } = useEditing();
  const { population } = usePopulation();
  const { value: table } = useAnswer("directory.table", { workspace });
  const picked = usePreviewPeople((people) => people[workspace]);
  const interesting = population.result?.interesting;
  const walk = useMemo(() => walkOf(table, interesting), [table, interesting]);
  const person = picked !== undefined && walk.includes(picked) ? picked : table?.id[0];
  const pick = (next: string): void => previewPerson(workspace, next);
  return {
    person,
    why: interesting?.find((each) => each.person === person)?.why,
    pick,
    step: (by) => {
      const next = stepIn(walk, person, by);
      if (next !== undefined) pick(next);
    },
  };
}
