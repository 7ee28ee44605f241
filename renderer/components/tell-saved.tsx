import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useCallback } from "react";
import type { Saved } from "../../core/contract/results.ts";
import { outdate } from "../connection/answers.ts";
import { goTo } from "../connection/hash-location.ts";
import { places } from "../connection/places.ts";
import { useUndo } from "../shell/use-undo.ts";
import "./tell-saved.css";
import { Sentence } from "./Sentence.tsx";

/** One at a time: the undo of an earlier message would take back the later edit. */
const SAVED = "saved";

/** Says in passing what was saved, with a button that takes it back. */
export function useTellSaved(workspace: string): (saved: Saved) => void {
  const { undo } = useUndo(workspace);
  return useCallback(
    ({ what, changed, problems, run }: Saved) => {
      // The event that says so may still be on its way: what can be undone is out of date by now.
      outdate(workspace);
      const undoAndClose = (): void => {
        notifications.hide(SAVED);
        undo();
      };
      const showRun = (): void => {
        notifications.hide(SAVED);
        if (run !== undefined) goTo(places.run(workspace, run));
      };
      notifications.hide(SAVED);
      notifications.show({
        id: SAVED,
        message: (
          <div className="told-saved">
            <span>
              <Sentence text={[`${what}.`, ...problems.map(({ message }) => message)].join(" ")} />
            </span>
            {run === undefined ? null : (
              <Button size="compact-xs" variant="default" onClick={showRun}>
                Show the run
              </Button>
            )}
            {changed ? (
              <Button size="compact-xs" variant="default" onClick={undoAndClose}>
                Undo
              </Button>
            ) : null}
          </div>
        ),
        color: "indigo",
        autoClose: 8_000,
        withBorder: true,
        closeButtonProps: { "aria-label": "Close this message" },
      });
    },
    [undo, workspace],
  );
}
