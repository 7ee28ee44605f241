import { Autocomplete, Button, Group, MultiSelect, Stack, TextInput } from "@mantine/core";
import { useMemo, useState } from "react";
import { Dialog } from "../components/Dialog.tsx";
import { ErrorNotice } from "../components/Notice.tsx";
import { useTellSaved } from "../components/tell-saved.tsx";
import { useCommand } from "../connection/use-command.ts";
import { buildPerson, commonDomain, type NewPersonForm, suggestUserName } from "./new-person.ts";
import type { DirectoryView } from "./use-directory.ts";
import { findProblem } from "./use-person.ts";

const EMPTY: NewPersonForm = { givenName: "", surname: "", userName: "", department: "", groups: [] };

/** Somebody new: the name makes a user name, which can be another. */
export function NewPerson({ directory, onClose }: { directory: DirectoryView; onClose: () => void }) {
  const { workspace, table, go } = directory;
  const { run, busy, error } = useCommand("directory.savePeople");
  const tellSaved = useTellSaved(workspace.id);
  const [form, setForm] = useState(EMPTY);
  const [ownUserName, setOwnUserName] = useState(false);
  const domain = useMemo(() => commonDomain(table.userName), [table]);
  const departments = useMemo(() => [...new Set(table.department)].filter((name) => name !== ""), [table]);
  const change = (members: Partial<NewPersonForm>): void => {
    setForm((now) => {
      const next = { ...now, ...members };
      return ownUserName || members.userName !== undefined
        ? next
        : { ...next, userName: suggestUserName(next.givenName, next.surname, domain) };
    });
  };
  const add = async (): Promise<void> => {
    const person = buildPerson(form, new Set(table.id));
    const saved = await run({ workspace: workspace.id, people: [person] });
    if (saved === undefined) return;
    tellSaved(saved);
    go({ person: person.id, filter: "", tab: "attributes" });
    onClose();
  };
  const problem = findProblem(error, "userName");
  return (
    <Dialog onClose={onClose} title="New person">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <Stack gap="sm">
          <Group grow align="start">
            <TextInput
              label="First name"
              data-autofocus
              value={form.givenName}
              onChange={(event) => change({ givenName: event.currentTarget.value })}
            />
            <TextInput
              label="Last name"
              value={form.surname}
              onChange={(event) => change({ surname: event.currentTarget.value })}
            />
          </Group>
          <TextInput
            label="User name"
            required
            value={form.userName}
            error={problem}
            onChange={(event) => {
              setOwnUserName(true);
              change({ userName: event.currentTarget.value });
            }}
          />
          <Autocomplete
            label="Department"
            data={departments}
            value={form.department}
            onChange={(department) => change({ department })}
          />
          <MultiSelect
            label="Groups"
            searchable
            limit={50}
            data={table.groups.map(({ id, name }) => ({ value: id, label: name }))}
            value={[...form.groups]}
            onChange={(groups) => change({ groups })}
          />
          {error === undefined || problem !== undefined ? null : <ErrorNotice error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={busy} disabled={form.userName.trim() === ""}>
              Add the person
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
