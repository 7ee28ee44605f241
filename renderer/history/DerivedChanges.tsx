import { Button } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";
import type { RunDetail } from "../../core/contract/results.ts";
import { ErrorNotice } from "../components/Notice.tsx";
import { places } from "../connection/places.ts";
import { useAnswer } from "../connection/use-answer.ts";
import { useWorkspace } from "../connection/workspace-context.ts";
import { nameOfPath, showAt } from "../run/show-value.ts";
import { useRunOfPerson } from "../run/use-run-of-person.ts";

/** One person's result of a run about many, whose own steps were not kept. */
export interface PersonOfRun {
  readonly run: string;
  /** Id of the directory. */
  readonly person: string;
  readonly application: string;
  /** When it was, since a run may hold several cycles. */
  readonly at: string;
}

/** Of so many people not every step is kept: what changed for one of them is found out again when somebody asks. */
export function DerivedChanges(props: PersonOfRun) {
  const { id: workspace } = useWorkspace();
  const { derive, busy, error, cancel } = useRunOfPerson(workspace, props.run);
  const [detail, setDetail] = useState<RunDetail>();
  if (detail !== undefined) return <FoundChanges detail={detail} {...props} />;
  return (
    <section aria-label="What changed">
      <h3 className="section-title">What changed</h3>
      <p className="quiet">
        The run was about so many people that it kept what came of this one, and not each step. It can be carried out
        once more, which changes nothing here.
      </p>
      {error === undefined ? null : <ErrorNotice error={error} />}
      {busy ? (
        <p role="status">
          The run is carried out once more…{" "}
          <Button size="compact-xs" variant="default" onClick={cancel}>
            Cancel
          </Button>
        </p>
      ) : (
        <Button variant="default" onClick={async () => setDetail(await derive(props.person))}>
          Find out what changed
        </Button>
      )}
    </section>
  );
}

function FoundChanges({ detail, person, application, at }: PersonOfRun & { detail: RunDetail }) {
  const { id: workspace } = useWorkspace();
  const { value } = useAnswer("directory.person", { workspace, person });
  const known = value?.applications.find((each) => each.application === application)?.account?.id;
  const all = detail.trace.steps.flatMap((step) =>
    step.kind === "change" && step.at === at
      ? step.changes.filter((each) => each.application === application).map((change) => ({ step: step.seq, change }))
      : [],
  );
  // People come before groups, in which others are as well: the first account is the person's own.
  const account = known ?? all[0]?.change.account;
  const found = all.filter(({ change }) => change.account === account);
  return (
    <section aria-label="What changed">
      <h3 className="section-title">What changed</h3>
      {found.length === 0 ? <p className="quiet">No value of an account.</p> : null}
      <table className="history-account">
        <thead className="sr-only">
          <tr>
            <th scope="col">Value</th>
            <th scope="col">Before → after</th>
          </tr>
        </thead>
        <tbody>
          {found.map(({ step, change: { path, before, after } }) => (
            <tr key={`${step} ${path}`}>
              <th scope="row">{nameOfPath(path, () => undefined)}</th>
              <td>
                {showAt(path, before)} → {showAt(path, after)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        <Link href={places.run(workspace, detail.run, found[0]?.step ?? 1)}>Open it step by step</Link>
      </p>
    </section>
  );
}
