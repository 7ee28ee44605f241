import type { AttributeMapping } from "../../core/contract/model.ts";
import { CardStanding } from "./CardStanding.tsx";
import { Choice } from "./Choice.tsx";
import { useEditing } from "./editing.ts";
import { FieldProblems } from "./FieldProblems.tsx";
import { NoteField } from "./NoteField.tsx";
import { RowCountsBar } from "./RowCountsBar.tsx";
import { SourceEditor } from "./SourceEditor.tsx";
import { TextField } from "./TextField.tsx";
import { Tick } from "./Tick.tsx";
import { showScalar, toScalar } from "./typed-value.ts";
import { withMember } from "./with-member.ts";

const APPLY = [
  ["always", "at each login"],
  ["create", "at creation only"],
] as const;

/** The members of a row that a behaviour card may decide, each by itself. */
const DECIDED = ["source", "apply", "required"] as const;

/** One attribute of the account: where its value comes from, when it is written, and what if nothing comes. */
export function AttributeRow({ row, number }: { row: AttributeMapping; number: number }) {
  const { draft, detail, canEdit, change } = useEditing();
  const path = ["mappings", row.id];
  const name = `Mapping row ${number}`;
  const put = (next: AttributeMapping): void => change(path, next);
  const targets = ["userName", "active", ...draft.application.accountAttributes.map((each) => each.name)];
  return (
    <>
      <div className="row-line">
        <Choice
          label={`${name}: account attribute`}
          path={[...path, "target"]}
          value={row.target === "" ? undefined : row.target}
          options={[...new Set(targets)].map((target) => [target, target])}
          disabled={!canEdit}
          onChange={(target) => put({ ...row, target: target ?? "" })}
        />
        <span className="row-soft">from</span>
        <SourceEditor
          name={name}
          path={[...path, "source"]}
          noun="claim"
          source={row.source}
          suggestions={["subject", ...detail.claims]}
          onChange={(source) => (source.kind === "groups" ? undefined : put({ ...row, source }))}
        />
      </div>
      <div className="row-line">
        <span className="row-soft">written</span>
        <Choice
          label={`${name}: written`}
          path={[...path, "apply"]}
          value={row.apply}
          options={APPLY}
          disabled={!canEdit}
          onChange={(apply) => put({ ...row, apply: apply ?? row.apply })}
        />
        <Tick
          path={[...path, "required"]}
          checked={row.required === true}
          disabled={!canEdit}
          label={`${name}: required`}
          onChange={(required) => put(withMember(row, "required", required ? true : undefined))}
        >
          required
        </Tick>
        <span className="row-soft">if empty</span>
        <TextField
          label={`${name}: value if empty`}
          path={[...path, "defaultIfNull"]}
          value={row.defaultIfNull === undefined ? "" : showScalar(row.defaultIfNull)}
          placeholder="nothing"
          code
          width={9}
          disabled={!canEdit || Array.isArray(row.defaultIfNull)}
          onChange={(text) =>
            put(withMember(row, "defaultIfNull", text === "" ? undefined : toScalar(text, row.defaultIfNull)))
          }
        />
      </div>
      {DECIDED.map((member) => (
        <CardStanding key={member} path={[...path, member]} />
      ))}
      <FieldProblems path={path} />
      <RowCountsBar row={row.id} />
      <NoteField path={[...path, "note"]} about={name.toLowerCase()} />
    </>
  );
}
