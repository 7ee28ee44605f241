import { ActionIcon, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { type MenuPerson, PersonItems } from "./PersonItems.tsx";

/** The menu of a person at the head of the inspector: the same as that of their row. */
export function PersonMenu({
  person,
  onHistory,
  onRemove,
}: {
  person: MenuPerson;
  onHistory: () => void;
  onRemove: () => void;
}) {
  const label = `What to do with ${person.name}`;
  return (
    <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon color="gray" aria-label={label} title={label}>
          <IconDots size={15} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <PersonItems person={person} onHistory={onHistory} onRemove={onRemove} />
      </Menu.Dropdown>
    </Menu>
  );
}
