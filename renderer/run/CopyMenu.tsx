import { Button, Menu } from "@mantine/core";
import { IconCopy } from "@tabler/icons-react";
import { CopyItems } from "./later.ts";
import { useCursor, useRun } from "./run-context.ts";

/** What can be copied of a run and of its step. Secrets in it are made up, or taken out. */
export function CopyMenu() {
  const { cursor } = useRun();
  const opened = useCursor((state) => state.open === "copy");
  return (
    <Menu
      withinPortal={false}
      withInitialFocusPlaceholder={false}
      opened={opened}
      onChange={(open) => cursor.setState({ open: open ? "copy" : undefined })}
    >
      <Menu.Target>
        <Button
          variant="default"
          leftSection={<IconCopy size={14} />}
          title="Secrets in what is copied are made up, or taken out"
        >
          Copy
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <CopyItems />
      </Menu.Dropdown>
    </Menu>
  );
}
