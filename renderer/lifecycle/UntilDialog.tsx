import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { Dialog } from "../components/Dialog.tsx";
import { ErrorNotice } from "../components/Notice.tsx";
import { useWorkspace } from "../connection/workspace-context.ts";
import { closeLifecycle } from "./happening.ts";
import { useAct } from "./use-act.ts";

/** Lets time pass until a moment. */
export function UntilDialog() {
  const { id, clock } = useWorkspace();
  const { act, busy, error } = useAct(id);
  const [moment, setMoment] = useState(clock.slice(0, 16));
  const isLater = moment.length === 16 && `${moment}:00.000Z` > clock;
  return (
    <Dialog onClose={closeLifecycle} title="Let time pass until a moment" size="sm">
      <form
        onSubmit={async (event) => {
          event.preventDefault();
          const action = { type: "passTime", by: { until: `${moment}:00.000Z` } } as const;
          if (isLater && (await act(action)) !== undefined) closeLifecycle();
        }}
      >
        <Stack gap="sm">
          <TextInput
            type="datetime-local"
            label="Until, in UTC"
            description="The clock never goes back; for that, return to a moment that was named."
            value={moment}
            min={clock.slice(0, 16)}
            data-autofocus
            onChange={(event) => setMoment(event.currentTarget.value.slice(0, 16))}
          />
          {error === undefined ? null : <ErrorNotice error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={closeLifecycle}>
              Cancel
            </Button>
            <Button type="submit" loading={busy} disabled={!isLater}>
              Let time pass
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
