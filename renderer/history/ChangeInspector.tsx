import { useMemo } from "react";
import { Link } from "wouter";
import { accountAt } from "../../core/contract/account-at.ts";
import type { HistoryChanges, RunDetail } from "../../core/contract/results.ts";
import { Answered } from "../components/Answered.tsx";
import { Chip } from "../components/Chip.tsx";
import { showInstant } from "../components/instant.ts";
import { Sentence } from "../components/Sentence.tsx";
import { places } from "../connection/places.ts";
import { useAnswer } from "../connection/use-answer.ts";
import { useWorkspace } from "../connection/workspace-context.ts";
import { nameOfPath, showAt } from "../run/show-value.ts";
import { WRITER_NAMES } from "../words.ts";
import { applicationOf, type ChangeNames, personOf, turnOf, whatOf, writerOf } from "./changes.ts";
import { DerivedChanges } from "./DerivedChanges.tsx";

/** One change: who made it, when and why, and the account as it was right after it. */
export function ChangeInspector({ changes, row, names }: OneChange) {
  const { id: workspace } = useWorkspace();
  const { run, step, what, userName, account, application, onBranch } = changes;
  const isEdit = what[row] === "edit";
  const person = changes.person[row];
  const [runId = "", stepNumber = 0] = [run[row], step[row]];
  return (
    <div className="history-detail-pane">
      <header className="pane-head">
        <h2 title={userName[row]}>{isEdit ? "Edit" : userName[row]}</h2>
        <Chip tone="accent">{writerOf(changes, row)}</Chip>
        {onBranch[row] === true ? null : <Chip tone="note">on a branch that was left</Chip>}
      </header>
      <Facts changes={changes} row={row} names={names} />
      {isEdit ? null : (
        <p>
          <Link href={places.run(workspace, runId, stepNumber || undefined)}>
            {stepNumber === 0 ? "Open the run" : `Open the run at step ${stepNumber}`}
          </Link>
        </p>
      )}
      {stepNumber > 0 || isEdit || person === null || person === undefined ? null : (
        <DerivedChanges run={runId} person={person} application={application[row] ?? ""} at={changes.at[row] ?? ""} />
      )}
      {stepNumber === 0 ? null : (
        <Then
          run={runId}
          step={stepNumber}
          application={application[row] ?? ""}
          account={account[row] ?? ""}
          path={what[row] ?? ""}
        />
      )}
    </div>
  );
}

interface OneChange {
  readonly changes: HistoryChanges;
  readonly row: number;
  readonly names: ChangeNames;
}

/** When, where, whose, what and why; of an edit, when and what it was. */
function Facts({ changes, row, names }: OneChange) {
  const { at, why, what } = changes;
  return (
    <dl className="facts">
      <dt>When</dt>
      <dd>{showInstant(at[row] ?? "")}</dd>
      {what[row] === "edit" ? null : <FactsOfAccount changes={changes} row={row} names={names} />}
      <dt>Why</dt>
      <dd>
        <Sentence text={why[row] ?? ""} />
      </dd>
    </dl>
  );
}

function FactsOfAccount({ changes, row, names }: OneChange) {
  const { id: workspace } = useWorkspace();
  const person = changes.person[row] ?? undefined;
  return (
    <>
      <dt>Application</dt>
      <dd>{applicationOf(changes, row, names)}</dd>
      {person === undefined ? null : (
        <>
          <dt>Person</dt>
          <dd>
            <Link href={places.directory(workspace, person)}>{personOf(changes, row, names)}</Link>
          </dd>
        </>
      )}
      <dt>What</dt>
      <dd>{whatOf(changes, row)}</dd>
      {changes.step[row] === 0 ? null : (
        <>
          <dt>Value</dt>
          <dd>{turnOf(changes, row)}</dd>
        </>
      )}
    </>
  );
}

interface Meant {
  readonly run: string;
  readonly step: number;
  readonly application: string;
  readonly account: string;
  /** The value that the change was of. */
  readonly path: string;
}

function Then({ run, ...meant }: Meant) {
  const { id: workspace } = useWorkspace();
  const answer = useAnswer("runs.read", { workspace, run });
  return <Answered answer={answer}>{(detail) => <AccountThen detail={detail} {...meant} />}</Answered>;
}

/** The account right after the step, as the run tells it. */
function AccountThen({
  detail,
  step,
  application,
  account,
  path: changed,
}: { detail: RunDetail } & Omit<Meant, "run">) {
  const values = useMemo(
    () => [...accountAt(detail, step, { application, account }).values()],
    [detail, step, application, account],
  );
  return (
    <>
      <h3 className="section-title">The account at that moment</h3>
      {values.length === 0 ? <p className="quiet">There was none.</p> : null}
      <table className="history-account">
        <thead className="sr-only">
          <tr>
            <th scope="col">Value</th>
            <th scope="col">Is</th>
            <th scope="col">Changed by</th>
          </tr>
        </thead>
        <tbody>
          {values.map(({ path, value, writer }) => (
            <tr key={path} data-changed={path === changed}>
              <th scope="row">{nameOfPath(path, () => undefined)}</th>
              <td>{showAt(path, value)}</td>
              <td className="quiet">{nameOfWriter(writer)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function nameOfWriter(writer: string | undefined): string {
  if (writer === undefined) return "";
  const names: Readonly<Record<string, string>> = WRITER_NAMES;
  return Object.hasOwn(names, writer) ? (names[writer] ?? writer) : writer;
}
