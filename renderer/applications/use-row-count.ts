import { useCallback, useEffect, useMemo, useRef } from "react";
import type { Arguments } from "../../core/contract/methods.ts";
import { useEngine } from "../connection/engine-context.ts";
import { useWorkspace } from "../connection/workspace-context.ts";
import { useEditing } from "./editing.ts";
import { countQuestion, countRow, type RowCount, useRowCounts } from "./row-counts.ts";

export type RowKey = Arguments<"mappings.count">["row"];

/** A directory up to this size is counted without being asked to; in a larger one, the rows that are being edited are. */
const SMALL = 2_000;
const PAUSE_MS = 400;
const NOTHING: RowCount = {};

/** What a row of the draft gives for everybody. `isCurrent`: the counts are about the row as it is now. */
export function useRowCount(row: RowKey): {
  readonly count: RowCount;
  /** What the row as it is now asks. */
  readonly of: string;
  readonly isCurrent: boolean;
  readonly look: () => void;
} {
  const engine = useEngine();
  const { workspace, draft } = useEditing();
  const asked = useMemo(() => ({ workspace, configuration: draft, row }), [workspace, draft, row]);
  const key = JSON.stringify([workspace, draft.application.id, row.kind, row.id]);
  const of = useMemo(() => countQuestion(asked), [asked]);
  const count = useRowCounts((all) => all[key] ?? NOTHING);
  const look = useCallback(() => void countRow(engine, key, of, asked), [engine, key, of, asked]);
  return { count, of, isCurrent: count.of === of, look };
}

/** Counts a row anew shortly after each edit of it, and after each change of the workspace. */
export function useAutomaticCount(row: RowKey): void {
  const { users } = useWorkspace();
  const { base, draft, detail, workspace } = useEditing();
  const { look } = useRowCount(row);
  const [now, saved] = [draft, base].map((configuration) => countQuestion({ workspace, configuration, row }));
  const isEdited = now !== saved;
  const isDue = users < SMALL || isEdited;
  const asked = useMemo(() => ({ now, detail }), [now, detail]);
  const latest = useRef(look);
  latest.current = look;
  useEffect(() => {
    if (!isDue || asked.now === undefined) return;
    const timer = setTimeout(() => latest.current(), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [isDue, asked]);
}
