import { MultiSelect } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { PersonPicker } from "../components/PersonPicker.tsx";
import { useAnswer } from "../connection/use-answer.ts";
import { Choice } from "./Choice.tsx";
import { useEditing } from "./editing.ts";
import type { ControlProps } from "./FieldControl.tsx";
import { useInputMarks } from "./use-field-marks.ts";

const WHO = [
  ["everybody", "everybody"],
  ["chosen", "chosen people and groups"],
] as const;

/** Whom the identity provider lets use the application: everybody, or chosen people and groups. */
export function AssignmentControl({ path, label }: ControlProps) {
  const { workspace, draft, canEdit, change } = useEditing();
  const { assignment } = draft.connection;
  const { value: table } = useAnswer("directory.table", { workspace });
  const groupMarks = useInputMarks([...path, "groups"]);
  const groups = (table?.groups ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <div>
      <Choice
        label={label}
        path={[...path, "required"]}
        value={assignment.required ? "chosen" : "everybody"}
        options={WHO}
        disabled={!canEdit}
        onChange={(who) => change([...path, "required"], who === "chosen")}
      />
      {assignment.required ? (
        <>
          <MultiSelect
            label="Groups"
            data={groups}
            value={assignment.groups}
            searchable
            disabled={!canEdit}
            onChange={(chosen) => change([...path, "groups"], chosen)}
            {...groupMarks}
          />
          <People
            people={assignment.users}
            nameOf={(id) => table?.displayName[table.id.indexOf(id)] ?? id}
            onChange={(people) => change([...path, "users"], people)}
          />
        </>
      ) : null}
    </div>
  );
}

function People({
  people,
  nameOf,
  onChange,
}: {
  people: readonly string[];
  nameOf: (person: string) => string;
  onChange: (people: readonly string[]) => void;
}) {
  const { workspace, canEdit } = useEditing();
  return (
    <>
      <ul className="row-list" aria-label="People assigned directly">
        {people.map((person) => (
          <li key={person} className="row-line">
            {nameOf(person)}
            <button
              type="button"
              className="quiet-button"
              disabled={!canEdit}
              aria-label={`Take ${nameOf(person)} off`}
              onClick={() => onChange(people.filter((each) => each !== person))}
            >
              <IconTrash size={14} />
            </button>
          </li>
        ))}
      </ul>
      {canEdit ? (
        <PersonPicker
          workspace={workspace}
          value={undefined}
          label="Add a person"
          onChange={(person) => (people.includes(person) ? undefined : onChange([...people, person]))}
        />
      ) : null}
    </>
  );
}
