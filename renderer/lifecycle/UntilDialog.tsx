import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { Dialog } from "../components/Dialog.tsx";
import { useWorkspace } from "../connection/workspace-context.ts";
import { ActError, ActingInDialog } from "./ActingNow.tsx";
import { closeOrCancel } from "./acting.ts";
import { closeLifecycle } from "./happening.ts";
import { useAct } from "./use-act.ts";

/** Lets time pass until a moment. */
export function UntilDialog() {
  const { id, clock } = useWorkspace();
  const { act, busy, error } = useAct(id);
  const [moment, setMoment] = useState(clock.slice(0, 16));
  const close = closeOrCancel(closeLifecycle);
  const isLater = moment.length === 16 && `${moment}:00.000Z` > clock;
  return (
    <Dialog onClose={close} title="Let time pass until a moment" size="sm">
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
          <ActingInDialog busy={busy} />
          <ActError error={error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
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
