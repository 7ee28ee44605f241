import { Button, NativeSelect, Stack } from "@mantine/core";
import type { ColumnPlan, ColumnsPlan, ImportOutlook } from "../../core/contract/imports.ts";
import { Chip } from "../components/Chip.tsx";
import { Notice } from "../components/Notice.tsx";
import { Sentence } from "../components/Sentence.tsx";
import { canBeLeftOut, chooseColumn, forgetColumns, hasChosenColumns, targetsFor } from "./choose-column.ts";
import { FirstRows } from "./FirstRows.tsx";
import type { ImportingFile } from "./use-importing-file.ts";

/** What each column of a table is taken for, its first rows, and the rows that do not come along. */
export function Columns({ importing, plan }: { importing: ImportingFile; plan: ImportOutlook }) {
  const { looked, choices, setChoices } = importing;
  const { columns } = plan;
  if (columns === undefined) return null;
  const missing = columns.targets.filter(
    ({ required, target }) => required === true && !columns.columns.some((each) => each.target === target),
  );
  const left = columns.columns.filter(({ target }) => target === undefined);
  return (
    <Stack gap="sm">
      {missing.map(({ target, label }) => (
        <Notice key={target} tone="warn" title={`No column is taken for ${label} yet.`}>
          Choose below which one it is: without it nothing can be taken.
        </Notice>
      ))}
      <ColumnTable importing={importing} columns={columns} />
      <div className="import-line">
        <span>{left.length === 0 ? "Every column is taken." : `Left out: ${left.map(nameOf).join(", ")}.`}</span>
        {hasChosenColumns(choices) ? (
          <Button size="compact-sm" variant="default" onClick={() => setChoices(forgetColumns(choices))}>
            As it was recognised
          </Button>
        ) : null}
      </div>
      <RowFaults plan={plan} />
      {looked.value?.table === undefined ? null : <FirstRows table={looked.value.table} />}
    </Stack>
  );
}

function nameOf({ column }: ColumnPlan): string {
  return column === "" ? "a column without a heading" : column;
}

function ColumnTable({ importing, columns }: { importing: ImportingFile; columns: ColumnsPlan }) {
  return (
    <table className="import-columns">
      <thead>
        <tr>
          <th scope="col">Column</th>
          <th scope="col">For example</th>
          <th scope="col">Taken for</th>
          <th scope="col">Why</th>
        </tr>
      </thead>
      <tbody>
        {columns.columns.map((column, index) => (
          <ColumnRow key={column.column === "" ? `${index}` : column.column} {...{ importing, columns, column }} />
        ))}
      </tbody>
    </table>
  );
}

const LEFT_OUT = "";

function ColumnRow({
  importing: { choices, setChoices },
  columns,
  column,
}: {
  importing: ImportingFile;
  columns: ColumnsPlan;
  column: ColumnPlan;
}) {
  const example = column.sample.find((cell) => cell !== "");
  const none = canBeLeftOut(columns, column) ? [{ value: LEFT_OUT, label: "Leave out" }] : [];
  return (
    <tr data-left={column.target === undefined}>
      <th scope="row">{nameOf(column)}</th>
      <td className="import-example">{example ?? <span className="quiet">empty</span>}</td>
      <td>
        <NativeSelect
          aria-label={`What ${nameOf(column)} is taken for`}
          data={[...none, ...targetsFor(columns, column)]}
          value={column.target ?? LEFT_OUT}
          disabled={column.column === ""}
          onChange={({ currentTarget: { value } }) =>
            setChoices(chooseColumn(choices, column.column, value === LEFT_OUT ? undefined : value))
          }
        />
      </td>
      <td>
        <Chip tone={toneOf(column)}>{column.target === undefined ? "left out" : "taken"}</Chip>{" "}
        <Sentence text={column.why} />
      </td>
    </tr>
  );
}

function toneOf({ target, why }: ColumnPlan): "warn" | "accent" | "good" {
  if (why === "as you said") return "accent";
  return target === undefined ? "warn" : "good";
}

/** Rows with errors that are listed here; the next step has all. */
const MOST = 5;

function RowFaults({ plan: { report } }: { plan: ImportOutlook }) {
  const faults = report.lines.filter(({ result }) => result === "refused" || result === "notUnderstood");
  if (faults.length === 0) return null;
  const more = report.counts.refused + report.counts.notUnderstood - Math.min(MOST, faults.length);
  return (
    <Notice tone="warn" title="Not everything can be taken as it stands.">
      <ul>
        {faults.slice(0, MOST).map(({ place, subject, message }) => (
          <li key={`${place} ${subject} ${message}`}>
            <strong>{place}</strong> {subject}: <Sentence text={message} />
          </li>
        ))}
      </ul>
      {more > 0 ? `${more.toLocaleString("en")} more in the next step.` : null}
    </Notice>
  );
}
