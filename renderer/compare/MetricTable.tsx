import { useState } from "react";
import { useCompareView } from "./compare-view.ts";
import { METRICS, type MetricColumn, type MetricSort, sortLanes } from "./metrics.ts";
import { MODE_WORDS, nameOfPerson } from "./words.ts";

/** What each way took and gave, to be sorted by any figure, with how each is counted. */
export function MetricTable({ columns = METRICS }: { columns?: readonly MetricColumn[] }) {
  const { ran } = useCompareView();
  const [sort, setSort] = useState<MetricSort>();
  const [asked, setAsked] = useState<MetricColumn>();
  const lanes = sortLanes(ran.lanes, sort);
  const chosen = asked ?? columns.find(({ id }) => id === sort?.column);
  const told = chosen ?? columns[0];
  return (
    <section className="cmp-figures" data-pane tabIndex={-1} aria-label="Figures">
      <div className="cmp-table-box">
        <table className="cmp-table">
          <thead>
            <tr>
              <th scope="col">Way</th>
              {columns.map((column) => (
                <th key={column.id} scope="col" aria-sort={sortOf(sort, column)}>
                  <button
                    type="button"
                    title={column.how}
                    onClick={() => setSort(nextSort(sort, column))}
                    onFocus={() => setAsked(column)}
                    onPointerEnter={() => setAsked(column)}
                  >
                    {column.title}
                    <span className="cmp-sort" aria-hidden="true">
                      {signOf(sort, column)}
                    </span>
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lanes.map(({ mode, metrics }) => (
              <tr key={mode}>
                <th scope="row">{MODE_WORDS[mode].name}</th>
                {columns.map((column) => (
                  <td key={column.id} data-told={column === chosen} title={column.how}>
                    {column.show(metrics)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <CountsEverybody />
      {told === undefined ? null : (
        <p className="cmp-how" aria-live="polite">
          <strong>How counted · {told.title}:</strong> {told.how}
        </p>
      )}
      <PassedOver />
      <details className="cmp-hows">
        <summary>How every figure is counted</summary>
        <dl>
          {columns.map(({ id, title, how }) => (
            <div key={id}>
              <dt>{title}</dt>
              <dd>{how}</dd>
            </div>
          ))}
        </dl>
      </details>
    </section>
  );
}

/** Whoever looks at one of many sees figures of all of them. */
function CountsEverybody() {
  const { ran, names } = useCompareView();
  const { focus, request } = ran.place;
  if (focus === undefined) return null;
  const name = nameOfPerson(focus, request.events, names.table);
  return <p className="cmp-how">These figures count everybody who is compared, not {name} alone.</p>;
}

/** Events that made no sense in a lane are said, not swallowed. */
function PassedOver() {
  const { ran } = useCompareView();
  const told = ran.lanes.flatMap(({ mode, passedOver }) =>
    passedOver.slice(0, 3).map(({ why, after }) => ({ key: `${mode} ${after} ${why}`, mode, why })),
  );
  if (told.length === 0) return null;
  return (
    <ul className="cmp-passed" aria-label="Events that were passed over">
      {told.map(({ key, mode, why }) => (
        <li key={key}>
          {MODE_WORDS[mode].name}: an event was passed over. {why}
        </li>
      ))}
    </ul>
  );
}

function nextSort(sort: MetricSort | undefined, { id }: MetricColumn): MetricSort | undefined {
  if (sort?.column !== id) return { column: id, descending: false };
  return sort.descending ? undefined : { column: id, descending: true };
}

function sortOf(sort: MetricSort | undefined, { id }: MetricColumn): "ascending" | "descending" | undefined {
  if (sort?.column !== id) return undefined;
  return sort.descending ? "descending" : "ascending";
}

function signOf(sort: MetricSort | undefined, column: MetricColumn): string {
  const order = sortOf(sort, column);
  if (order === undefined) return "";
  return order === "ascending" ? " ▲" : " ▼";
}
