import { IconPlus, IconTrash } from "@tabler/icons-react";
import type { ScimRoles as Roles, ScimServerSettings } from "../../core/contract/model.ts";
import { Choice } from "./Choice.tsx";
import { useEditing } from "./editing.ts";
import { FieldProblems } from "./FieldProblems.tsx";
import { TextField } from "./TextField.tsx";

const PATH = ["scim", "roles"];

const SOURCES = [
  ["groups", "come from groups of these names"],
  ["roles", "are the values of `roles`"],
  ["entitlements", "are the values of `entitlements`"],
  ["rules", "come from the application's own role rules"],
  ["none", "do not come by SCIM"],
] as const satisfies readonly (readonly [Roles["from"], string])[];

/** Where the roles of somebody whom SCIM provisions come from. */
export function ScimRoles({ scim }: { scim: ScimServerSettings }) {
  const { draft, canEdit, change } = useEditing();
  const { roles } = draft.application;
  const options = roles.map(({ id, name }) => [id, name] as const);
  return (
    <div data-setting="scim/roles">
      <div className="row-line">
        <span>Roles</span>
        <Choice
          label="Where roles come from"
          path={[...PATH, "from"]}
          value={scim.roles.from}
          options={SOURCES.map(([value, text]) => [value, text.replaceAll("`", "")])}
          disabled={!canEdit}
          onChange={(from) => change(PATH, from === "groups" ? { from, groups: [] } : { from: from ?? "none" })}
        />
        <span>; where nothing gives one:</span>
        <Choice
          label="Role where nothing gives one"
          path={["scim", "defaultRole"]}
          value={scim.defaultRole}
          options={options}
          absent="none"
          disabled={!canEdit}
          onChange={(role) => change(["scim", "defaultRole"], role)}
        />
      </div>
      {scim.roles.from === "groups" ? <GroupRoles groups={scim.roles.groups} options={options} /> : null}
      <FieldProblems path={PATH} />
    </div>
  );
}

type GroupRole = Extract<Roles, { from: "groups" }>["groups"][number];

/** Groups by their names, each with the role that it grants. They have no ids: their places tell them apart. */
function GroupRoles({
  groups,
  options,
}: {
  groups: readonly GroupRole[];
  options: readonly (readonly [string, string])[];
}) {
  const { canEdit, change } = useEditing();
  const put = (next: readonly GroupRole[]): void => change(PATH, { from: "groups", groups: next });
  const set = (index: number, group: GroupRole): void =>
    put(groups.map((each, place) => (place === index ? group : each)));
  return (
    <>
      <ul className="row-list" aria-label="Groups that grant roles">
        {groups.map((group, index) => (
          // A name that is being typed is no key.
          <li key={`${groups.length}-${String(index)}`} className="row-line">
            <TextField
              label={`Group ${index + 1}: name`}
              value={group.displayName}
              disabled={!canEdit}
              onChange={(displayName) => set(index, { ...group, displayName })}
            />
            <span className="row-soft">grants</span>
            <Choice
              label={`Group ${index + 1}: role`}
              value={group.role === "" ? undefined : group.role}
              options={options}
              disabled={!canEdit}
              onChange={(role) => set(index, { ...group, role: role ?? "" })}
            />
            <button
              type="button"
              className="quiet-button"
              disabled={!canEdit}
              aria-label={`Group ${index + 1}: remove`}
              onClick={() => put(groups.filter((each) => each !== group))}
            >
              <IconTrash size={14} />
            </button>
          </li>
        ))}
      </ul>
      {canEdit ? (
        <button
          type="button"
          className="quiet-button"
          onClick={() => put([...groups, { displayName: "", role: options[0]?.[0] ?? "" }])}
        >
          <IconPlus size={14} /> Add a group
        </button>
      ) : null}
    </>
  );
}
