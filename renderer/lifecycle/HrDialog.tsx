import { Button, Checkbox, Group, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Lifecycle } from "../../core/contract/results.ts";
import { Dialog } from "../components/Dialog.tsx";
import { ErrorNotice, Notice } from "../components/Notice.tsx";
import { useTellSaved } from "../components/tell-saved.tsx";
import { useAnswer } from "../connection/use-answer.ts";
import { useCommand } from "../connection/use-command.ts";
import { useAccess, useWorkspace } from "../connection/workspace-context.ts";
import { closeLifecycle } from "./happening.ts";

/** How late the directory hears from HR, and what becomes of open sessions when somebody is disabled. */
export function HrDialog() {
  const { id } = useWorkspace();
  const { value: lifecycle } = useAnswer("lifecycle.read", { workspace: id });
  return (
    <Dialog onClose={closeLifecycle} title="HR and open sessions">
      {lifecycle === undefined ? null : <HrForm lifecycle={lifecycle} />}
    </Dialog>
  );
}

/** Two months: later than any HR system is. */
const MOST_HOURS = 1440;

function HrForm({ lifecycle }: { lifecycle: Lifecycle }) {
  const { id, identityProviders } = useWorkspace();
  const { canEdit, why } = useAccess();
  const { run, busy, error } = useCommand("lifecycle.save");
  const tellSaved = useTellSaved(id);
  const [name, setName] = useState(lifecycle.hr.name ?? "");
  const [hours, setHours] = useState(String(lifecycle.hr.delayMinutes / 60));
  const [revoking, setRevoking] = useState(lifecycle.revokeOnDisable);
  return (
    <form
      onSubmit={async (event) => {
        event.preventDefault();
        const hr = {
          ...(name.trim() === "" ? {} : { name: name.trim() }),
          delayMinutes: Math.round(Number(hours) * 60),
        };
        const saved = await run({ workspace: id, hr, revokeOnDisable: [...revoking] });
        if (saved === undefined) return;
        tellSaved(saved);
        closeLifecycle();
      }}
    >
      <Stack gap="sm">
        {why === undefined ? null : <Notice tone="warn">{why}</Notice>}
        <TextInput
          label="What HR is called"
          placeholder="HR"
          value={name}
          disabled={!canEdit}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          type="number"
          label="Hours until the directory hears of it"
          description="Somebody is hired, moves or leaves: HR knows it at once. 0: so does the directory."
          min={0}
          max={MOST_HOURS}
          step="any"
          required
          value={hours}
          disabled={!canEdit}
          onChange={(event) => setHours(event.currentTarget.value)}
          data-autofocus
        />
        {identityProviders.map((provider) => (
          <Checkbox
            key={provider.id}
            label={`${provider.name} ends the sessions and tokens of whoever is disabled`}
            description="Its own alone: sessions in applications last until they expire."
            checked={revoking.includes(provider.id)}
            disabled={!canEdit}
            onChange={({ currentTarget: { checked } }) =>
              setRevoking((now) => (checked ? [...now, provider.id] : now.filter((each) => each !== provider.id)))
            }
          />
        ))}
        {error === undefined ? null : <ErrorNotice error={error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={closeLifecycle}>
            Cancel
          </Button>
          <Button type="submit" loading={busy} disabled={!canEdit || hours === ""}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
