import { useMemo } from "react";
import { useAnswer } from "../connection/use-answer.ts";
import type { Trying } from "../expressions/ExpressionField.tsx";
import { useEditing } from "./editing.ts";
import { previewPerson, stepIn, walkOf } from "./preview-person.ts";
import { usePreviewPerson } from "./use-preview-person.ts";
import { type RowKey, useRowCount } from "./use-row-count.ts";

/** Whom the expression of a row is tried for: the same person as in every preview, those worth a look at this row first. */
export function useTrying(row: RowKey): Trying {
  const { workspace } = useEditing();
  const { person } = usePreviewPerson();
  const edgeCases = useRowCount(row).count.result?.edgeCases ?? NONE;
  const { value: table } = useAnswer("directory.table", { workspace });
  const walk = useMemo(() => walkOf(table, edgeCases), [table, edgeCases]);
  const pick = (next: string): void => previewPerson(workspace, next);
  return {
    person,
    pick,
    edgeCases,
    step: (by) => {
      const next = stepIn(walk, person, by);
      if (next !== undefined) pick(next);
    },
  };
}

const NONE: Trying["edgeCases"] = [];
