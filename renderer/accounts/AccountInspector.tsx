import { Button } from "@mantine/core";
import { IconPlayerPlay } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "wouter";
import type { AccountDetail, AccountTable } from "../../core/contract/results.ts";
import { Answered } from "../components/Answered.tsx";
import { Chip } from "../components/Chip.tsx";
import { showInstant } from "../components/instant.ts";
import { ErrorNotice, Notice } from "../components/Notice.tsx";
import { useTellSaved } from "../components/tell-saved.tsx";
import { places } from "../connection/places.ts";
import { useAnswer } from "../connection/use-answer.ts";
import { useCommand } from "../connection/use-command.ts";
import { useAccess, useWorkspace } from "../connection/workspace-context.ts";
import { askForLogin } from "../shell/login-dialog.ts";
import { OWNER_WORDS } from "../words.ts";
import { AccountMenu } from "./AccountMenu.tsx";
import { AccountValues } from "./AccountValues.tsx";
import { ACCOUNT_STATES } from "./account-columns.tsx";
import { EditByHand } from "./later.ts";

/** One account: its values, its roles, whose it is, and the runs that were about it. */
export function AccountInspector({ table, account }: { table: AccountTable; account: string }) {
  const { id: workspace } = useWorkspace();
  const answer = useAnswer("accounts.read", { workspace, application: table.application, account });
  return <Answered answer={answer}>{(detail) => <Detail table={table} detail={detail} />}</Answered>;
}

function Detail({ table, detail }: { table: AccountTable; detail: AccountDetail }) {
  const { id: workspace } = useWorkspace();
  const { account, person } = detail;
  const [editing, setEditing] = useState(false);
  const state = ACCOUNT_STATES[table.state[table.id.indexOf(account.id)] ?? "active"];
  return (
    <div className="account-detail">
      <header className="pane-head">
        <h2 title={account.userName}>{account.userName}</h2>
        <Chip tone={state.tone}>{state.text}</Chip>
        <span className="pane-gap" />
        <Button
          variant="light"
          size="compact-xs"
          leftSection={<IconPlayerPlay size={13} aria-hidden="true" />}
          onClick={() => askForLogin({ person: person?.id, application: table.application })}
        >
          {person === undefined ? "Log in as…" : "Log in"}
        </Button>
        <AccountMenu
          account={{
            application: table.application,
            id: account.id,
            userName: account.userName,
            person: person?.id,
          }}
          onEdit={() => setEditing(true)}
        />
      </header>
      {editing ? (
        <EditByHand
          application={table.application}
          account={account}
          roles={table.roles}
          onClose={() => setEditing(false)}
        />
      ) : null}
      {account.held === true ? <Decide table={table} account={account.id} /> : null}
      <dl className="facts">
        <dt>Person</dt>
        <dd>
          {person === undefined ? (
            <span className="quiet">nobody in the directory is linked to it</span>
          ) : (
            <>
              <Link href={places.directory(workspace, person.id)}>{person.userName}</Link>
              {person.state === "active" ? null : ` (${person.state})`}
            </>
          )}
        </dd>
        <dt>Managed by</dt>
        <dd>{OWNER_WORDS[detail.owner]}</dd>
        {account.localSignIn === true ? (
          <>
            <dt>For an emergency</dt>
            <dd>signs in without the identity provider too</dd>
          </>
        ) : null}
        <dt>Made</dt>
        <dd>{showInstant(account.createdAt)}</dd>
        <dt>Last sign-in</dt>
        <dd>{account.lastSignInAt === undefined ? "never" : showInstant(account.lastSignInAt)}</dd>
      </dl>
      <AccountValues account={account} roles={table.roles} conflicts={detail.conflicts} />
      <Runs detail={detail} />
    </div>
  );
}

function Decide({ table, account }: { table: AccountTable; account: string }) {
  const { id: workspace } = useWorkspace();
  const { canEdit, why } = useAccess();
  const { run, busy, error } = useCommand("accounts.decide");
  const tellSaved = useTellSaved(workspace);
  const decide = async (approve: boolean): Promise<void> => {
    const saved = await run({ workspace, application: table.application, account, approve });
    if (saved !== undefined) tellSaved(saved);
  };
  return (
    <Notice
      tone="warn"
      title="Waiting for approval"
      action={
        <div className="save-buttons">
          <Button variant="default" disabled={!canEdit || busy} onClick={() => void decide(false)}>
            Decline
          </Button>
          <Button disabled={!canEdit || busy} onClick={() => void decide(true)}>
            Approve
          </Button>
        </div>
      }
    >
      {why ?? "A login made it; nobody signs in to it until somebody approves. Declining takes it away."}
      {error === undefined ? null : <ErrorNotice error={error} />}
    </Notice>
  );
}

function Runs({ detail: { runs } }: { detail: AccountDetail }) {
  const { id: workspace } = useWorkspace();
  return (
    <>
      <h3 className="section-title">Runs</h3>
      {runs.length === 0 ? <p className="quiet">No run was about this account yet.</p> : null}
      <ol className="plain-list" aria-label="Runs about this account">
        {runs.map(({ run, title, clock }) => (
          <li key={run}>
            <Link href={places.run(workspace, run)}>{title}</Link>{" "}
            <time className="quiet" dateTime={clock}>
              {showInstant(clock)}
            </time>
          </li>
        ))}
      </ol>
    </>
  );
}
