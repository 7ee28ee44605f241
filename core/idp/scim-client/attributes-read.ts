import { isSafeName } from "../../attribute-value.ts";
import type { DirectoryUser } from "../../directory/directory.ts";
import type { Lookup } from "../../mapping/evaluate.ts";
import { namesReadBy } from "../../mapping/names-read.ts";
import { lookupByProductName } from "../../mapping/product-names.ts";
import { shortHash } from "../../provisioning/fingerprint.ts";
import { lookupForProvisioning } from "../../provisioning/scope.ts";
import type { ProvisioningMapping } from "../../provisioning/settings.ts";
import type { ClientRun, Subject } from "./run.ts";

/**
 * Which attributes of a person have changed since they were last provisioned: what a delta cycle brings. Undefined where
 * all of them count as changed: nobody asks, the person is new, or everything is read anew.
 */
export function changedSince(run: ClientRun, { id, user }: Subject): ReadonlySet<string> | undefined {
  const before = run.onDemand || !asksForChanges(run) ? undefined : run.memory.reads.get(id);
  if (before === undefined || user === undefined) return undefined;
  const now = readsOf(run, user);
  const names = new Set([...Object.keys(before), ...Object.keys(now)]);
  return new Set([...names].filter((name) => before[name] !== now[name]));
}

/** Remembers what the rows read of somebody who has an account, and is settled; nothing of whoever has none. */
export function rememberReads(run: ClientRun, { id, user, source }: Subject): void {
  const { links, reads } = run.memory;
  const link = links.get(id);
  if (!asksForChanges(run) || link === undefined || user === undefined) reads.set(id, undefined);
  else if (link.source === source) reads.set(id, readsOf(run, user));
}

/** Only the documented bug of `Switch` makes a difference of it. */
function asksForChanges({ world }: ClientRun): boolean {
  return world.connection.expressions?.entraSwitchDelta === true;
}

function readsOf({ world }: ClientRun, user: DirectoryUser): Record<string, string> {
  const lookup = lookupForProvisioning(user, true);
  return Object.fromEntries(world.provisioning.mappings.flatMap(({ source }) => readsIn(source, lookup)));
}

function readsIn(source: ProvisioningMapping["source"], lookup: Lookup): readonly (readonly [string, string])[] {
  const read: Lookup =
    source.kind === "expression" ? (name) => lookupByProductName(source.dialect, name, lookup) : lookup;
  return namesReadBy(source)
    .filter(isSafeName)
    .map((name) => [name, shortHash(JSON.stringify(read(name) ?? null))] as const);
}
