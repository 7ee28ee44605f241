import { Button, Group, MultiSelect, Stack, Switch, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Account, Role } from "../../core/contract/model.ts";
import { Dialog } from "../components/Dialog.tsx";
import { ErrorNotice } from "../components/Notice.tsx";
import { useAnswer } from "../connection/use-answer.ts";
import { useWorkspace } from "../connection/workspace-context.ts";
import { useAct } from "../lifecycle/use-act.ts";
import { type AccountForm, buildEdit, formOf } from "./build-edit.ts";

interface EditProps {
  readonly application: string;
  /** Its id, and what it is called. */
  readonly account: Pick<Account, "id" | "userName">;
  readonly roles: readonly Role[];
  readonly onClose: () => void;
}

/** An administrator changes an account in the application itself: the identity provider hears nothing of it. */
export function EditByHand(props: EditProps) {
  const { id: workspace } = useWorkspace();
  const { application, account, onClose } = props;
  const { value } = useAnswer("applications.read", { workspace, application });
  const { value: detail } = useAnswer("accounts.read", { workspace, application, account: account.id });
  const attributes = value?.configuration.application.accountAttributes.map(({ name }) => name);
  return (
    <Dialog size="lg" onClose={onClose} title={`Edit ${account.userName} by hand`}>
      {attributes === undefined || detail === undefined ? null : (
        <EditForm {...props} account={detail.account} attributes={attributes} />
      )}
    </Dialog>
  );
}

function EditForm({
  application,
  account,
  roles,
  onClose,
  attributes,
}: EditProps & { account: Account; attributes: readonly string[] }) {
  const { id: workspace } = useWorkspace();
  const { act, busy, error } = useAct(workspace);
  const [form, setForm] = useState((): AccountForm => formOf(account, attributes));
  const action = buildEdit(application, account, form);
  const remove = { type: "editAccount", application, account: account.id, remove: true } as const;
  return (
    <form
      onSubmit={async (event) => {
        event.preventDefault();
        if (action !== undefined && (await act(action)) !== undefined) onClose();
      }}
    >
      <Stack gap="sm">
        <p className="quiet">
          As an administrator of the application does it. Whether it stays so depends on who writes next.
        </p>
        <div className="edit-values">
          {Object.entries(form.texts).map(([name, text], index) => (
            <TextInput
              key={name}
              size="xs"
              label={name}
              value={text}
              data-autofocus={index === 0 || undefined}
              onChange={({ currentTarget: { value } }) =>
                setForm((now) => ({ ...now, texts: { ...now.texts, [name]: value } }))
              }
            />
          ))}
        </div>
        <div className="edit-switches">
          <Switch
            label="Active"
            checked={form.active}
            onChange={({ currentTarget: { checked } }) => setForm((now) => ({ ...now, active: checked }))}
          />
          <Switch
            label="Signs in without the identity provider too"
            description="On the application's own page: for an account that is kept for an emergency."
            checked={form.localSignIn}
            onChange={({ currentTarget: { checked } }) => setForm((now) => ({ ...now, localSignIn: checked }))}
          />
        </div>
        <MultiSelect
          label="Roles"
          data={roles.map(({ id, name }) => ({ value: id, label: name }))}
          value={[...form.roles]}
          onChange={(chosen) => setForm((now) => ({ ...now, roles: chosen }))}
        />
        {error === undefined ? null : <ErrorNotice error={error} />}
        <Group justify="space-between">
          <Button
            variant="default"
            disabled={busy}
            onClick={async () => {
              if ((await act(remove)) !== undefined) onClose();
            }}
          >
            Remove the account
          </Button>
          <Group>
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={busy} disabled={action === undefined}>
              Edit
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  );
}
