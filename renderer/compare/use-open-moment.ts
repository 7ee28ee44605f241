import { useCallback } from "react";
import type { Mode } from "../../core/contract/comparison.ts";
import { goTo } from "../connection/hash-location.ts";
import { places } from "../connection/places.ts";
import { type Command, useCommand } from "../connection/use-command.ts";
import type { Ran } from "./comparing.ts";

/** A boundary of a lane. */
export interface Moment {
  readonly mode: Mode;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Id of the person. */
  readonly person: string;
  readonly application: string;
}

/** Opens what happened at a boundary as a run, at the step that made the difference. */
export function useOpenMoment(
  workspace: string,
  ran: Ran | undefined,
): Pick<Command<"compare.open">, "busy" | "error"> & { readonly open: (moment: Moment) => void } {
  const { run, busy, error } = useCommand("compare.open");
  const open = useCallback(
    async (moment: Moment) => {
      if (ran === undefined) return;
      const { request, from } = ran.place;
      const opened = await run({ workspace, request, ...(from === undefined ? {} : { from }), ...moment });
      if (opened !== undefined) goTo(places.run(workspace, opened.run, opened.step));
    },
    [run, workspace, ran],
  );
  return { busy, error, open: (moment) => void open(moment) };
}
