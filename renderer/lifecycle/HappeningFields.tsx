import { Autocomplete, Group, MultiSelect, SegmentedControl, Select, TextInput } from "@mantine/core";
import { useMemo } from "react";
import type { DirectoryTable } from "../../core/contract/results.ts";
import { PersonPicker } from "../components/PersonPicker.tsx";
import { useAnswer } from "../connection/use-answer.ts";
import { useWorkspace } from "../connection/workspace-context.ts";
import { commonDomain, suggestUserName } from "../directory/new-person.ts";
import type { HappeningForm } from "./build-happening.ts";

interface FieldsProps {
  readonly form: HappeningForm;
  readonly onChange: (form: HappeningForm) => void;
  readonly table: DirectoryTable;
}

/** The fields of the kind of thing that is to happen. */
export function HappeningFields(props: FieldsProps) {
  const { kind } = props.form;
  if (kind === "hire") return <HireFields {...props} />;
  if (kind === "assign" || kind === "unassign") return <AssignmentFields {...props} />;
  return (
    <>
      <Person {...props} />
      {kind === "changeAttributes" ? <AttributeFields {...props} /> : null}
      {kind === "changeGroups" ? <GroupFields {...props} /> : null}
      {kind === "rename" ? <NameFields {...props} /> : null}
    </>
  );
}

function Person({ form, onChange, table }: FieldsProps) {
  const { id: workspace } = useWorkspace();
  const row = table.userName.indexOf(form.user);
  return (
    <PersonPicker
      workspace={workspace}
      value={table.id[row]}
      onChange={(person) => onChange({ ...form, user: table.userName[table.id.indexOf(person)] ?? "", leave: [] })}
      label="Person"
    />
  );
}

/** Who is new: the name, the department and the groups. */
export function HireFields({ form, onChange, table }: FieldsProps) {
  const domain = useMemo(() => commonDomain(table.userName), [table]);
  const change = (members: Partial<HappeningForm>): void => {
    const next = { ...form, ...members };
    const suggested = suggestUserName(form.givenName, form.surname, domain);
    const isOwn = form.userName !== "" && form.userName !== suggested;
    onChange(isOwn ? next : { ...next, userName: suggestUserName(next.givenName, next.surname, domain) });
  };
  return (
    <>
      <Group grow align="start">
        <TextInput
          label="First name"
          value={form.givenName}
          onChange={(event) => change({ givenName: event.currentTarget.value })}
        />
        <TextInput
          label="Last name"
          value={form.surname}
          onChange={(event) => change({ surname: event.currentTarget.value })}
        />
      </Group>
      <TextInput
        label="User name"
        required
        value={form.userName}
        onChange={(event) => onChange({ ...form, userName: event.currentTarget.value })}
      />
      <Autocomplete
        label="Department"
        data={departmentsIn(table)}
        value={form.department}
        onChange={(department) => onChange({ ...form, department })}
      />
      <MultiSelect
        label="Groups"
        searchable
        limit={50}
        data={groupsIn(table)}
        value={[...form.join]}
        onChange={(join) => onChange({ ...form, join })}
      />
    </>
  );
}

function AttributeFields({ form, onChange, table }: FieldsProps) {
  const isDepartment = form.attribute === "department";
  return (
    <Group grow align="start">
      <Autocomplete
        label="Attribute"
        data={[...table.attributes]}
        value={form.attribute}
        onChange={(attribute) => onChange({ ...form, attribute })}
      />
      <Autocomplete
        label="Becomes"
        placeholder="taken away"
        data={isDepartment ? departmentsIn(table) : []}
        value={form.value}
        onChange={(value) => onChange({ ...form, value })}
      />
    </Group>
  );
}

function GroupFields({ form, onChange, table }: FieldsProps) {
  const member = new Set(
    (table.memberOf[table.userName.indexOf(form.user)] ?? []).map((index) => table.groups[index]?.id),
  );
  const groups = groupsIn(table);
  return (
    <>
      <MultiSelect
        label="Joins"
        searchable
        limit={50}
        data={groups.filter(({ value }) => !member.has(value))}
        value={[...form.join]}
        onChange={(join) => onChange({ ...form, join })}
      />
      <MultiSelect
        label="Leaves"
        searchable
        limit={50}
        data={groups.filter(({ value }) => member.has(value))}
        value={[...form.leave]}
        onChange={(leave) => onChange({ ...form, leave })}
      />
    </>
  );
}

function NameFields({ form, onChange }: FieldsProps) {
  return (
    <>
      <TextInput
        label="New user name"
        placeholder={form.user}
        value={form.userName}
        onChange={(event) => onChange({ ...form, userName: event.currentTarget.value })}
      />
      <TextInput
        label="New email address"
        placeholder="as it was"
        value={form.email}
        onChange={(event) => onChange({ ...form, email: event.currentTarget.value })}
      />
    </>
  );
}

function AssignmentFields(props: FieldsProps) {
  const { form, onChange, table } = props;
  const { applications } = useWorkspace();
  return (
    <>
      <Select
        label="Application"
        data={applications.map(({ id, name }) => ({ value: id, label: name }))}
        value={form.application}
        allowDeselect={false}
        onChange={(application) => onChange({ ...form, application: application ?? "", appRole: "" })}
      />
      <SegmentedControl
        aria-label="To whom"
        value={form.whom}
        onChange={(whom) => onChange({ ...form, whom: whom === "group" ? "group" : "person" })}
        data={[
          { value: "person", label: "A person" },
          { value: "group", label: "A group" },
        ]}
      />
      {form.whom === "person" ? (
        <Person {...props} />
      ) : (
        <Select
          label="Group"
          searchable
          limit={50}
          data={groupsIn(table)}
          value={form.group === "" ? null : form.group}
          onChange={(group) => onChange({ ...form, group: group ?? "" })}
        />
      )}
      {form.application === "" ? null : <AppRoleField {...props} />}
    </>
  );
}

/** With which of the application's roles; nothing where it publishes none. */
function AppRoleField({ form, onChange }: FieldsProps) {
  const { id: workspace } = useWorkspace();
  const { value: detail } = useAnswer("applications.read", { workspace, application: form.application });
  const roles = detail?.configuration.connection.appRoles ?? [];
  if (roles.length === 0) return null;
  return (
    <Select
      label="App role"
      clearable
      placeholder={form.kind === "assign" ? "none in particular" : "whatever they are assigned as"}
      data={roles.map(({ id, displayName, enabled }) => ({
        value: id,
        label: displayName,
        disabled: form.kind === "assign" && enabled === false,
      }))}
      value={form.appRole === "" ? null : form.appRole}
      onChange={(appRole) => onChange({ ...form, appRole: appRole ?? "" })}
    />
  );
}

function departmentsIn({ department }: DirectoryTable): string[] {
  return [...new Set(department)].filter((name) => name !== "");
}

function groupsIn({ groups }: DirectoryTable): { value: string; label: string }[] {
  return groups.map(({ id, name }) => ({ value: id, label: name }));
}
