import { Button, Group, SegmentedControl, Select, Stack, Text } from "@mantine/core";
import { useEffect, useState } from "react";
import type { ApplicationSummary } from "../../core/contract/results.ts";
import { Dialog } from "../components/Dialog.tsx";
import { ErrorNotice } from "../components/Notice.tsx";
import { PersonPicker } from "../components/PersonPicker.tsx";
import { useAnswer } from "../connection/use-answer.ts";
import { useWorkspace } from "../connection/workspace-context.ts";
import { PROTOCOL_NAMES } from "../words.ts";
import { closeLoginDialog, type LoginWish, useLoginDialog } from "./login-dialog.ts";
import { useLogin } from "./use-login.ts";

/** Who logs in, where, and how: then the run begins. */
export function LoginDialog() {
  const wish = useLoginDialog((state) => state.wish);
  if (wish === undefined) return null;
  return (
    <Dialog onClose={closeLoginDialog} title="Log in as somebody">
      <LoginForm wish={wish} />
    </Dialog>
  );
}

function LoginForm({ wish }: { wish: LoginWish }) {
  const workspace = useWorkspace();
  const { login, busy, error } = useLogin(workspace.id);
  const { value: table } = useAnswer("directory.table", { workspace: workspace.id });
  const [person, setPerson] = useState(wish.person);
  const [chosen, setChosen] = useState(wish.application ?? workspace.applications[0]?.id);
  const application = workspace.applications.find(({ id }) => id === chosen);
  const [protocol, setProtocol] = useState(application?.signOn ?? "saml");
  const [startAt, setStartAt] = useState<"application" | "identityProvider">("application");
  useEffect(() => setProtocol(application?.signOn ?? "saml"), [application]);
  useEffect(() => setPerson((now) => now ?? table?.id[0]), [table]);
  const userName = table?.userName[table.id.indexOf(person ?? "")];
  const start = protocol === "oidc" ? "application" : startAt;
  return (
    <form
      onSubmit={async (event) => {
        event.preventDefault();
        if (userName === undefined || application === undefined) return;
        const action = {
          type: "login",
          user: userName,
          application: application.id,
          protocol,
          startAt: start,
        } as const;
        if (await login(action)) closeLoginDialog();
      }}
    >
      <Stack gap="sm">
        <PersonPicker workspace={workspace.id} value={person} onChange={setPerson} label="Person" isFirst />
        <Select
          label="Application"
          data={workspace.applications.map(({ id, name }) => ({ value: id, label: name }))}
          value={chosen ?? null}
          onChange={(value) => setChosen(value ?? undefined)}
        />
        {application === undefined ? null : (
          <HowToStart
            application={application}
            protocol={protocol}
            onProtocol={setProtocol}
            startAt={start}
            onStartAt={setStartAt}
          />
        )}
        {error === undefined ? null : <ErrorNotice error={error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={closeLoginDialog}>
            Cancel
          </Button>
          <Button type="submit" loading={busy} disabled={userName === undefined || application === undefined}>
            Watch the login
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function HowToStart({
  application,
  protocol,
  onProtocol,
  startAt,
  onStartAt,
}: {
  application: ApplicationSummary;
  protocol: "saml" | "oidc";
  onProtocol: (protocol: "saml" | "oidc") => void;
  startAt: "application" | "identityProvider";
  onStartAt: (startAt: "application" | "identityProvider") => void;
}) {
  return (
    <>
      {application.protocols.length < 2 ? null : (
        <div>
          <Text size="xs" fw={500} mb={2}>
            Protocol
          </Text>
          <SegmentedControl
            aria-label="Protocol"
            value={protocol}
            onChange={(value) => onProtocol(value === "oidc" ? "oidc" : "saml")}
            data={application.protocols.map((each) => ({ value: each, label: PROTOCOL_NAMES[each] }))}
          />
        </div>
      )}
      {protocol === "oidc" ? null : (
        <div>
          <Text size="xs" fw={500} mb={2}>
            Where the person starts
          </Text>
          <SegmentedControl
            aria-label="Where the person starts"
            value={startAt}
            onChange={(value) => onStartAt(value === "identityProvider" ? "identityProvider" : "application")}
            data={[
              { value: "application", label: "At the application" },
              { value: "identityProvider", label: "At the identity provider" },
            ]}
          />
        </div>
      )}
    </>
  );
}
