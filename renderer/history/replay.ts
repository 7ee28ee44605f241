import { useCallback } from "react";
import type { HistoryEntry } from "../../core/contract/model.ts";
import { encodePlace } from "../compare/place.ts";
import { describeFailure } from "../connection/answers.ts";
import { useEngine } from "../connection/engine-context.ts";
import { goTo } from "../connection/hash-location.ts";
import { places } from "../connection/places.ts";
import { tell, tellError } from "../connection/told.ts";

/** Ids of the checkpoints of the present branch after which something happened. */
export function findReplayable(entries: readonly HistoryEntry[]): ReadonlySet<string> {
  const branch = entries.filter(({ onBranch }) => onBranch);
  const last = branch.findLastIndex(
    (entry) => entry.type === "action" || (entry.type === "edit" && entry.again !== undefined),
  );
  const before = branch.slice(0, Math.max(0, last));
  return new Set(before.filter((entry) => entry.type === "checkpoint" && entry.automatic !== true).map(({ id }) => id));
}

/** Opens what happened after a checkpoint as a comparison: as it is set, beside SCIM. */
export function useReplay(workspace: string): (record: string, name: string) => void {
  const engine = useEngine();
  const replay = useCallback(
    async (record: string, name: string): Promise<void> => {
      try {
        const { request, leftOut, edits } = await engine.call("compare.fromHistory", { workspace, record });
        if (request.events.length === 0) {
          tell(`Nothing after “${name}” can happen again. ${leftOut[0] ?? ""}`.trim(), "note");
          return;
        }
        const more = { ...(leftOut.length === 0 ? {} : { leftOut }), ...(edits === 0 ? {} : { edits }) };
        goTo(places.compare(workspace, await encodePlace({ request, from: record, ...more })));
      } catch (failure) {
        tellError(describeFailure(failure));
      }
    },
    [engine, workspace],
  );
  return (record, name) => void replay(record, name);
}
