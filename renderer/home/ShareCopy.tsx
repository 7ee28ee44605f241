import { Button, Checkbox, Group, Stack } from "@mantine/core";
import { useState } from "react";
import type { SharedCopy, WorkspaceListItem } from "../../core/contract/results.ts";
import { Dialog } from "../components/Dialog.tsx";
import { ErrorNotice, Notice } from "../components/Notice.tsx";
import { useCommand } from "../connection/use-command.ts";

/** A copy to hand over, with its history, and without what must not leave: it says what that was. */
export function ShareCopy({ workspace, onClose }: { workspace: WorkspaceListItem; onClose: () => void }) {
  const { run, busy, error } = useCommand("workspaces.share");
  const [pseudonymise, setPseudonymise] = useState(workspace.content?.people === "imported");
  const [copy, setCopy] = useState<SharedCopy>();
  const save = async (): Promise<void> => {
    const made = await run({ workspace: workspace.id, pseudonymise });
    if (made === undefined) return;
    download(made);
    setCopy(made);
  };
  return (
    <Dialog onClose={onClose} title={`A copy of ${workspace.content?.name ?? workspace.id} to share`}>
      <Stack gap="sm">
        <p className="dialog-text">
          One file with everything: people, applications, and what happened. Private keys, client secrets and bearer
          tokens stay here.
        </p>
        <Checkbox
          label="Pseudonymise people"
          description="Names, addresses and numbers become made-up ones, the same for the same person. What runs showed is left out."
          checked={pseudonymise}
          onChange={(event) => {
            setPseudonymise(event.currentTarget.checked);
            setCopy(undefined);
          }}
          data-autofocus
        />
        {error === undefined ? null : <ErrorNotice error={error} />}
        {copy === undefined ? null : <Saved copy={copy} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {copy === undefined ? "Cancel" : "Close"}
          </Button>
          <Button onClick={() => void save()} loading={busy}>
            {copy === undefined ? "Save the copy" : "Save it again"}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

function Saved({ copy }: { copy: SharedCopy }) {
  return (
    <Notice tone="good" title={`${copy.fileName} is made.`}>
      {copy.notes.length === 0 ? null : (
        <ul>
          {copy.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </Notice>
  );
}

/** Hands the text over as a file. The page made it itself: nothing is fetched. */
function download({ fileName, text }: SharedCopy): void {
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  // The download reads the address after this turn of the event loop.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
