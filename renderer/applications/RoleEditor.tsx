import { IconPlus, IconTrash } from "@tabler/icons-react";
import type { Role } from "../../core/contract/model.ts";
import { useEditing } from "./editing.ts";
import { FieldProblems } from "./FieldProblems.tsx";
import { freshId } from "./rows.ts";
import { TextField } from "./TextField.tsx";
import { Tick } from "./Tick.tsx";

/** The roles that the application knows. */
export function RoleEditor() {
  const { draft, canEdit, change } = useEditing();
  const { roles } = draft.application;
  return (
    <section className="block" aria-labelledby="roles-title" data-setting="roles">
      <h2 id="roles-title" className="block-title">
        Roles of {draft.application.name}
      </h2>
      <ul className="row-list">
        {roles.map((role) => (
          <RoleRow key={role.id} role={role} />
        ))}
      </ul>
      <FieldProblems path={["roles"]} only />
      {canEdit ? (
        <button
          type="button"
          className="quiet-button"
          onClick={() => change(["roles"], [...roles, { id: freshId(roles, "new-role"), name: "New role" }])}
        >
          <IconPlus size={14} /> Add a role
        </button>
      ) : null}
    </section>
  );
}

function RoleRow({ role }: { role: Role }) {
  const { draft, canEdit, change } = useEditing();
  const path = ["roles", role.id];
  const { id, name, privileged } = role;
  const uses = draft.application.roleRules.filter((rule) => rule.role === id).length;
  return (
    <li data-setting={`roles/${id}`}>
      <div className="row-line">
        <TextField
          label={`Name of the role ${id}`}
          path={[...path, "name"]}
          value={name}
          width={22}
          disabled={!canEdit}
          onChange={(next) => change(path, { ...role, name: next })}
        />
        <Tick
          path={[...path, "privileged"]}
          checked={privileged === true}
          disabled={!canEdit}
          label={`${name} is privileged`}
          onChange={(next) => change(path, next ? { id, name, privileged: true } : { id, name })}
        >
          privileged
        </Tick>
        <span className="row-soft">
          <code>{id}</code> · {describeUses(uses, draft.application.jit.defaultRole === id)}
        </span>
        {canEdit ? (
          <button
            type="button"
            className="quiet-button"
            aria-label={`Remove the role ${name}`}
            title="Remove the role"
            onClick={() => change(path, undefined)}
          >
            <IconTrash size={14} />
          </button>
        ) : null}
      </div>
      <FieldProblems path={path} />
    </li>
  );
}

function describeUses(rules: number, isDefault: boolean): string {
  const granted = rules === 1 ? "granted by 1 rule" : `granted by ${rules} rules`;
  return isDefault ? `${granted}, the default role` : granted;
}
