import { Button, CloseButton, TextInput } from "@mantine/core";
import { IconFilter, IconPlayerPlay } from "@tabler/icons-react";
import { useMemo, useRef, useState } from "react";
import type { AccountTable } from "../../core/contract/results.ts";
import { Empty } from "../components/Empty.tsx";
import { useAnswer } from "../connection/use-answer.ts";
import { useWorkspace } from "../connection/workspace-context.ts";
import { ColumnMenu } from "../grid/ColumnMenu.tsx";
import { DataGrid } from "../grid/DataGrid.tsx";
import type { GridMenu } from "../grid/use-grid-state.ts";
import { useShortcuts } from "../keyboard/shortcuts.ts";
import { askForLogin } from "../shell/login-dialog.ts";
import { AccountItems, type MenuAccount } from "./AccountItems.tsx";
import { buildAccountColumns } from "./account-columns.tsx";
import { filterAccounts } from "./filter-accounts.ts";
import { EditByHand, HoldAgainst } from "./later.ts";

/** The accounts of one application, as a list with a filter. */
export function AccountsPane({
  table,
  account,
  onChoose,
}: {
  table: AccountTable;
  account: string | undefined;
  onChoose: (account: string) => void;
}) {
  const workspace = useWorkspace();
  const { value: people } = useAnswer("directory.table", { workspace: workspace.id });
  const userNames = useMemo(() => new Map(people?.id.map((id, row) => [id, people.userName[row] ?? id])), [people]);
  const columns = useMemo(() => buildAccountColumns(table, userNames), [table, userNames]);
  const [filter, setFilter] = useState("");
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const { rows, problems } = useMemo(() => filterAccounts(table, filter), [table, filter]);
  const field = useRef<HTMLInputElement>(null);
  const [holding, setHolding] = useState(false);
  const [edited, setEdited] = useState<MenuAccount>();
  const menu = useMemo(() => buildMenu(table, { onWhy: onChoose, onEdit: setEdited }), [table, onChoose]);
  useShortcuts("Accounts", [
    { keys: ["mod+f"], title: "Filter accounts", run: () => field.current?.focus() },
    { keys: [], title: `Hold the accounts of ${table.name} against the directory`, run: () => setHolding(true) },
  ]);
  if (table.id.length === 0) return <NoAccounts table={table} />;
  return (
    <>
      <div className="filter-bar">
        <TextInput
          ref={field}
          className="filter-field"
          aria-label="Filter accounts"
          placeholder="state:waiting role:admin no-has:person"
          leftSection={<IconFilter size={14} aria-hidden="true" />}
          rightSection={
            filter === "" ? null : <CloseButton size="sm" aria-label="Clear the filter" onClick={() => setFilter("")} />
          }
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
        />
        <Button variant="default" onClick={() => setHolding(true)}>
          Hold against the directory…
        </Button>
        <ColumnMenu name="accounts" columns={columns} />
        {edited === undefined ? null : (
          <EditByHand
            application={table.application}
            account={edited}
            roles={table.roles}
            onClose={() => setEdited(undefined)}
          />
        )}
        {holding ? <HoldAgainst table={table} onClose={() => setHolding(false)} /> : null}
      </div>
      {problems.length === 0 ? null : (
        <p className="filter-problems" role="status">
          {problems.map(({ message }) => message).join(" ")}
        </p>
      )}
      <div className="pane-grid">
        {rows.length === 0 ? (
          <Empty
            title="No account passes the filter"
            action={<Button onClick={() => setFilter("")}>Clear the filter</Button>}
          >
            <code className="active-filter">{filter}</code>
          </Empty>
        ) : (
          <DataGrid
            name="accounts"
            label={`Accounts in ${table.name}`}
            columns={columns}
            rows={rows}
            scope={filter}
            keyOf={(row) => table.id[row] ?? ""}
            selected={selected}
            onSelect={setSelected}
            inspected={account}
            onInspect={(chosen, how) => {
              onChoose(chosen);
              if (how === "open") document.getElementById("inspector")?.focus();
            }}
            menu={menu}
          />
        )}
      </div>
    </>
  );
}

/** What can be done with the account in a row. */
function buildMenu(
  table: AccountTable,
  { onWhy, onEdit }: { onWhy: (account: string) => void; onEdit: (account: MenuAccount) => void },
): GridMenu {
  return {
    labelOf: (row) => `What to do with ${table.userName[row]}`,
    items(row) {
      const { application, id, userName, person } = table;
      const account = {
        application,
        id: id[row] ?? "",
        userName: userName[row] ?? "",
        person: person[row] ?? undefined,
      };
      return <AccountItems account={account} onWhy={() => onWhy(account.id)} onEdit={() => onEdit(account)} />;
    },
  };
}

function NoAccounts({ table }: { table: AccountTable }) {
  return (
    <Empty
      title="No accounts yet. A login makes the first one."
      action={
        <Button
          leftSection={<IconPlayerPlay size={14} aria-hidden="true" />}
          onClick={() => askForLogin({ application: table.application })}
        >
          Log in as …
        </Button>
      }
    >
      What {table.name} stores about people stands here, with who set each value, when and why.
    </Empty>
  );
}
