import { MultiSelect } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { type Assignee, keepAssignees } from "../../core/contract/app-roles.ts";
import { PersonPicker } from "../components/PersonPicker.tsx";
import { useAnswer } from "../connection/use-answer.ts";
import { AssigneeRoles } from "./AssigneeRoles.tsx";
import { Choice } from "./Choice.tsx";
import { useEditing } from "./editing.ts";
import type { ControlProps } from "./FieldControl.tsx";
import type { SettingPath } from "./setting.ts";
import { useInputMarks } from "./use-field-marks.ts";

const WHO = [
  ["everybody", "everybody"],
  ["chosen", "chosen people and groups"],
] as const;

/** Whom the identity provider lets use the application, and with which of its roles: everybody, or chosen people and groups. */
export function AssignmentControl({ path, label }: ControlProps) {
  const { workspace, draft, canEdit, change } = useEditing();
  const { assignment, appRoles = [] } = draft.connection;
  const { value: table } = useAnswer("directory.table", { workspace });
  const groupMarks = useInputMarks([...path, "groups"]);
  const groups = (table?.groups ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const assign = (kind: Assignee["kind"], ids: readonly string[]): void => {
    const named = { ...assignment, [kind]: ids };
    if (assignment.roles === undefined) change([...path, kind], ids);
    else
      change(
        path,
        keepAssignees(named, kind, (id) => ids.includes(id)),
      );
  };
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
      {assignment.required || appRoles.length > 0 ? (
        <>
          <MultiSelect
            label="Groups"
            data={groups}
            value={assignment.groups}
            searchable
            disabled={!canEdit}
            onChange={(chosen) => assign("groups", chosen)}
            {...groupMarks}
          />
          {appRoles.length === 0 ? null : (
            <GroupRoles
              path={path}
              groups={assignment.groups}
              nameOf={(id) => groups.find(({ value }) => value === id)?.label ?? id}
            />
          )}
          <People
            path={path}
            people={assignment.users}
            nameOf={(id) => table?.displayName[table.id.indexOf(id)] ?? id}
            onChange={(people) => assign("users", people)}
          />
        </>
      ) : null}
    </div>
  );
}

interface AssigneesProps {
  readonly path: SettingPath;
  readonly nameOf: (id: string) => string;
}

function GroupRoles({ path, groups, nameOf }: AssigneesProps & { groups: readonly string[] }) {
  return (
    <ul className="row-list" aria-label="App roles of groups">
      {groups.map((group) => (
        <li key={group} className="row-line">
          {nameOf(group)}
          <AssigneeRoles path={path} assignee={{ kind: "groups", id: group }} name={nameOf(group)} />
        </li>
      ))}
    </ul>
  );
}

function People({
  path,
  people,
  nameOf,
  onChange,
}: AssigneesProps & {
  people: readonly string[];
  onChange: (people: readonly string[]) => void;
}) {
  const { workspace, draft, canEdit } = useEditing();
  const hasRoles = (draft.connection.appRoles ?? []).length > 0;
  return (
    <>
      <ul className="row-list" aria-label="People assigned directly">
        {people.map((person) => (
          <li key={person} className="row-line">
            {nameOf(person)}
            {hasRoles ? (
              <AssigneeRoles path={path} assignee={{ kind: "users", id: person }} name={nameOf(person)} />
            ) : null}
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
