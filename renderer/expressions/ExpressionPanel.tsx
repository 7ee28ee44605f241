import { IconChevronDown, IconChevronLeft, IconChevronRight, IconChevronUp } from "@tabler/icons-react";
import { useState } from "react";
import type { EdgeCase, ExpressionTrial } from "../../core/contract/expression-results.ts";
import { Chip } from "../components/Chip.tsx";
import { PersonPicker } from "../components/PersonPicker.tsx";
import { Sentence } from "../components/Sentence.tsx";
import { askForImport } from "../import/importing.ts";
import type { Trying } from "./ExpressionField.tsx";
import { describeOutcome, isSameOutcome, type OutcomeWords } from "./outcome-words.ts";
import type { LoggedValue } from "./sub-values.ts";
import { ValueChain } from "./ValueChain.tsx";

interface PanelProps {
  readonly label: string;
  readonly workspace: string;
  /** The text that the trial is about. */
  readonly text: string;
  readonly trial: ExpressionTrial;
  /** The trial is about the text as it is now. */
  readonly isCurrent: boolean;
  readonly savedText: string | undefined;
  readonly trying: Trying;
  readonly nameOf: (person: string) => string;
  readonly onPoint: (step: LoggedValue | undefined) => void;
  readonly onSelect: (step: LoggedValue) => void;
}

/** What an expression gives for one person: in one line, and step by step where somebody wants to know. */
export function ExpressionPanel(props: PanelProps) {
  const { label, trial, isCurrent, trying, nameOf } = props;
  const [opened, setOpened] = useState(false);
  const { person } = trying;
  const outcome = trial.evaluated === undefined ? undefined : describeOutcome(trial.evaluated, trial.notKnownFrom);
  return (
    <div className="expression-panel" data-stale={!isCurrent}>
      <div className="expression-result">
        <span className="row-soft">{person === undefined ? "Nobody" : nameOf(person)}</span>
        <span aria-hidden="true">→</span>
        {outcome === undefined ? <span className="row-soft">not evaluated</span> : <Outcome outcome={outcome} />}
        {trial.evaluated?.outcome === "notKnown" && trial.evaluated.why === undefined ? (
          <button type="button" className="link-button" onClick={() => askForImport()}>
            Add a file…
          </button>
        ) : null}
        {isSameOutcome(trial) ? null : <Chip tone="accent">changed</Chip>}
        <button
          type="button"
          className="quiet-button"
          aria-expanded={opened}
          aria-label={`${label}: step by step`}
          onClick={() => setOpened(!opened)}
        >
          {opened ? <IconChevronUp size={14} /> : <IconChevronDown size={14} />} Step by step
        </button>
      </div>
      {opened ? <Details {...props} /> : null}
    </div>
  );
}

function Outcome({ outcome: { value, word, text, tone } }: { outcome: OutcomeWords }) {
  return (
    <>
      {value === undefined ? null : <strong className="value-shown">{value}</strong>}
      {word === undefined ? null : <Chip tone={tone}>{word}</Chip>}
      {text === undefined ? null : (
        <span>
          <Sentence text={text} />
        </span>
      )}
    </>
  );
}

function Details({ label, workspace, text, trial, savedText, trying, nameOf, onPoint, onSelect }: PanelProps) {
  const { person, pick, step, edgeCases } = trying;
  const why = edgeCases.find((each) => each.person === person)?.why;
  return (
    <section className="expression-details" aria-label={`${label}: for one person`}>
      <div className="expression-who">
        <PersonPicker workspace={workspace} value={person} onChange={pick} label="Tried for" />
        <button
          type="button"
          className="quiet-button"
          aria-label="Previous person worth a look"
          onClick={() => step(-1)}
        >
          <IconChevronLeft size={16} />
        </button>
        <button type="button" className="quiet-button" aria-label="Next person worth a look" onClick={() => step(1)}>
          <IconChevronRight size={16} />
        </button>
        <EdgeCasePicker edgeCases={edgeCases} person={person} pick={pick} nameOf={nameOf} />
      </div>
      {why === undefined ? null : (
        <p className="block-text">
          Worth a look: <Sentence text={why} />
        </p>
      )}
      <ValueChain log={trial.evaluated?.log ?? []} text={text} onPoint={onPoint} onSelect={onSelect} />
      <AgainstSaved trial={trial} savedText={savedText} />
    </section>
  );
}

const KINDS: readonly (readonly [EdgeCase, string])[] = [
  ["error", "Error"],
  ["cannotTell", "Cannot tell"],
  ["tooLong", "Too long"],
  ["collision", "Same as somebody else's"],
  ["waits", "Waits"],
  ["leftOut", "Left out"],
  ["changed", "Changed"],
  ["nothing", "Nothing comes out"],
  ["leftAlone", "Left alone"],
  ["longest", "Longest"],
  ["shortest", "Shortest"],
  ["nonAscii", "Beyond ASCII"],
  ["several", "Several values"],
];

/** People at the edges: failures, extremes, whatever is unlike the others. */
function EdgeCasePicker({
  edgeCases,
  person,
  pick,
  nameOf,
}: Pick<Trying, "edgeCases" | "person" | "pick"> & { nameOf: (person: string) => string }) {
  if (edgeCases.length === 0) return null;
  const isOne = edgeCases.some((each) => each.person === person);
  return (
    <label className="edge-cases">
      <span>Edge cases</span>
      <select
        className="control"
        value={isOne ? person : ""}
        onChange={(event) => (event.currentTarget.value === "" ? undefined : pick(event.currentTarget.value))}
      >
        <option value="">Choose…</option>
        {KINDS.map(([kind, title]) => ({ title, people: edgeCases.filter((each) => each.kind === kind) }))
          .filter(({ people }) => people.length > 0)
          .map(({ title, people }) => (
            <optgroup key={title} label={title}>
              {people.map(({ person: id }) => (
                <option key={id} value={id}>
                  {nameOf(id)}
                </option>
              ))}
            </optgroup>
          ))}
      </select>
    </label>
  );
}

/** What the saved expression gives for the same person. */
function AgainstSaved({ trial, savedText }: { trial: ExpressionTrial; savedText: string | undefined }) {
  const { evaluated, saved } = trial;
  if (savedText === undefined) return <p className="block-text">There is no saved expression to compare with.</p>;
  if (saved === undefined || evaluated === undefined) return null;
  const [before, after] = [describeOutcome(saved), describeOutcome(evaluated)];
  return (
    <dl className="against-saved">
      <dt>As saved</dt>
      <dd>
        <Outcome outcome={before} />
      </dd>
      <dt>As edited</dt>
      <dd>{isSameOutcome(trial) ? <span className="row-soft">the same</span> : <Outcome outcome={after} />}</dd>
    </dl>
  );
}
