import { ActionIcon, Checkbox, Popover, Stack, Tooltip } from "@mantine/core";
import { IconColumns3 } from "@tabler/icons-react";
import { useState } from "react";
import { type GridColumn, toggleHidden } from "./columns.ts";
import { useColumnLayout } from "./layouts.ts";

/** Which columns of a grid are shown. */
export function ColumnMenu({ name, columns }: { name: string; columns: readonly GridColumn[] }) {
  const [layout, change] = useColumnLayout(name);
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Tooltip label="Columns">
          <ActionIcon aria-label="Columns" variant="default" size={30} onClick={() => setOpened(!opened)}>
            <IconColumns3 size={16} aria-hidden="true" />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label="Columns that are shown">
        <Stack gap={10}>
          {columns
            .filter(({ fixed }) => fixed !== true)
            .map(({ id, title }) => (
              <Checkbox
                key={id}
                label={title}
                checked={!layout.hidden.includes(id)}
                onChange={() => change((now) => ({ ...now, hidden: toggleHidden(layout.hidden, id) }))}
              />
            ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
