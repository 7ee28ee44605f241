import type { AttributeMapping } from "../../core/contract/model.ts";
import { CardStanding } from "./CardStanding.tsx";
import { Choice } from "./Choice.tsx";
import { useEditing } from "./editing.ts";
import { FieldProblems } from "./FieldProblems.tsx";
import { NoteField } from "./NoteField.tsx";
import { RowCountsBar } from "./RowCountsBar.tsx";
import { RowWriting } from "./RowWriting.tsx";
import { SourceEditor } from "./SourceEditor.tsx";

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
      <RowWriting name={name} path={path} row={row} always="at each login" onChange={put} />
      {DECIDED.map((member) => (
        <CardStanding key={member} path={[...path, member]} />
      ))}
      <FieldProblems path={path} />
      <RowCountsBar row={row.id} />
      <NoteField path={[...path, "note"]} about={name.toLowerCase()} />
    </>
  );
}
