import { createContext, useContext } from "react";
import type { Ran } from "./comparing.ts";
import type { Moment } from "./use-open-moment.ts";
import type { EventNames } from "./words.ts";

/** A comparison on screen, for everything that shows a part of it. */
export interface CompareView {
  /** Id of the workspace. */
  readonly workspace: string;
  readonly ran: Ran;
  /** The person whose stretches are drawn; undefined: shares of everybody. */
  readonly person: string | undefined;
  readonly names: EventNames;
  /** Milliseconds since the epoch. */
  readonly playhead: number;
  /** The moments at which something happens, with both ends. */
  readonly moments: readonly number[];
  /** Opens what happened at a boundary. */
  readonly open: (moment: Moment) => void;
}

export const CompareContext = createContext<CompareView | undefined>(undefined);

/** The comparison on screen. @throws TypeError outside of one. */
export function useCompareView(): CompareView {
  const view = useContext(CompareContext);
  if (view === undefined) throw new TypeError("There is no comparison around this component.");
  return view;
}
