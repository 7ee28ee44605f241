import type { ProvisioningState } from "../../provisioning/state.ts";
import { REREAD } from "./run.ts";

/** As if for the first time: links stay, but every account is read again and compared; failures and quarantine are forgotten. */
export function restarted(state: ProvisioningState): ProvisioningState {
  const { cycles, links, groupLinks } = readAnew(state);
  return { cycles, links, groupLinks, escrow: {} };
}

/** Links stay, but every account is read again and compared; what failed is still known. */
export function readAnew({ links, groupLinks, reads: _, ...others }: ProvisioningState): ProvisioningState {
  return {
    ...others,
    links: Object.fromEntries(Object.entries(links).map(([id, link]) => [id, { ...link, source: REREAD }])),
    groupLinks: Object.fromEntries(Object.entries(groupLinks).map(([id, { leftOut: __, ...link }]) => [id, link])),
  };
}
