import { MultiSelect } from "@mantine/core";
import { useState } from "react";
import { type Assignee, nameOfRole, rolesIn, withRoles } from "../../core/contract/app-roles.ts";
import { useEditing } from "./editing.ts";
import type { SettingPath } from "./setting.ts";

/** With which of the application's roles somebody is assigned: said in words, and changed where they are pressed. */
export function AssigneeRoles({ path, assignee, name }: { path: SettingPath; assignee: Assignee; name: string }) {
  const { draft, canEdit, change } = useEditing();
  const [isOpen, setOpen] = useState(false);
  const { assignment, appRoles = [] } = draft.connection;
  const held = rolesIn(assignment.roles?.[assignee.kind], assignee.id) ?? [];
  const said =
    held.length === 0 ? "no role in particular" : held.map((id) => nameOfRole(draft.connection, id)).join(", ");
  if (!isOpen)
    return (
      <button
        type="button"
        className="link-button"
        disabled={!canEdit}
        aria-label={`App roles of ${name}: ${said}`}
        onClick={() => setOpen(true)}
      >
        {held.length === 0 ? said : `as ${said}`}
      </button>
    );
  return (
    <MultiSelect
      size="xs"
      miw={220}
      comboboxProps={{ withinPortal: false }}
      aria-label={`App roles of ${name}`}
      placeholder={held.length === 0 ? "no role in particular" : ""}
      data={appRoles.map(({ id, displayName, enabled }) => ({
        value: id,
        label: displayName,
        disabled: enabled === false && !held.includes(id),
      }))}
      value={[...held]}
      autoFocus
      defaultDropdownOpened
      onChange={(roles) => change(path, withRoles(assignment, assignee, roles))}
      onBlur={() => setOpen(false)}
    />
  );
}
