import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { IconDownload, IconEye, IconEyeOff } from "@tabler/icons-react";
import { useState } from "react";
import type { LiveAddresses } from "../../core/contract/live.ts";
import { downloadText } from "../components/download.ts";
import { tell } from "../connection/told.ts";
import { CopyButton } from "../run/CopyButton.tsx";
import { copyText } from "../run/copy-text.ts";
import { type AddressGroup, type AddressRow, groupAddresses } from "./address-groups.ts";

/** Everything that a client is set up with, to be copied value by value or as one object. */
export function Addresses({ addresses }: { addresses: LiveAddresses }) {
  const copy = async (): Promise<void> => {
    if (await copyText(JSON.stringify(addresses, null, 2))) tell("Every address, token and certificate is copied.");
  };
  return (
    <section className="live-pane" data-pane tabIndex={-1} aria-label="Addresses">
      <header className="pane-head">
        <h2>Addresses</h2>
        <span className="pane-gap" />
        <Button
          size="compact-xs"
          variant="default"
          title="One object with everything, as rehearse serve --json prints it, secrets too"
          onClick={() => void copy()}
        >
          Copy all as JSON
        </Button>
      </header>
      <div className="live-scroll">
        {groupAddresses(addresses).map((group) => (
          <Group key={group.id} group={group} />
        ))}
      </div>
    </section>
  );
}

function Group({ group: { name, kind, rows } }: { group: AddressGroup }) {
  return (
    <table className="live-addresses">
      <caption>
        {name} <span>{kind}</span>
      </caption>
      <tbody>
        {rows.map((row) => (
          <Row key={row.label} row={row} party={name} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ row, party }: { row: AddressRow; party: string }) {
  const { label, value, kind } = row;
  const [shown, setShown] = useState(kind === "plain");
  return (
    <tr>
      <th scope="row">{label}</th>
      <td className="live-value">{shown ? <Shown row={row} /> : <Hidden kind={kind} />}</td>
      <td className="live-tools">
        {kind === "plain" ? null : (
          <Tool label={`${shown ? "Hide" : "Show"} ${label} of ${party}`} onClick={() => setShown(!shown)}>
            {shown ? <IconEyeOff size={16} /> : <IconEye size={16} />}
          </Tool>
        )}
        {kind === "certificate" ? (
          <Tool label={`Save ${label} of ${party}`} onClick={() => downloadText(`${party}.pem`, value)}>
            <IconDownload size={16} />
          </Tool>
        ) : null}
        <CopyButton text={value} label={`Copy ${label} of ${party}`} />
      </td>
    </tr>
  );
}

function Shown({ row: { value, kind } }: { row: AddressRow }) {
  return kind === "certificate" ? <pre>{value.trimEnd()}</pre> : <code>{value}</code>;
}

function Hidden({ kind }: Pick<AddressRow, "kind">) {
  if (kind === "certificate") return <span className="quiet">PEM</span>;
  return (
    <span className="quiet">
      <span aria-hidden="true">••••••••••••</span>
      <span className="sr-only">hidden</span>
    </span>
  );
}

function Tool({ label, onClick, children }: { label: string; onClick: () => void; children: React.ReactNode }) {
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
