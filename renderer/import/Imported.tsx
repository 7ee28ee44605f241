import { Button, Group, Stack } from "@mantine/core";
import { useState } from "react";
import { Notice } from "../components/Notice.tsx";
import { goTo } from "../connection/hash-location.ts";
import { useCommand } from "../connection/use-command.ts";
import { useWorkspace } from "../connection/workspace-context.ts";
import { closeImport, nextImport } from "./importing.ts";
import { sentenceOf } from "./results.ts";
import type { ImportingFile } from "./use-importing-file.ts";
import { placesToLook } from "./where-to-look.ts";

/** It is done: where to look, and the way back. `more`: files that wait. */
export function Imported({ importing, more }: { importing: ImportingFile; more: number }) {
  const workspace = useWorkspace();
  const { saved } = importing;
  const { run, busy, error } = useCommand("history.undo");
  const [undone, setUndone] = useState(false);
  // What the plan said before it was carried out: by now the same file would change nothing.
  const [before] = useState(importing.looked.value);
  if (saved === undefined) return null;
  const looks =
    before?.plan === undefined ? [] : placesToLook(workspace, before.kind, before.plan, importing.file.name);
  const undo = async (): Promise<void> => setUndone((await run({ workspace: workspace.id })) !== undefined);
  const show = (to: string): void => {
    closeImport();
    goTo(to);
  };
  return (
    <Stack gap="sm">
      <Notice
        tone={undone ? "note" : "good"}
        title={undone ? `Taken back: ${sentenceOf(saved.what)}` : `Imported: ${sentenceOf(saved.what)}`}
        action={
          undone || !saved.changed ? undefined : (
            <Button variant="default" loading={busy} onClick={() => void undo()}>
              Undo
            </Button>
          )
        }
      >
        {undone ? "Everything is as it was before." : saved.problems.map(({ message }) => message).join(" ")}
      </Notice>
      {error === undefined ? null : <Notice tone="bad" title={error.message} />}
      <Group justify="flex-end">
        {undone
          ? null
          : looks.map(({ text, to }) => (
              <Button key={to} variant="default" onClick={() => show(to)}>
                {text}
              </Button>
            ))}
        {more === 0 ? (
          <Button onClick={closeImport} data-autofocus>
            Close
          </Button>
        ) : (
          <Button onClick={nextImport} data-autofocus>
            Next file
          </Button>
        )}
      </Group>
    </Stack>
  );
}
