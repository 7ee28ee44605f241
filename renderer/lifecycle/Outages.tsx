import { Menu } from "@mantine/core";
import { IconPlugConnected, IconPlugConnectedX } from "@tabler/icons-react";
import type { Party } from "./use-outages.ts";

/** As long as somebody cannot be reached, every screen says so, and has the way to end it. */
export function OutageChips({ parties, busy }: { parties: readonly Party[]; busy: boolean }) {
  return parties
    .filter(({ isDown }) => isDown)
    .map(({ id, name, toggle }) => (
      <span key={id} className="lifecycle-outage" role="status">
        <IconPlugConnectedX size={14} aria-hidden="true" />
        <span className="lifecycle-outage-name" title={`${name} cannot be reached: whoever asks it gets no answer.`}>
          {name} is unreachable
        </span>
        <button type="button" disabled={busy} onClick={toggle}>
          End
        </button>
      </span>
    ));
}

/** The items that cut somebody off: the identity providers at hand, the applications one step further. */
export function OutageItems({ parties, providers }: { parties: readonly Party[]; providers: number }) {
  return (
    <>
      <Menu.Label>Who can be reached</Menu.Label>
      {parties.slice(0, providers).map((party) => (
        <OutageItem key={party.id} party={party} />
      ))}
      <Menu.Sub>
        <Menu.Sub.Target>
          <Menu.Sub.Item>An application…</Menu.Sub.Item>
        </Menu.Sub.Target>
        <Menu.Sub.Dropdown mah={320} style={{ overflowY: "auto" }}>
          {parties.slice(providers).map((party) => (
            <OutageItem key={party.id} party={party} />
          ))}
        </Menu.Sub.Dropdown>
      </Menu.Sub>
    </>
  );
}

function OutageItem({ party: { name, isDown, toggle } }: { party: Party }) {
  const Sign = isDown ? IconPlugConnected : IconPlugConnectedX;
  return (
    <Menu.Item leftSection={<Sign size={14} aria-hidden="true" />} onClick={toggle}>
      {outageWords(name, isDown)}
    </Menu.Item>
  );
}

/** What its switch does now. */
export function outageWords(name: string, isDown: boolean): string {
  return isDown ? `${name} can be reached again` : `${name} cannot be reached`;
}
