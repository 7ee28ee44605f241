import { Button, Checkbox, Group, Switch, TextInput } from "@mantine/core";
import type { DirectoryUser } from "../../core/contract/model.ts";
import { AddAttribute } from "./AddAttribute.tsx";
import { AttributeField } from "./AttributeField.tsx";
import { setAttribute, sortNames } from "./attributes.ts";
import { NoteField } from "./NoteField.tsx";
import type { DirectoryView } from "./use-directory.ts";
import type { EditedPerson } from "./use-person.ts";

const FACTORS = [
  { value: "otp", label: "One-time code" },
  { value: "hwk", label: "Security key" },
] as const;

/** Everything that the directory knows about a person but the groups, as a form. */
export function AttributesTab({ edited, directory }: { edited: EditedPerson; directory: DirectoryView }) {
  const { person, edit, canEdit, problemAt } = edited;
  const names = sortNames(Object.keys(person.attributes));
  return (
    <form className="person-form" onSubmit={(event) => event.preventDefault()}>
      <TextInput
        label="User name"
        description="What the person signs in with."
        value={person.userName}
        readOnly={!canEdit}
        error={problemAt("userName")}
        onChange={(event) => {
          const userName = event.currentTarget.value;
          edit((now) => ({ ...now, userName }));
        }}
      />
      <Standing edited={edited} />
      <fieldset className="attribute-grid">
        <legend>Attributes</legend>
        {names.map((name) => (
          <AttributeField
            key={name}
            name={name}
            value={person.attributes[name] ?? null}
            readOnly={!canEdit}
            error={problemAt(`attributes.${name}`) ?? problemAt(`attributes[${JSON.stringify(name)}]`)}
            onChange={(value) => edit((now) => ({ ...now, attributes: setAttribute(now.attributes, name, value) }))}
          />
        ))}
      </fieldset>
      {canEdit ? (
        <AddAttribute
          attributes={person.attributes}
          suggestions={directory.table.attributes}
          onAdd={(name, value) => edit((now) => ({ ...now, attributes: setAttribute(now.attributes, name, value) }))}
        />
      ) : null}
      <NoteField
        note={person.note}
        readOnly={!canEdit}
        error={problemAt("note.text")}
        onChange={(note) => edit(({ note: _, ...now }) => (note === undefined ? now : { ...now, note }))}
      />
      {canEdit ? (
        <Group justify="flex-end">
          <Button variant="subtle" color="red" onClick={() => directory.removePeople([person.id])}>
            Remove from the directory
          </Button>
        </Group>
      ) : null}
    </form>
  );
}

/** Whether the person is let in, and by what second factors. */
function Standing({ edited }: { edited: EditedPerson }) {
  const { person, edit, canEdit } = edited;
  return (
    <div className="person-standing">
      <Switch
        label="Active"
        checked={person.active}
        disabled={!canEdit}
        onChange={(event) => {
          const active = event.currentTarget.checked;
          edit((now) => ({ ...now, active }));
        }}
      />
      <Switch
        label="Suspended"
        checked={person.suspended === true}
        disabled={!canEdit}
        onChange={(event) => {
          const suspended = event.currentTarget.checked;
          edit((now) => withSuspended(now, suspended));
        }}
      />
      <Checkbox.Group
        label="Second factors"
        value={person.secondFactors ?? []}
        onChange={(values) => edit((now) => withFactors(now, values))}
      >
        <Group gap="md" mt={4}>
          {FACTORS.map(({ value, label }) => (
            <Checkbox key={value} value={value} label={label} disabled={!canEdit} />
          ))}
        </Group>
      </Checkbox.Group>
    </div>
  );
}

/** A switch that is off leaves no member behind: the edit is then undone, and no draft stays. */
function withSuspended({ suspended: _, ...person }: DirectoryUser, suspended: boolean): DirectoryUser {
  return suspended ? { ...person, suspended } : person;
}

function withFactors({ secondFactors: _, ...person }: DirectoryUser, values: readonly string[]): DirectoryUser {
  const secondFactors = FACTORS.map(({ value }) => value).filter((value) => values.includes(value));
  return secondFactors.length === 0 ? person : { ...person, secondFactors };
}
