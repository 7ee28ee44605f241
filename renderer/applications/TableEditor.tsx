import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useId, useState } from "react";
import type { Source } from "../../core/contract/model.ts";
import { Choice } from "./Choice.tsx";
import { useEditing } from "./editing.ts";
import { isSame, type SettingPath } from "./setting.ts";
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
  path,
  source,
  onChange,
}: {
  name: string;
  path: SettingPath;
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
  const twice = useId();
  const repeated = new Set(repeatedIn(lines).map(({ key }) => key));
  const nextKey = Math.max(-1, ...lines.map(({ key }) => key)) + 1;
  return (
    <div className="table-editor">
      <ul className="table-lines">
        {lines.map((line, index) => (
          <li key={line.key} className="table-line">
            <TextField
              label={`${name}: from, line ${index + 1}`}
              path={[...path, "table", line.from]}
              value={line.from}
              code
              width={16}
              wrong={repeated.has(line.key) ? twice : undefined}
              disabled={!canEdit}
              onChange={(from) => put({ ...line, from })}
            />
            <span aria-hidden="true">→</span>
            <TextField
              label={`${name}: to, line ${index + 1}`}
              path={[...path, "table", line.from]}
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
      {repeated.size === 0 ? null : (
        <p id={twice} className="field-problem">
          Each value stands once: of two lines that name the same, the first counts.
        </p>
      )}
      {canEdit ? (
        <button
          type="button"
          className="quiet-button"
          onClick={() => setTyped([...lines, { key: nextKey, from: "", to: "" }])}
        >
          <IconPlus size={14} /> Line
        </button>
      ) : null}
      <Otherwise name={name} path={[...path, "otherwise"]} source={source} onChange={onChange} />
    </div>
  );
}

function Otherwise({
  name,
  path,
  source,
  onChange,
}: {
  name: string;
  path: SettingPath;
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
        path={path}
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
          path={[...path, "value"]}
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

/** Lines that name what a line before them names. */
function repeatedIn(lines: readonly Line[]): readonly Line[] {
  return lines.filter(({ from }, index) => from !== "" && lines.findIndex((other) => other.from === from) < index);
}

/** The table of the lines that name a value; of two that name the same, the first. */
function tableOf(lines: readonly Line[]): TableSource["table"] {
  const named = lines.filter(({ from }) => from !== "");
  const first = named.filter(({ from }, index) => named.findIndex((other) => other.from === from) === index);
  return Object.fromEntries(first.map(({ from, to }) => [from, to]));
}
