import type { ExpressionSettings } from "../mapping/source.ts";
import type { Provisioning } from "./settings.ts";

/** The part of a connection that decides who is given which account. */
interface ProvisionedConnection {
  readonly assignment: unknown;
  readonly provisioning?: Provisioning;
  /** How its expressions are taken: another way gives other values, as another mapping does. */
  readonly expressions?: ExpressionSettings;
}

/** The settings that every person's request is made by: when one of them changes, everybody is looked at (F17). */
export function requestSettings({ provisioning, expressions }: Omit<ProvisionedConnection, "assignment">): string {
  if (provisioning?.way !== "scim") return "";
  const { mappings, scope, client } = provisioning;
  // Nothing where nobody chose, so that what was remembered before there were such settings still holds.
  const taken = Object.entries(expressions ?? {}).toSorted();
  const chosen = taken.length === 0 ? "" : JSON.stringify(taken);
  return `${JSON.stringify([mappings, scope, client.actions, client.skipOutOfScopeDeletions])}${chosen}`;
}

/**
 * Tells whether saving a connection has everybody pushed whom it concerns: a client that goes by events does not wait for a
 * cycle (F17). One that is only now set to SCIM pushes nobody: that begins with the first event.
 */
export function pushesWhenSaved(before: ProvisionedConnection | undefined, after: ProvisionedConnection): boolean {
  const { provisioning } = after;
  if (provisioning?.way !== "scim" || provisioning.client.runs.on !== "events") return false;
  if (before?.provisioning?.way !== "scim") return false;
  return (
    requestSettings(before) !== requestSettings(after) ||
    JSON.stringify(before.assignment) !== JSON.stringify(after.assignment)
  );
}
