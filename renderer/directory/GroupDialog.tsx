import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import type { DirectoryGroup } from "../../core/contract/model.ts";
import { Dialog } from "../components/Dialog.tsx";
import { ErrorNotice } from "../components/Notice.tsx";
import { useTellSaved } from "../components/tell-saved.tsx";
import { useCommand } from "../connection/use-command.ts";
import { buildNewId } from "./new-id.ts";

/** A new group, or another name for one. Its id stays: applications may know it by that. */
export function GroupDialog({
  workspace,
  groups,
  group,
  onClose,
}: {
  workspace: string;
  groups: readonly DirectoryGroup[];
  group: DirectoryGroup | undefined;
  onClose: () => void;
}) {
  const { run, busy, error } = useCommand("directory.saveGroup");
  const tellSaved = useTellSaved(workspace);
  const [name, setName] = useState(group?.name ?? "");
  const [description, setDescription] = useState(group?.description ?? "");
  const twin = groups.find((other) => other.name === name.trim() && other.id !== group?.id);
  const save = async (): Promise<void> => {
    const { description: _, ...base } = group ?? { id: buildNewId("g-", name, new Set(groups.map(({ id }) => id))) };
    const written = {
      ...base,
      name: name.trim(),
      ...(description.trim() === "" ? {} : { description: description.trim() }),
    };
    const saved = await run({ workspace, group: written });
    if (saved === undefined) return;
    tellSaved(saved);
    onClose();
  };
  return (
    <Dialog onClose={onClose} title={group === undefined ? "New group" : `Rename ${group.name}`} size="sm">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Stack gap="sm">
          <TextInput
            label="Name"
            data-autofocus
            required
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            description={
              group === undefined
                ? undefined
                : "Rules that go by the name of the group will not find it by its old one."
            }
            error={twin === undefined ? undefined : "Another group has this name; rules by name would mean both."}
          />
          <TextInput
            label="Description"
            value={description}
            onChange={(event) => setDescription(event.currentTarget.value)}
          />
          {error === undefined ? null : <ErrorNotice error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={busy} disabled={name.trim() === ""}>
              {group === undefined ? "Add the group" : "Rename"}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
