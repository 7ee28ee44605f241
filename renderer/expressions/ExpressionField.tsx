import { type ReactNode, useId, useMemo, useState } from "react";
import type { EdgeCase, ExpressionTrial } from "../../core/contract/expression-results.ts";
import { useAnswer } from "../connection/use-answer.ts";
import { ExpressionPanel } from "./ExpressionPanel.tsx";
import { FindingList } from "./FindingList.tsx";
import { ExpressionEditor } from "./later.ts";
import { readTrial } from "./read-trial.ts";
import type { Stretch } from "./reading.ts";
import { type TrialState, type TriedRow, useTrial, type Written } from "./use-trial.ts";
import "./expressions.css";

/** Whom an expression is tried for, and who else is worth a look. */
export interface Trying {
  readonly person: string | undefined;
  readonly pick: (person: string) => void;
  /** The person `by` places further among those worth a look, then everybody. */
  readonly step: (by: 1 | -1) => void;
  readonly edgeCases: readonly { readonly person: string; readonly kind: EdgeCase; readonly why: string }[];
}

interface ExpressionFieldProps {
  readonly workspace: string;
  readonly label: string;
  readonly written: Written;
  /** The saved one; undefined where there is none. */
  readonly saved: Written | undefined;
  /** Absent: what it reads is no person of the directory, so that it cannot be tried. */
  readonly trying: Trying | undefined;
  /** The provisioning row that it is of. */
  readonly row?: TriedRow | undefined;
  /** The names that it reads, where these are not a person's attributes. */
  readonly names?: readonly string[];
  readonly canEdit: boolean;
  /** Whether something is found wrong with the setting, and the ids of what says so. */
  readonly isInvalid: boolean;
  readonly describedBy: string | undefined;
  /** Asks anew when it is another one. */
  readonly fresh: unknown;
  readonly onChange: (text: string) => void;
  /** What stands below it, for the settings that make a difference to it. */
  readonly below?: (settings: ExpressionTrial["settings"]) => ReactNode;
}

/** An expression with what is found wrong with it, and what it gives for one person. */
export function ExpressionField(props: ExpressionFieldProps) {
  const { workspace, label, written, saved, trying, canEdit, fresh, onChange } = props;
  const findingsId = useId();
  const [marked, setMarked] = useState<Marked>();
  const [selected, setSelected] = useState<Stretch>();
  const language = useLanguage(workspace, written.dialect, props.names);
  const names = usePersonNames(workspace);
  const person = trying?.person;
  const question = { workspace, person, expression: written, saved, row: props.row, fresh };
  // Nobody has written anything yet: that is no mistake.
  const isNew = saved === undefined && written.text === "";
  const asked = useTrial(props.names === undefined ? question : undefined);
  const { trial, failure } = isNew ? NOTHING_YET : asked;
  const who = person === undefined ? undefined : names(person);
  const read = useMemo(() => (trial === undefined ? undefined : readTrial(trial.of, trial.result, who)), [trial, who]);
  const findings = trial?.result.findings ?? [];
  const point = (stretch: Stretch | undefined): void => setMarked(stretch && { stretch, of: written.text });
  return (
    <div className="expression-field">
      <ExpressionEditor
        label={label}
        text={written.text}
        dialect={written.dialect}
        language={language}
        read={read}
        marked={marked?.of === written.text ? marked.stretch : undefined}
        selected={selected}
        canEdit={canEdit}
        isInvalid={props.isInvalid || findings.some(({ severity }) => severity === "error")}
        describedBy={[props.describedBy, findingsId].filter((id) => id !== undefined).join(" ")}
        onChange={onChange}
      />
      <FindingList id={findingsId} findings={findings} canEdit={canEdit} onFix={onChange} onPoint={point} />
      {failure === undefined ? null : <p className="block-text">{failure}</p>}
      {trial === undefined || props.below === undefined ? null : props.below(trial.result.settings)}
      {trying === undefined || trial === undefined ? null : (
        <ExpressionPanel
          label={label}
          workspace={workspace}
          text={trial.of}
          trial={trial.result}
          isCurrent={trial.of === written.text}
          savedText={saved?.text}
          trying={trying}
          nameOf={names}
          onPoint={point}
          onSelect={({ from, to }) => setSelected({ from, to })}
        />
      )}
    </div>
  );
}

const NOTHING_YET: TrialState = { trial: undefined, failure: undefined };

/** What is pointed at, for as long as the text stays as it is. */
interface Marked {
  readonly stretch: Stretch;
  readonly of: string;
}

/** What can be written; `names` stand in the place of a person's attributes. */
function useLanguage(workspace: string, dialect: Written["dialect"], names: readonly string[] | undefined) {
  const { value } = useAnswer("expressions.language", { workspace, dialect });
  return useMemo(
    () => (value === undefined || names === undefined ? value : { ...value, attributes: names }),
    [value, names],
  );
}

/** People by what they are called. */
function usePersonNames(workspace: string): (person: string) => string {
  const { value: table } = useAnswer("directory.table", { workspace });
  return (person) => {
    const row = table?.id.indexOf(person) ?? -1;
    return [table?.displayName[row], table?.userName[row]].find((name) => name !== undefined && name !== "") ?? person;
  };
}
