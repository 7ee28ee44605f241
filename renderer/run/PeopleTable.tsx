import { Button, Menu, Select } from "@mantine/core";
import { useMemo, useState } from "react";
import type { PeopleResults } from "../../core/contract/model.ts";
import type { DirectoryTable } from "../../core/contract/results.ts";
import { Chip, type Tone } from "../components/Chip.tsx";
import { showMinute } from "../components/instant.ts";
import { ErrorNotice } from "../components/Notice.tsx";
import { goTo } from "../connection/hash-location.ts";
import { places } from "../connection/places.ts";
import { useAnswer } from "../connection/use-answer.ts";
import { useWorkspace } from "../connection/workspace-context.ts";
import type { GridColumn } from "../grid/columns.ts";
import { DataGrid } from "../grid/DataGrid.tsx";
import { goToStep } from "./cursor.ts";
import { countByResult, findPersonStep, listPeople, type PersonLine, resultsOf } from "./people-lines.ts";
import { useRun } from "./run-context.ts";
import { useRunOfPerson } from "./use-run-of-person.ts";
import "./people-table.css";

/** What came of everybody: those whose steps are not shown as well. */
export function PeopleTable() {
  const { detail, cursor } = useRun();
  const { people = [] } = detail.trace;
  const { id: workspace, applications } = useWorkspace();
  const { value: table } = useAnswer("directory.table", { workspace });
  const [wanted, setWanted] = useState("");
  const lines = useMemo(() => listPeople(people), [people]);
  const rows = useMemo(
    () => lines.flatMap((line, index) => (wanted === "" || resultsOf(line) === wanted ? [index] : [])),
    [lines, wanted],
  );
  const columns = useMemo(() => {
    const names = new Map(applications.map(({ id, name }) => [id, name]));
    return buildColumns(lines, { names, table, several: people.length > 1 });
  }, [lines, applications, table, people]);
  const { derive, busy, error, cancel } = useRunOfPerson(workspace, detail.run);
  /** Where the steps of the person are; where they were not kept, in a run of their own. */
  const showSteps = async (row: number, derives: boolean): Promise<void> => {
    const line = lines[row];
    if (line === undefined) return;
    const step = findPersonStep(detail.trace, line, userNameOf(table, line.user));
    if (step !== undefined) {
      cursor.setState({ view: "sequence" });
      goToStep(cursor, step);
      return;
    }
    const derived = derives ? await derive(line.user) : undefined;
    if (derived !== undefined) goTo(places.run(workspace, derived.run, 1));
  };
  const unchanged = people.reduce((sum, each) => sum + each.unchanged, 0);
  return (
    <div className="people-results">
      <div className="people-results-head">
        <Select
          aria-label="Only this result"
          size="xs"
          w={220}
          data={[
            { value: "", label: `Everybody (${lines.length.toLocaleString("en")})` },
            ...[...countByResult(lines)].map(([name, count]) => ({
              value: name,
              label: `${name} (${count.toLocaleString("en")})`,
            })),
          ]}
          value={wanted}
          allowDeselect={false}
          onChange={(value) => setWanted(value ?? "")}
        />
        <span className="soft">{describeUnchanged(unchanged)}</span>
        {busy ? (
          <span role="status">
            The run is carried out once more, for one person…{" "}
            <Button size="compact-xs" variant="default" onClick={cancel}>
              Cancel
            </Button>
          </span>
        ) : null}
      </div>
      {error === undefined ? null : <ErrorNotice error={error} />}
      <div className="people-results-grid">
        <DataGrid
          name="people-results"
          label="What came of everybody"
          columns={columns}
          rows={rows}
          scope={wanted}
          keyOf={(row) => String(row)}
          selected={NOBODY}
          onSelect={() => undefined}
          inspected={undefined}
          onInspect={(key, how) => void showSteps(Number(key), how === "open")}
          menu={{
            labelOf: (row) => `What to do with ${nameOf(table, lines[row]?.user)}`,
            items: (row) => <Menu.Item onClick={() => void showSteps(row, true)}>Show step by step</Menu.Item>,
          }}
        />
      </div>
    </div>
  );
}

const NOBODY: ReadonlySet<string> = new Set();

function describeUnchanged(count: number): string {
  if (count === 0) return "Nobody else was looked at.";
  return `${count.toLocaleString("en")} more ${count === 1 ? "person" : "people"}, unchanged.`;
}

interface Naming {
  readonly names: ReadonlyMap<string, string>;
  readonly table: DirectoryTable | undefined;
  /** More than one application or moment. */
  readonly several: boolean;
}

function buildColumns(lines: readonly PersonLine[], { names, table, several }: Naming): readonly GridColumn[] {
  const at = (row: number): PersonLine | undefined => lines[row];
  const where: readonly GridColumn[] = [
    { id: "time", title: "Time", width: 130, text: (row) => showMinute(at(row)?.at ?? "") },
    { id: "app", title: "Application", width: 110, text: (row) => names.get(at(row)?.application ?? "") ?? "" },
  ];
  return [
    { id: "person", title: "Person", width: 130, least: 110, fixed: true, text: (row) => nameOf(table, at(row)?.user) },
    {
      id: "result",
      title: "Result",
      width: 130,
      text: (row) => resultsOf(at(row)),
      render: (row) => <Chip tone={TONES[at(row)?.status ?? "success"]}>{resultsOf(at(row))}</Chip>,
    },
    { id: "reason", title: "Why", width: 200, least: 140, text: (row) => (at(row)?.reason ?? "").replaceAll("`", "") },
    ...(several ? where : []),
  ];
}

const TONES: Readonly<Record<PeopleResults["status"][number], Tone>> = {
  success: "good",
  warning: "warn",
  failure: "bad",
  skipped: "note",
};

function nameOf(table: DirectoryTable | undefined, id = ""): string {
  const row = table?.id.indexOf(id) ?? -1;
  return table?.displayName[row] || (table?.userName[row] ?? id);
}

function userNameOf(table: DirectoryTable | undefined, id: string): string | undefined {
  return table?.userName[table.id.indexOf(id)];
}
