import { useMemo, useState } from "react";
import { useParams } from "wouter";
import type { RunDetail } from "../../core/contract/results.ts";
import { Answered } from "../components/Answered.tsx";
import { decodePart } from "../connection/places.ts";
import { useAnswer } from "../connection/use-answer.ts";
import { useWorkspace } from "../connection/workspace-context.ts";
import { usePresenting } from "../shell/presenting.ts";
import { AddressKeeper } from "./AddressKeeper.tsx";
import { createCursor } from "./cursor.ts";
import { DeskLayout } from "./DeskLayout.tsx";
import { Keys } from "./Keys.tsx";
import { Projector } from "./later.ts";
import { RunContext, type RunView } from "./run-context.ts";
import { parseRunPlace } from "./run-place.ts";
import "./run.css";

/** One run, step by step: the address says which, and where in it. */
export function Run() {
  const { run = "" } = useParams<{ run: string }>();
  const { id } = useWorkspace();
  const answer = useAnswer("runs.read", { workspace: id, run: decodePart(run) });
  return (
    <>
      {answer.value === undefined ? <h1 className="sr-only">Run</h1> : null}
      <Answered answer={answer}>{(detail) => <OneRun key={detail.run} workspace={id} detail={detail} />}</Answered>
    </>
  );
}

/** A run never changes: a later answer about it says the same, and the cursor stays where it is. */
function OneRun({ workspace, detail: answered }: { workspace: string; detail: RunDetail }) {
  const [detail] = useState(answered);
  const presenting = usePresenting((state) => state.on);
  const cursor = useMemo(
    () => createCursor(detail.trace, parseRunPlace(queryOfAddress(), detail.trace.steps.length)),
    [detail],
  );
  const view = useMemo((): RunView => ({ workspace, detail, cursor }), [workspace, detail, cursor]);
  return (
    <RunContext value={view}>
      <AddressKeeper />
      <Keys />
      {presenting ? <Projector /> : <DeskLayout />}
    </RunContext>
  );
}

/** The query as it is when the run opens; AddressKeeper follows it from then on. */
function queryOfAddress(): string {
  const { hash } = window.location;
  return hash.includes("?") ? hash.slice(hash.indexOf("?") + 1) : "";
}
