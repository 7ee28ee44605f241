import { ActionIcon, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useState } from "react";
import { copyText } from "./copy-text.ts";

/** Copies a text, and shows for a moment that it did. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [done, setDone] = useState(false);
  return (
    <Tooltip label={done ? "Copied" : label}>
      <ActionIcon
        aria-label={label}
        onClick={async () => {
          if (!(await copyText(text))) return;
          setDone(true);
          setTimeout(() => setDone(false), 1_200);
        }}
      >
        {done ? <IconCheck size={16} /> : <IconCopy size={16} />}
      </ActionIcon>
    </Tooltip>
  );
}
