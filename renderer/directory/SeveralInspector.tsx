import { Autocomplete, Button, Group, Select, TextInput } from "@mantine/core";
import { useMemo, useState } from "react";
import type { PeopleChange } from "../../core/contract/methods.ts";
import { ErrorNotice, Notice } from "../components/Notice.tsx";
import { useTellSaved } from "../components/tell-saved.tsx";
import { useCommand } from "../connection/use-command.ts";
import { useAccess } from "../connection/workspace-context.ts";
import { groupsOfSome, rowsOf } from "./bulk.ts";
import { useChangeCount } from "./use-change-count.ts";
import type { DirectoryView } from "./use-directory.ts";

const KINDS = [
  { value: "set", label: "Set an attribute" },
  { value: "clear", label: "Take an attribute away" },
  { value: "joinGroup", label: "Join a group" },
  { value: "leaveGroup", label: "Leave a group" },
  { value: "enable", label: "Enable" },
  { value: "disable", label: "Disable" },
] as const;

type Kind = (typeof KINDS)[number]["value"];

interface BulkForm {
  readonly kind: Kind;
  readonly name: string;
  readonly value: string;
  readonly group: string | null;
}

/** Several people: one change for all of them, saved at once and undone at once. */
export function SeveralInspector({ directory }: { directory: DirectoryView }) {
  const { workspace, table, selected, select, removePeople, drafts } = directory;
  const { canEdit, why } = useAccess();
  const { run, busy, error } = useCommand("directory.changePeople");
  const tellSaved = useTellSaved(workspace.id);
  const [form, setForm] = useState<BulkForm>({ kind: "set", name: "department", value: "", group: null });
  const rows = useMemo(() => rowsOf(table, selected), [table, selected]);
  const change = useMemo(() => buildChange(form), [form]);
  const counted = useChangeCount(workspace.id, table, rows, change);
  const edited = [...selected].filter((person) => drafts[person] !== undefined).length;
  const apply = async (): Promise<void> => {
    if (change === undefined) return;
    const saved = await run({ workspace: workspace.id, people: [...selected], change });
    if (saved !== undefined) tellSaved(saved);
  };
  return (
    <>
      <header className="pane-head">
        <h2>{selected.size.toLocaleString("en")} people selected</h2>
        <span className="pane-gap" />
        <Button size="compact-xs" variant="default" onClick={() => select(new Set())}>
          Select nobody
        </Button>
      </header>
      {why === undefined ? null : <Notice tone="warn">{why}</Notice>}
      <form
        className="person-form"
        onSubmit={(event) => {
          event.preventDefault();
          void apply();
        }}
      >
        <Select
          label="What to do"
          data={KINDS}
          value={form.kind}
          disabled={!canEdit}
          onChange={(kind) => setForm({ ...form, kind: KINDS.find(({ value }) => value === kind)?.value ?? "set" })}
        />
        <BulkFields form={form} onChange={setForm} directory={directory} rows={rows} />
        {edited === 0 ? null : (
          <Notice tone="warn">
            {edited === 1 ? "One of them is" : `${edited} of them are`} edited and not saved yet; that edit stays as it
            is.
          </Notice>
        )}
        {error === undefined ? null : <ErrorNotice error={error} />}
        <Group justify="space-between">
          <span role="status">{change === undefined ? "" : describeCount(counted, rows.length)}</span>
          <Button type="submit" loading={busy} disabled={!canEdit || change === undefined || counted?.count === 0}>
            Change and save
          </Button>
        </Group>
        <hr className="rule" />
        <Group justify="flex-end">
          <Button variant="subtle" color="red" disabled={!canEdit} onClick={() => removePeople([...selected])}>
            Remove all {selected.size.toLocaleString("en")} from the directory
          </Button>
        </Group>
      </form>
    </>
  );
}

function BulkFields({
  form,
  onChange,
  directory: { table },
  rows,
}: {
  form: BulkForm;
  onChange: (form: BulkForm) => void;
  directory: DirectoryView;
  rows: readonly number[];
}) {
  const { canEdit } = useAccess();
  const some = useMemo(() => groupsOfSome(table, rows), [table, rows]);
  if (form.kind === "enable" || form.kind === "disable") return null;
  if (form.kind === "joinGroup" || form.kind === "leaveGroup") {
    const offered = form.kind === "joinGroup" ? table.groups : table.groups.filter(({ id }) => some.has(id));
    return (
      <Select
        label="Group"
        searchable
        limit={50}
        disabled={!canEdit}
        data={offered.map(({ id, name }) => ({ value: id, label: name }))}
        value={form.group}
        onChange={(group) => onChange({ ...form, group })}
      />
    );
  }
  return (
    <>
      <Autocomplete
        label="Attribute"
        data={[...table.attributes]}
        value={form.name}
        disabled={!canEdit}
        onChange={(name) => onChange({ ...form, name })}
      />
      {form.kind === "clear" ? null : (
        <TextInput
          label="Value"
          value={form.value}
          disabled={!canEdit}
          onChange={(event) => onChange({ ...form, value: event.currentTarget.value })}
        />
      )}
    </>
  );
}

/** The change that the form describes; undefined while something is missing. */
function buildChange({ kind, name, value, group }: BulkForm): PeopleChange | undefined {
  switch (kind) {
    case "set":
      return name === "" || value === "" ? undefined : { kind: "attribute", name, value };
    case "clear":
      return name === "" ? undefined : { kind: "attribute", name, value: null };
    case "enable":
    case "disable":
      return { kind: "active", value: kind === "enable" };
    case "joinGroup":
    case "leaveGroup":
      return group === null ? undefined : { kind, group };
  }
}

function describeCount(counted: { readonly count: number; readonly most: boolean } | undefined, of: number): string {
  if (counted === undefined) return "Counting…";
  const number = counted.count.toLocaleString("en");
  if (counted.most) return `At most ${number} people change`;
  if (counted.count === 0) return "Nobody changes: it is so already";
  const people = counted.count === 1 ? "1 person changes" : `${number} people change`;
  return counted.count === of ? people : `${people}; of the others it is so already`;
}
