import type { AttributeValue, Evaluation } from "../../core/contract/model.ts";
import { Chip, type Tone } from "../components/Chip.tsx";
import { Sentence } from "../components/Sentence.tsx";
import { isSame } from "./setting.ts";
import { showAttribute } from "./show-attribute.ts";

/** Rows of a mapping for one person: what went in, what came out and why; what is saved gives, where it differs. */
export function PreviewTable({
  title,
  rows,
  saved,
}: {
  title: string;
  rows: readonly Evaluation[];
  saved: readonly Evaluation[] | undefined;
}) {
  return (
    <>
      <h3 className="preview-title">{title}</h3>
      {rows.length === 0 ? (
        <p className="block-text">The login did not come so far.</p>
      ) : (
        <table className="preview-table">
          <tbody>
            {rows.map((row) => (
              <PreviewRow key={row.id} row={row} saved={saved?.find(({ id }) => id === row.id)} />
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

function PreviewRow({ row, saved }: { row: Evaluation; saved: Evaluation | undefined }) {
  const differs = saved !== undefined && !isSame(saved.value, row.value);
  const inputs = row.inputs.map(({ name, value }) => ({ name, text: showAttribute(value) }));
  return (
    <tr>
      <th scope="row">
        <code>{row.target}</code>
      </th>
      <td>
        {inputs.map(({ name, text }) => (
          <span key={name}>
            <code>{name}</code> {text}{" "}
          </span>
        ))}
        → <Outcome row={row} />
        {differs ? <span className="preview-before">{showAttribute(saved.value)}</span> : null}
        <div className="preview-why">
          <Sentence text={row.why} />
        </div>
      </td>
    </tr>
  );
}

function Outcome({ row }: { row: Evaluation }) {
  const [word, tone] = OUTCOMES[row.result];
  const value: AttributeValue | undefined = row.value;
  return (
    <>
      {value === undefined ? null : <strong>{showAttribute(value)} </strong>}
      {word === undefined ? null : <Chip tone={tone}>{word}</Chip>}
    </>
  );
}

const OUTCOMES: Readonly<Record<Evaluation["result"], readonly [string | undefined, Tone]>> = {
  applied: [undefined, "good"],
  default: ["default", "note"],
  absent: ["absent", "note"],
  skipped: ["skipped", "note"],
  failed: ["failed", "bad"],
};
