import { Button, Group, Select, Stack } from "@mantine/core";
import { useState } from "react";
import type { DirectoryTable } from "../../core/contract/results.ts";
import { Dialog } from "../components/Dialog.tsx";
import { Notice } from "../components/Notice.tsx";
import { Sentence } from "../components/Sentence.tsx";
import { useAnswer } from "../connection/use-answer.ts";
import { useAccess, useWorkspace } from "../connection/workspace-context.ts";
import { ActError, ActingInDialog } from "./ActingNow.tsx";
import { closeOrCancel } from "./acting.ts";
import { buildHappening, EMPTY_FORM, type HappeningForm } from "./build-happening.ts";
import { HappeningFields } from "./HappeningFields.tsx";
import { closeLifecycle, type HappeningKind, type HappeningWish, useLifecycleDialogs } from "./happening.ts";
import "./lifecycle.css";
import { useAct } from "./use-act.ts";

/** Somebody is hired, moves, leaves: what happens, to whom, and then it happens. */
export function HappeningDialog() {
  const wish = useLifecycleDialogs((state) => state.wish);
  const workspace = useWorkspace();
  const { value: table } = useAnswer("directory.table", { workspace: workspace.id });
  if (wish === undefined) return null;
  return (
    <Dialog onClose={closeOrCancel(closeLifecycle)} title="Something happens">
      {table === undefined ? null : <HappeningEditor wish={wish} table={table} />}
    </Dialog>
  );
}

function HappeningEditor({ wish, table }: { wish: HappeningWish; table: DirectoryTable }) {
  const workspace = useWorkspace();
  const { why } = useAccess();
  const { act, busy, error } = useAct(workspace.id);
  const [form, setForm] = useState((): HappeningForm => {
    const user = table.userName[table.id.indexOf(wish.person ?? "")] ?? "";
    const application = wish.application ?? workspace.applications[0]?.id ?? "";
    return { ...EMPTY_FORM, kind: wish.kind ?? (user === "" ? "hire" : "changeAttributes"), user, application };
  });
  const action = buildHappening(form, new Set(table.id));
  return (
    <form
      onSubmit={async (event) => {
        event.preventDefault();
        if (action !== undefined && (await act(action)) !== undefined) closeLifecycle();
      }}
    >
      <Stack gap="sm">
        {why === undefined ? null : <Notice tone="warn">Nothing is saved: {why}</Notice>}
        <Select
          label="What happens"
          data={KINDS.map(({ kind, label }) => ({ value: kind, label }))}
          value={form.kind}
          allowDeselect={false}
          data-autofocus
          onChange={(kind) => setForm({ ...form, kind: KINDS.find((each) => each.kind === kind)?.kind ?? form.kind })}
        />
        <HappeningFields form={form} onChange={setForm} table={table} />
        <p className="happening-note">
          <Sentence text={KINDS.find(({ kind }) => kind === form.kind)?.text ?? ""} />
        </p>
        <ActingInDialog busy={busy} />
        <ActError error={error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={closeOrCancel(closeLifecycle)}>
            Cancel
          </Button>
          <Button type="submit" loading={busy} disabled={action === undefined}>
            Let it happen
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

const FROM_HR =
  "HR knows it at once, the directory after HR's delay, and each application when its own way comes to it.";
const IN_DIRECTORY = "An administrator does it in the directory; HR has no part in it.";

const KINDS: readonly { readonly kind: HappeningKind; readonly label: string; readonly text: string }[] = [
  { kind: "hire", label: "Somebody is hired", text: FROM_HR },
  { kind: "changeAttributes", label: "An attribute changes: a new department, a new title", text: FROM_HR },
  {
    kind: "rename",
    label: "Somebody gets another name or address",
    text: `${FROM_HR} Accounts that are found by the old name may be left behind.`,
  },
  { kind: "changeGroups", label: "Somebody joins or leaves groups", text: IN_DIRECTORY },
  {
    kind: "suspend",
    label: "Somebody is suspended for a while",
    text: `${IN_DIRECTORY} Nobody lets them in until they return.`,
  },
  { kind: "leave", label: "Somebody leaves", text: `${FROM_HR} Sessions that are open stay open until they expire.` },
  { kind: "return", label: "Somebody returns", text: FROM_HR },
  {
    kind: "delete",
    label: "Somebody is deleted from the directory",
    text: `${IN_DIRECTORY} They stay in the recycle bin for thirty days.`,
  },
  {
    kind: "assign",
    label: "An application is assigned",
    text: "An administrator assigns it to a person or to a group, at the identity provider.",
  },
  {
    kind: "unassign",
    label: "An assignment is taken away",
    text: "Whoever loses an application keeps the account there until the application's way comes to it.",
  },
];
