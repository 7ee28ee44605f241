import { Button, Select } from "@mantine/core";
import { Group, Panel, Separator } from "react-resizable-panels";
import type { AccountTable } from "../../core/contract/results.ts";
import { Answered } from "../components/Answered.tsx";
import { Empty } from "../components/Empty.tsx";
import { goTo } from "../connection/hash-location.ts";
import { places } from "../connection/places.ts";
import { useAnswer } from "../connection/use-answer.ts";
import { useWorkspace } from "../connection/workspace-context.ts";
import { AccountInspector } from "./AccountInspector.tsx";
import { AccountsPane } from "./AccountsPane.tsx";
import { useAccountsPlace } from "./place.ts";
import "../components/pane.css";
import "./accounts.css";

/** What each application stores about people. */
export function Accounts() {
  const workspace = useWorkspace();
  const [place, go] = useAccountsPlace();
  const { application } = place;
  const args = application === undefined ? undefined : { workspace: workspace.id, application };
  const table = useAnswer("accounts.table", args);
  const isKnown = table.error?.code !== "APPLICATION_UNKNOWN";
  if (application === undefined || workspace.applications.length === 0) {
    return <NoApplication workspace={workspace.id} />;
  }
  return (
    <Group className="panes" orientation="horizontal">
      <Panel minSize={320}>
        <section data-pane tabIndex={-1} aria-label="Accounts" className="pane">
          <header className="pane-head">
            <h1>Accounts in</h1>
            <Select
              aria-label="Application"
              w={220}
              data={workspace.applications.map(({ id, name, accounts }) => ({
                value: id,
                label: `${name} (${accounts})`,
              }))}
              value={isKnown ? application : null}
              placeholder="Choose one"
              onChange={(chosen) => go(chosen ?? undefined)}
            />
          </header>
          {isKnown ? (
            <Answered answer={table}>{(value) => <List key={application} table={value} />}</Answered>
          ) : (
            <UnknownApplication message={table.error?.message ?? ""} />
          )}
        </section>
      </Panel>
      <Separator className="splitter" aria-label="Width of the inspector" />
      <Panel defaultSize="32%" minSize={320} maxSize={720} groupResizeBehavior="preserve-pixel-size">
        <section id="inspector" data-pane tabIndex={-1} aria-label="Inspector" className="pane inspector">
          {/* What went wrong with the table is said once, in its own pane. */}
          <Inspected table={table.value} />
        </section>
      </Panel>
    </Group>
  );
}

function List({ table }: { table: AccountTable }) {
  const [{ account }, go] = useAccountsPlace();
  return <AccountsPane table={table} account={account} onChoose={(chosen) => go(table.application, chosen)} />;
}

function Inspected({ table }: { table: AccountTable | undefined }) {
  const [{ account }] = useAccountsPlace();
  if (account === undefined) {
    return (
      <Empty title="No account is chosen">
        Choose an account to see its values and roles, who set each of them, when and why.
      </Empty>
    );
  }
  return table === undefined ? null : <AccountInspector key={account} table={table} account={account} />;
}

function NoApplication({ workspace }: { workspace: string }) {
  return (
    <section data-pane tabIndex={-1} aria-label="Accounts" className="pane">
      <header className="pane-head">
        <h1>Accounts</h1>
      </header>
      <Empty
        title="There is no application yet"
        action={<Button onClick={() => goTo(places.applications(workspace))}>Go to Applications</Button>}
      >
        Accounts are what applications store about people.
      </Empty>
    </section>
  );
}

/** An address that is older than the applications are: the nearest way on is one that there is. */
function UnknownApplication({ message }: { message: string }) {
  const { applications } = useWorkspace();
  const [, go] = useAccountsPlace();
  const [first] = applications;
  return (
    <Empty
      title={message}
      action={
        first === undefined ? null : <Button onClick={() => go(first.id)}>Show the accounts in {first.name}</Button>
      }
    >
      It may have been removed. Choose another one above.
    </Empty>
  );
}
