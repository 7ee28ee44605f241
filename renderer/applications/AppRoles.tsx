import { Stack } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { withoutRole } from "../../core/contract/app-roles.ts";
import type { AppRole } from "../../core/contract/model.ts";
import { useEditing } from "./editing.ts";
import { freshId } from "./rows.ts";
import { TextField } from "./TextField.tsx";
import { Tick } from "./Tick.tsx";
import { withMember } from "./with-member.ts";

const PATH = ["connection", "appRoles"];

/** The roles that the application publishes at the identity provider, so that people and groups can be assigned them. */
export function AppRoles() {
  const { draft, canEdit, change } = useEditing();
  const { appRoles } = draft.connection;
  const add = (): void => {
    const known = appRoles ?? [];
    change(PATH, [...known, { id: freshId(known, "app-role"), displayName: "New app role" }]);
  };
  return (
    <section aria-label="App roles">
      <Stack component="ul" gap="sm" className="row-list" aria-label="App roles that are published">
        {(appRoles ?? []).map((role) => (
          <AppRoleRow key={role.id} role={role} />
        ))}
      </Stack>
      {canEdit ? (
        <button type="button" className="quiet-button" onClick={add}>
          <IconPlus size={14} /> Add an app role
        </button>
      ) : null}
    </section>
  );
}

function AppRoleRow({ role }: { role: AppRole }) {
  const { draft, canEdit, change, replace } = useEditing();
  const path = [...PATH, role.id];
  const { id, displayName, value = "", enabled } = role;
  const remove = (): void => {
    const { connection } = draft;
    const appRoles = (connection.appRoles ?? []).filter((each) => each.id !== id);
    const assignment = withoutRole(connection.assignment, id);
    replace({ ...draft, connection: { ...connection, appRoles, assignment } }, path);
  };
  return (
    <li data-setting={`connection/appRoles/${id}`}>
      <div className="row-line">
        <TextField
          label={`Name of the app role ${id}`}
          path={[...path, "displayName"]}
          value={displayName}
          width={18}
          disabled={!canEdit}
          onChange={(next) => change(path, { ...role, displayName: next })}
        />
        <span className="row-soft">is sent as</span>
        <TextField
          label={`Value of the app role ${displayName}`}
          path={[...path, "value"]}
          value={value}
          width={12}
          code
          placeholder="nothing"
          disabled={!canEdit}
          onChange={(next) => change(path, withMember(role, "value", next === "" ? undefined : next))}
        />
        <Tick
          path={[...path, "enabled"]}
          checked={enabled !== false}
          disabled={!canEdit}
          label={`${displayName} can be assigned`}
          onChange={(next) => change(path, withMember(role, "enabled", next ? undefined : false))}
        >
          can be assigned
        </Tick>
        {canEdit ? (
          <button
            type="button"
            className="quiet-button"
            aria-label={`Remove the app role ${displayName}`}
            title="Remove the app role, also from whoever is assigned it"
            onClick={remove}
          >
            <IconTrash size={14} />
          </button>
        ) : null}
      </div>
    </li>
  );
}
