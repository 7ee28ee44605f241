import { Button } from "@mantine/core";
import { ErrorNotice } from "../components/Notice.tsx";
import { goTo } from "../connection/hash-location.ts";
import { places } from "../connection/places.ts";
import { tell } from "../connection/told.ts";
import { useAccess } from "../connection/workspace-context.ts";
import { useCursor, useRun } from "./run-context.ts";
import { useMakeChange } from "./use-make-change.ts";
import { useWhatIfs } from "./what-if.ts";

/** That this run is a what-if, of what change; and the ways on from it. */
export function ForkBanner() {
  const { workspace, detail, cursor } = useRun();
  const comparing = useCursor((state) => state.comparing);
  const change = useWhatIfs((all) => all[detail.run]);
  const { canEdit, why } = useAccess();
  const making = useMakeChange(workspace);
  const { fork } = detail;
  if (fork === undefined) return null;
  const make = async (): Promise<void> => {
    if (change === undefined) return;
    const saved = await making.make(change);
    if (saved !== undefined) tell(saved.what);
  };
  return (
    <>
      <div className="fork" role="status">
        <p>
          <strong>What-if:</strong> {fork.change.replace(/\.$/, "")}. {detail.note ?? "Not saved."}{" "}
          {fork.firstDifference === 0
            ? "It changes nothing in this run."
            : `It differs from step ${fork.firstDifference} on.`}
        </p>
        <Button
          variant="default"
          aria-pressed={comparing}
          onClick={() => cursor.setState({ comparing: !comparing, pin: undefined, showingPin: false })}
        >
          {comparing ? "Stop comparing" : "Compare with the original"}
        </Button>
        {change === undefined ? null : (
          <Button onClick={make} disabled={!canEdit} title={why} loading={making.busy}>
            Make this change
          </Button>
        )}
        <Button variant="default" onClick={() => goTo(places.run(workspace, fork.of, cursor.getState().step))}>
          Back to the original
        </Button>
      </div>
      {making.error === undefined ? null : <ErrorNotice error={making.error} />}
    </>
  );
}
