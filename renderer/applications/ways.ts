import type { Provisioning, ProvisioningWay } from "../../core/contract/model.ts";

/** How an application gets its accounts apart from logins; `logins`: by nothing else. */
export type Way = ProvisioningWay | "logins";

/** The ways in the order in which they are offered: what each is called, who writes, and when. */
export const WAYS: readonly { readonly way: Way; readonly name: string; readonly text: string }[] = [
  {
    way: "logins",
    name: "Logins only",
    text: "Nobody writes but the application itself, when its person logs in. Until then nothing changes, whatever happens.",
  },
  {
    way: "scim",
    name: "SCIM",
    text: "The identity provider writes over HTTP: in cycles, or as soon as something changes.",
  },
  {
    way: "scheduled",
    name: "Scheduled",
    text: "A batch brings every account up to date at a set time. What happens in between waits for it.",
  },
  {
    way: "manual",
    name: "Tickets by hand",
    text: "An administrator does a ticket for each HR event, in working hours. Some tickets are never done.",
  },
  {
    way: "workflow",
    name: "Policy workflow",
    text: "Rules for joiners, movers and leavers act on the HR event itself, at once or after a while.",
  },
];

/** What a way is called. */
export function nameOfWay(way: Way): string {
  return WAYS.find((each) => each.way === way)?.name ?? way;
}

/** The way of a connection. */
export function wayOf(provisioning: Provisioning | undefined): Way {
  return provisioning?.way ?? "logins";
}
