import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import type { RunDetail } from "../../core/contract/results.ts";
import "../components/tell-saved.css";
import { Sentence } from "../components/Sentence.tsx";
import { goTo } from "../connection/hash-location.ts";
import { places } from "../connection/places.ts";

/** One at a time: what happened last is what one wants to see. */
const RUN = "run";

/** Says in passing what happened and what came of it, with the way to its run. */
export function tellRun(workspace: string, { run, title, outcome, note }: RunDetail): void {
  const show = (): void => {
    notifications.hide(RUN);
    goTo(places.run(workspace, run));
  };
  const isGood = outcome.code === "DONE" || outcome.result === "signedIn";
  notifications.hide(RUN);
  notifications.show({
    id: RUN,
    message: (
      <div className="told-saved">
        <span>
          <strong>{title}.</strong>{" "}
          <Sentence text={[outcome.reason, ...(note === undefined ? [] : [note])].join(" ")} />
        </span>
        <Button size="compact-xs" variant="default" onClick={show}>
          Show the run
        </Button>
      </div>
    ),
    color: isGood ? "indigo" : "orange",
    autoClose: 12_000,
    withBorder: true,
    closeButtonProps: { "aria-label": "Close this message" },
  });
}
