import type { HistoryChanges } from "../../core/contract/results.ts";
import { showMinute } from "../components/instant.ts";
import { hrefOf } from "../connection/hash-location.ts";
import { places } from "../connection/places.ts";
import type { GridColumn } from "../grid/columns.ts";
import { applicationOf, type ChangeNames, personOf, turnOf, whatOf, writerOf } from "./changes.ts";

/** The columns of the history. */
export function buildChangeColumns(
  workspace: string,
  changes: HistoryChanges,
  names: ChangeNames,
): readonly GridColumn[] {
  const { at, userName, run, step, what } = changes;
  return [
    { id: "at", title: "Simulated time", width: 144, fixed: true, text: (row) => showMinute(at[row] ?? "") },
    { id: "writer", title: "Changed by", width: 100, text: (row) => writerOf(changes, row) },
    { id: "app", title: "Application", width: 104, spare: true, text: (row) => applicationOf(changes, row, names) },
    { id: "account", title: "Account", width: 150, least: 104, text: (row) => userName[row] ?? "" },
    { id: "person", title: "Person", width: 110, least: 90, spare: true, text: (row) => personOf(changes, row, names) },
    { id: "what", title: "What", width: 108, text: (row) => whatOf(changes, row) },
    { id: "turn", title: "Before → after", width: 200, least: 130, text: (row) => turnOf(changes, row) },
    {
      id: "run",
      title: "Run",
      width: 56,
      text: (row) => (what[row] === "edit" ? "" : (run[row] ?? "")),
      render: (row) =>
        what[row] === "edit" ? null : (
          <a className="history-run" tabIndex={-1} href={hrefOf(places.run(workspace, run[row] ?? "", step[row] || 1))}>
            {run[row]}
          </a>
        ),
    },
  ];
}
