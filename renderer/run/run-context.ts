import { createContext, useContext } from "react";
import { useStore } from "zustand";
import type { RunDetail } from "../../core/contract/results.ts";
import type { Cursor, CursorStore } from "./cursor.ts";

/** What the panes of one run share. */
export interface RunView {
  readonly workspace: string;
  readonly detail: RunDetail;
  readonly cursor: CursorStore;
}

/** The run around a pane. */
export const RunContext = createContext<RunView | undefined>(undefined);

/** The run that a pane shows, and its cursor. @throws TypeError outside of a run */
export function useRun(): RunView {
  const view = useContext(RunContext);
  if (view === undefined) throw new TypeError("There is no run around this component.");
  return view;
}

/** One thing of the cursor; the component draws itself anew when it changes, and only then. */
export function useCursor<Value>(select: (cursor: Cursor) => Value): Value {
  return useStore(useRun().cursor, select);
}
