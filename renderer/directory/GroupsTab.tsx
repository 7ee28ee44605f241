import { ActionIcon, Select } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import type { DirectoryGroup } from "../../core/contract/model.ts";
import { compareText } from "../grid/sort.ts";
import type { EditedPerson } from "./use-person.ts";

/** The groups that a person is in. Joining and leaving are part of the draft. */
export function GroupsTab({ edited, groups }: { edited: EditedPerson; groups: readonly DirectoryGroup[] }) {
  const { person, edit, canEdit } = edited;
  const byId = new Map(groups.map((group) => [group.id, group]));
  const others = groups
    .filter(({ id }) => !person.groups.includes(id))
    .map(({ id, name }) => ({ value: id, label: name }))
    .sort((left, right) => compareText(left.label, right.label));
  const saved = new Set(edited.detail.person.groups);
  return (
    <div className="person-form">
      {canEdit ? (
        <Select
          label="Join a group"
          placeholder={others.length === 0 ? "In every group" : "Type a name"}
          searchable
          limit={50}
          data={others}
          value={null}
          onChange={(group) => {
            if (group !== null) edit((now) => ({ ...now, groups: [...now.groups, group] }));
          }}
        />
      ) : null}
      {person.groups.length === 0 ? <p className="quiet">In no group.</p> : null}
      <ul className="plain-list" aria-label="Groups of the person">
        {person.groups.map((id) => (
          <li key={id} className="group-line">
            <span>
              <strong>{byId.get(id)?.name ?? id}</strong>
              {person.groupsByRule?.includes(id) === true ? <em className="quiet"> by a group rule</em> : null}
              {saved.has(id) ? null : <em className="quiet"> joins on saving</em>}
              <span className="quiet group-text">{byId.get(id)?.description}</span>
            </span>
            {canEdit ? (
              <ActionIcon
                size={26}
                color="gray"
                aria-label={`Leave ${byId.get(id)?.name ?? id}`}
                onClick={() => edit((now) => ({ ...now, groups: now.groups.filter((other) => other !== id) }))}
              >
                <IconX size={14} aria-hidden="true" />
              </ActionIcon>
            ) : null}
          </li>
        ))}
      </ul>
    </div>
  );
}
