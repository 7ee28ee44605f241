import { Button, Group, Radio, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { Dialog } from "../components/Dialog.tsx";
import { ErrorNotice } from "../components/Notice.tsx";
import { outdate } from "../connection/answers.ts";
import { goTo } from "../connection/hash-location.ts";
import { places } from "../connection/places.ts";
import { useAnswer } from "../connection/use-answer.ts";
import { useCommand } from "../connection/use-command.ts";
import { closeImport, useImporting } from "./importing.ts";

/** No id of a workspace: those begin with no space. */
const NEW = " new";

/** Files came where no workspace is open: the one is chosen that they go into. The files wait until it is there. */
export function ImportInto() {
  const { files } = useImporting();
  const { value: list } = useAnswer("workspaces.list", {});
  const { run, busy, error } = useCommand("workspaces.create");
  const [chosen, setChosen] = useState<string>();
  const [name, setName] = useState("My company");
  const known = (list?.workspaces ?? []).filter(({ content }) => content !== undefined);
  const into = chosen ?? known[0]?.id ?? NEW;
  const go = async (): Promise<void> => {
    if (into !== NEW) return goTo(places.directory(into));
    const made = await run({ name: name.trim() || "My company", preset: "blank" });
    if (made === undefined) return;
    outdate(made.workspace);
    goTo(places.directory(made.workspace));
  };
  return (
    <Dialog onClose={closeImport} title={files.length === 0 ? "Import into" : `Import ${nameOf(files)} into`}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void go();
        }}
      >
        <Stack gap="sm">
          <Radio.Group label="Workspace" value={into} onChange={setChosen}>
            <Stack gap={6} mt={4} className="import-into">
              {known.map(({ id, content }) => (
                <Radio key={id} value={id} label={content?.name} description={`${id}.json`} />
              ))}
              <Radio value={NEW} label="A new, empty workspace" />
            </Stack>
          </Radio.Group>
          {into === NEW ? (
            <TextInput label="Its name" value={name} onChange={(event) => setName(event.currentTarget.value)} />
          ) : null}
          {error === undefined ? null : <ErrorNotice error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={closeImport}>
              Cancel
            </Button>
            <Button type="submit" data-autofocus loading={busy} disabled={list === undefined}>
              Go on
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

function nameOf(files: readonly File[]): string {
  return files.length === 1 ? (files[0]?.name ?? "") : `${files.length} files`;
}
