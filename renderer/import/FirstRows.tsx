import { ScrollArea } from "@mantine/core";
import type { ImportPreview } from "../../core/contract/imports.ts";

/** The first rows of a table, as they stand in the file. */
export function FirstRows({ table: { columns, rows } }: { table: NonNullable<ImportPreview["table"]> }) {
  const title = rows.length === 1 ? "The first row" : `The first ${rows.length} rows`;
  // A heading or a cell may stand twice: only its place tells it from the others.
  const cells = (row: readonly string[]) => columns.map((_, index) => ({ key: `${index}`, text: row[index] ?? "" }));
  const lines = rows.map((row, index) => ({ key: `${index}`, cells: cells(row) }));
  return (
    <section aria-label={title}>
      <h3 className="section-title">{title}</h3>
      <ScrollArea type="auto" viewportProps={{ tabIndex: 0, role: "group", "aria-label": title }}>
        <table className="import-rows">
          <thead>
            <tr>
              {cells(columns).map(({ key, text }) => (
                <th key={key} scope="col">
                  {text}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.key}>
                {line.cells.map(({ key, text }) => (
                  <td key={key}>{text}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollArea>
    </section>
  );
}
