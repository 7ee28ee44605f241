import { Radio, Stack } from "@mantine/core";
import { useMemo, useState } from "react";
import type { ImportOutlook, ImportQuestion, ImportResult } from "../../core/contract/imports.ts";
import { Sentence } from "../components/Sentence.tsx";
import { ReportList } from "./ReportList.tsx";
import { RESULTS, sentenceOf } from "./results.ts";
import type { ImportingFile } from "./use-importing-file.ts";

/** What importing the file would do: in one sentence, what is to be decided, and what becomes of each row or mapping. */
export function Outlook({ importing, plan }: { importing: ImportingFile; plan: ImportOutlook }) {
  return (
    <Stack gap="sm" className="import-outlook">
      <p className="import-what" role="status">
        <Sentence text={sentenceOf(plan.what)} />
      </p>
      {plan.questions.map((question) => (
        <Question key={question.id} importing={importing} question={question} />
      ))}
      {plan.report.lines.length === 0 ? null : <Report plan={plan} />}
    </Stack>
  );
}

function Question({ importing, question }: { importing: ImportingFile; question: ImportQuestion }) {
  const { choices, setChoices } = importing;
  const { id, place, text, choices: offered } = question;
  const answer = (value: string): void => setChoices({ ...choices, answers: { ...choices.answers, [id]: value } });
  return (
    <Radio.Group
      className="import-question"
      label={<Sentence text={text} />}
      description={place}
      value={choices.answers?.[id] ?? null}
      onChange={answer}
    >
      <Stack gap={6} mt={4}>
        {offered.map((choice) => (
          <Radio key={choice.id} value={choice.id} label={<Sentence text={choice.text} />} />
        ))}
      </Stack>
    </Radio.Group>
  );
}

/** Everything that the report says, or the lines of one result alone. */
function Report({ plan: { report } }: { plan: ImportOutlook }) {
  const [only, setOnly] = useState<ImportResult>();
  const lines = useMemo(
    () => (only === undefined ? report.lines : report.lines.filter(({ result }) => result === only)),
    [report, only],
  );
  const counted = RESULTS.reduce((sum, { id }) => sum + (only === undefined || only === id ? report.counts[id] : 0), 0);
  return (
    <section className="import-report" aria-label="Report">
      <div className="import-filters">
        <Filter on={only === undefined} onClick={() => setOnly(undefined)} text="All" />
        {RESULTS.map(({ id, name, sign }) => (
          <Filter
            key={id}
            on={only === id}
            onClick={() => setOnly(only === id ? undefined : id)}
            text={`${sign} ${name}`}
            count={report.counts[id]}
          />
        ))}
      </div>
      <ReportList lines={lines} />
      {lines.length < counted ? (
        <p className="quiet">
          The first {lines.length.toLocaleString("en")} of {counted.toLocaleString("en")} are listed.
        </p>
      ) : null}
    </section>
  );
}

function Filter({ on, text, count, onClick }: { on: boolean; text: string; count?: number; onClick: () => void }) {
  return (
    <button type="button" className="import-filter" aria-pressed={on} disabled={count === 0} onClick={onClick}>
      {text}
      {count === undefined ? null : <strong> {count.toLocaleString("en")}</strong>}
    </button>
  );
}
