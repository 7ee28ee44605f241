import { ActionIcon, Menu } from "@mantine/core";
import { IconBolt } from "@tabler/icons-react";
import type { DirectoryUser } from "../../core/contract/model.ts";
import { type HappeningKind, letSomethingHappen } from "../lifecycle/happening.ts";

/** What can happen to a person: each opens the dialog in which it is said in full. */
export function PersonMenu({ person, name }: { person: DirectoryUser; name: string }) {
  const label = `Something happens to ${name}`;
  const isGone = !person.active || person.suspended === true || person.deletedAt !== undefined;
  return (
    <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon color="gray" aria-label={label} title={label}>
          <IconBolt size={15} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {KINDS.filter(({ of }) => of === "anybody" || (of === "gone") === isGone).map(({ kind, label: item }) => (
          <Menu.Item key={kind} onClick={() => letSomethingHappen({ kind, person: person.id })}>
            {item}…
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

const KINDS: readonly {
  readonly kind: HappeningKind;
  readonly label: string;
  readonly of: "anybody" | "present" | "gone";
}[] = [
  { kind: "changeAttributes", label: "Department or another attribute changes", of: "anybody" },
  { kind: "rename", label: "Name or address changes", of: "anybody" },
  { kind: "changeGroups", label: "Joins or leaves groups", of: "anybody" },
  { kind: "assign", label: "Is assigned an application", of: "anybody" },
  { kind: "unassign", label: "Loses an application", of: "anybody" },
  { kind: "suspend", label: "Is suspended", of: "present" },
  { kind: "leave", label: "Leaves", of: "present" },
  { kind: "return", label: "Returns", of: "gone" },
  { kind: "delete", label: "Is deleted", of: "anybody" },
];
