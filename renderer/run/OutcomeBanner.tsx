import { Link } from "wouter";
import type { RunDetail } from "../../core/contract/results.ts";
import { Chip } from "../components/Chip.tsx";
import { showInstant } from "../components/instant.ts";
import { Sentence } from "../components/Sentence.tsx";
import { places } from "../connection/places.ts";
import { kindOfAction } from "./action-words.ts";
import { outcomeStep, outcomeTone, outcomeWord } from "./narration.ts";
import { useCursor, useRun } from "./run-context.ts";
import { ShowSetting } from "./StepSummary.tsx";

/** What happens by the machine's clock. */
const IN_LIVE_MODE: ReadonlySet<string> = new Set(["live", "due"]);

/** How the run ended; while what comes next is hidden, not before its last step was seen. */
export function OutcomeBanner() {
  const { detail, workspace } = useRun();
  const { outcome, note, trace } = detail;
  const end = outcomeStep(trace);
  const hidden = useCursor((state) => state.hiding && Math.max(state.step, state.revealed) < end);
  const refused = outcome.result === "refused";
  return (
    <div className="outcome" data-refused={refused && !hidden} role="status">
      {hidden ? <span className="soft">How it ends is hidden.</span> : <Ended detail={detail} workspace={workspace} />}
      {note === undefined || detail.fork !== undefined ? null : <span className="outcome-note">{note}</span>}
      <span className="outcome-when">
        {kindOfAction(detail.action)} ·{" "}
        {IN_LIVE_MODE.has(detail.action.type) ? "this computer’s time" : "simulated time"}{" "}
        {showInstant(trace.steps[0]?.at ?? detail.at)}
      </span>
    </div>
  );
}

function Ended({ detail: { outcome, saved }, workspace }: { detail: RunDetail; workspace: string }) {
  const refused = outcome.result === "refused";
  const { tone, sign } = outcomeTone(outcome);
  return (
    <>
      <Chip tone={tone}>
        {sign} {outcomeWord(outcome)}
      </Chip>
      <span className="outcome-reason">
        <Sentence text={outcome.reason} />
      </span>
      {refused ? <ShowSetting setting={outcome.setting} /> : null}
      {!refused && saved && outcome.application !== undefined ? (
        <Link className="link" href={places.accounts(workspace, outcome.application, outcome.account)}>
          Show the account
        </Link>
      ) : null}
    </>
  );
}
