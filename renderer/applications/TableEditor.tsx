import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import type { Source } from "../../core/contract/model.ts";
import { Choice } from "./Choice.tsx";
import { useEditing } from "./editing.ts";
import { isSame } from "./setting.ts";
import { TextField } from "./TextField.tsx";

type TableSource = Extract<Source, { kind: "table" }>;

interface Line {
  readonly key: number;
  readonly from: string;
  readonly to: string;
}

/** A table from values to values. Lines that are half typed, or say the same twice, stay here until they are whole. */
export function TableEditor({
  name,
  source,
  onChange,
}: {
  name: string;
  source: TableSource;
  onChange: (source: TableSource) => void;
}) {
  const { canEdit } = useEditing();
  const [typed, setTyped] = useState(() => linesOf(source.table));
  const lines = isSame(tableOf(typed), source.table) ? typed : linesOf(source.table);
  const save = (next: readonly Line[]): void => {
    setTyped(next);
    onChange({ ...source, table: tableOf(next) });
  };
  const put = (line: Line): void => save(lines.map((each) => (each.key === line.key ? line : each)));
  const nextKey = Math.max(-1, ...lines.map(({ key }) => key)) + 1;
  return (
    <div className="table-editor">
      <ul className="table-lines">
        {lines.map((line, index) => (
          <li key={line.key} className="table-line">
            <TextField
              label={`${name}: from, line ${index + 1}`}
              value={line.from}
              code
              width={16}
              invalid={lines.some((other) => other.key !== line.key && other.from === line.from)}
              disabled={!canEdit}
              onChange={(from) => put({ ...line, from })}
            />
            <span aria-hidden="true">→</span>
            <TextField
              label={`${name}: to, line ${index + 1}`}
              value={line.to}
              code
              width={16}
              disabled={!canEdit}
              onChange={(to) => put({ ...line, to })}
            />
            {canEdit ? (
              <button
                type="button"
                className="quiet-button"
                aria-label={`${name}: remove line ${index + 1}`}
                onClick={() => save(lines.filter(({ key }) => key !== line.key))}
              >
                <IconTrash size={14} />
              </button>
            ) : null}
          </li>
        ))}
      </ul>
      {canEdit ? (
        <button
          type="button"
          className="quiet-button"
          onClick={() => setTyped([...lines, { key: nextKey, from: "", to: "" }])}
        >
          <IconPlus size={14} /> Line
        </button>
      ) : null}
      <Otherwise name={name} source={source} onChange={onChange} />
    </div>
  );
}

function Otherwise({
  name,
  source,
  onChange,
}: {
  name: string;
  source: TableSource;
  onChange: (source: TableSource) => void;
}) {
  const { canEdit } = useEditing();
  const { otherwise } = source;
  const kind = typeof otherwise === "string" ? otherwise : "value";
  return (
    <div className="row-line">
      <span className="row-soft">any other value</span>
      <Choice
        label={`${name}: any other value`}
        value={kind}
        options={[
          ["keep", "stays what it is"],
          ["drop", "is dropped"],
          ["value", "becomes"],
        ]}
        disabled={!canEdit}
        onChange={(next) => onChange({ ...source, otherwise: next === "value" ? { value: "" } : (next ?? "keep") })}
      />
      {typeof otherwise === "string" ? null : (
        <TextField
          label={`${name}: what any other value becomes`}
          value={otherwise.value}
          code
          width={14}
          disabled={!canEdit}
          onChange={(value) => onChange({ ...source, otherwise: { value } })}
        />
      )}
    </div>
  );
}

function linesOf(table: TableSource["table"]): readonly Line[] {
  return Object.entries(table).map(([from, to], key) => ({ key, from, to }));
}

/** The table of the lines that name a value; of two that name the same, the first. */
function tableOf(lines: readonly Line[]): TableSource["table"] {
  const named = lines.filter(({ from }) => from !== "");
  const first = named.filter(({ from }, index) => named.findIndex((other) => other.from === from) === index);
  return Object.fromEntries(first.map(({ from, to }) => [from, to]));
}
