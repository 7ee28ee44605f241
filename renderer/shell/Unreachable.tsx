import { useEffect } from "react";
import { Notice } from "../components/Notice.tsx";
import { outdate } from "../connection/answers.ts";
import { useEngine } from "../connection/engine-context.ts";
import { useReach } from "../connection/reach.ts";

/** Milliseconds between two questions whether it is there again. */
const ASK_AGAIN = 1_500;

/** Says that nobody answers, until somebody does. What is on screen stays readable. */
export function Unreachable() {
  const gone = useReach(({ reach }) => reach === "gone");
  return gone ? <Gone /> : null;
}

function Gone() {
  const engine = useEngine();
  useEffect(() => {
    const timer = setInterval(() => {
      engine.call("app.about", {}).then(
        () => outdate(),
        () => undefined,
      );
    }, ASK_AGAIN);
    return () => clearInterval(timer);
  }, [engine]);
  return (
    <Notice tone="bad" title="Rehearsal does not answer.">
      {window.rehearsal === undefined
        ? "If it was closed, start it again and open the link that it prints in this tab. "
        : "It is being started again. "}
      Everything that was saved is kept, and what is on screen stays.
    </Notice>
  );
}
