import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from "@tabler/icons-react";
import type { MatchAttribute } from "../../core/contract/model.ts";
import { CardStanding } from "./CardStanding.tsx";
import { Choice } from "./Choice.tsx";
import { useEditing } from "./editing.ts";
import type { SettingPath } from "./setting.ts";
import { TextField } from "./TextField.tsx";
import { Tick } from "./Tick.tsx";

/** By what an account is found, in order. The rows go by where they stand: what they compare is what is being edited. */
export function MatchRows() {
  const { draft, detail, canEdit, change } = useEditing();
  const { match } = draft.application.jit;
  const save = (rows: readonly MatchAttribute[]): void => change(["jit", "match"], rows);
  const attributes = ["userName", ...draft.application.accountAttributes.map(({ name }) => name)];
  const replaceAt = (index: number, row: MatchAttribute): void =>
    save(match.map((each, place) => (place === index ? row : each)));
  return (
    <>
      <ol className="match-rows">
        {match
          .map((row, index) => ({ row, index }))
          .map(({ row, index }) => (
            <li key={index} data-setting={`jit/match/${row.account}`}>
              <MatchRow
                row={row}
                path={["jit", "match", row.account]}
                number={index + 1}
                claims={["subject", ...detail.claims]}
                attributes={attributes}
                onChange={(next) => replaceAt(index, next)}
              />
              {["from", "compare"].map((member) => (
                <CardStanding key={member} path={["jit", "match", row.account, member]} />
              ))}
              <RowButtons
                number={index + 1}
                isFirst={index === 0}
                isLast={index === match.length - 1}
                onMove={(by) => save(swapped(match, index, index + by))}
                onRemove={() => save(match.filter((_, place) => place !== index))}
              />
            </li>
          ))}
      </ol>
      <button
        type="button"
        className="quiet-button"
        disabled={!canEdit}
        onClick={() => save([...match, { account: "email", from: { claim: "email" }, compare: "ignoreCase" }])}
      >
        <IconPlus size={14} /> Another way to find it
      </button>
    </>
  );
}

function MatchRow({
  row,
  path,
  number,
  claims,
  attributes,
  onChange,
}: {
  row: MatchAttribute;
  path: SettingPath;
  number: number;
  claims: readonly string[];
  attributes: readonly string[];
  onChange: (row: MatchAttribute) => void;
}) {
  const { canEdit } = useEditing();
  const from = row.from === "subject" ? "subject" : row.from.claim;
  return (
    <span className="match-row">
      <Choice
        label={`Match ${number}: account attribute`}
        path={[...path, "account"]}
        value={row.account}
        options={attributes.map((name) => [name, name])}
        disabled={!canEdit}
        onChange={(account) => onChange({ ...row, account: account ?? row.account })}
      />
      equals
      <TextField
        label={`Match ${number}: claim`}
        path={[...path, "from"]}
        value={from}
        suggestions={claims}
        code
        width={13}
        disabled={!canEdit}
        onChange={(claim) => onChange({ ...row, from: claim === "subject" ? "subject" : { claim } })}
      />
      <Tick
        path={[...path, "compare"]}
        checked={row.compare === "ignoreCase"}
        disabled={!canEdit}
        label={`Match ${number}: ignoring case`}
        onChange={(ignoring) => onChange({ ...row, compare: ignoring ? "ignoreCase" : "exact" })}
      >
        ignoring case
      </Tick>
    </span>
  );
}

function RowButtons({
  number,
  isFirst,
  isLast,
  onMove,
  onRemove,
}: {
  number: number;
  isFirst: boolean;
  isLast: boolean;
  onMove: (by: number) => void;
  onRemove: () => void;
}) {
  const { canEdit } = useEditing();
  if (!canEdit) return null;
  return (
    <span className="row-buttons">
      <button
        type="button"
        className="quiet-button"
        aria-label={`Match ${number}: move up`}
        disabled={isFirst}
        onClick={() => onMove(-1)}
      >
        <IconArrowUp size={14} />
      </button>
      <button
        type="button"
        className="quiet-button"
        aria-label={`Match ${number}: move down`}
        disabled={isLast}
        onClick={() => onMove(1)}
      >
        <IconArrowDown size={14} />
      </button>
      <button type="button" className="quiet-button" aria-label={`Match ${number}: remove`} onClick={onRemove}>
        <IconTrash size={14} />
      </button>
    </span>
  );
}

function swapped<Item>(items: readonly Item[], one: number, other: number): readonly Item[] {
  return items.map((item, index) => {
    if (index === one) return items[other] ?? item;
    return index === other ? (items[one] ?? item) : item;
  });
}
