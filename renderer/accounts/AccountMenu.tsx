import { ActionIcon, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { AccountItems, type MenuAccount } from "./AccountItems.tsx";

/** The menu of an account at the head of the inspector: that of its row, but for what is on screen already. */
export function AccountMenu({ account, onEdit }: { account: MenuAccount; onEdit: () => void }) {
  const label = `What to do with ${account.userName}`;
  return (
    <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon color="gray" aria-label={label} title={label}>
          <IconDots size={15} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <AccountItems account={account} onEdit={onEdit} />
      </Menu.Dropdown>
    </Menu>
  );
}
