import { Button, Group, Stack } from "@mantine/core";
import type { WorkspaceListItem } from "../../core/contract/results.ts";
import { Dialog } from "../components/Dialog.tsx";
import { ErrorNotice } from "../components/Notice.tsx";
import { outdate } from "../connection/answers.ts";
import { tell } from "../connection/told.ts";
import { useCommand } from "../connection/use-command.ts";

/** Asks before a file goes: of the few things that cannot be taken back. */
export function RemoveWorkspace({ workspace, onClose }: { workspace: WorkspaceListItem; onClose: () => void }) {
  const { run, busy, error } = useCommand("workspaces.remove");
  const { id, content } = workspace;
  const remove = async (): Promise<void> => {
    if ((await run({ workspace: id })) === undefined) return;
    outdate(id);
    tell(`${id}.json was removed.`);
    onClose();
  };
  return (
    <Dialog onClose={onClose} title={`Remove ${content?.name ?? id}?`}>
      <Stack gap="sm">
        <p className="dialog-text">
          The file <code>{id}.json</code> and its history are deleted from the folder. This cannot be undone. Save a
          copy first if anybody may want it again.
        </p>
        {error === undefined ? null : <ErrorNotice error={error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            Keep it
          </Button>
          <Button color="red" loading={busy} onClick={() => void remove()}>
            Remove the file
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
