import {
  type AccountAt,
  type AccountKey,
  accountAt,
  accountMeant,
  type ValueAt,
} from "../../core/contract/account-at.ts";
import type { RunDetail } from "../../core/contract/results.ts";
import type { Baseline } from "./cursor.ts";
import { showAt } from "./show-value.ts";

/** One line of the account: a value before and after, and who changed it last. */
export interface AccountRow {
  readonly path: string;
  readonly name: string;
  readonly before: string;
  readonly after: string;
  readonly changed: boolean;
  readonly gone: boolean;
  /** Who wrote what stands there after. */
  readonly by: ValueAt | undefined;
}

/** The step that the account is compared with: 0 is before the run. */
export function baselineStep(baseline: Baseline, step: number, pin: number | undefined): number {
  if (baseline === "start") return 0;
  return baseline === "pin" && pin !== undefined ? pin : step - 1;
}

/** Which account is compared with itself, and at which two steps. */
export interface Compared {
  readonly from: number;
  readonly to: number;
  /** Left out: the one that the later step is about. */
  readonly key?: AccountKey | undefined;
}

/** An account at two steps, a line for each value that it has at either. */
export function buildAccountRows(detail: RunDetail, { from, to, key }: Compared): readonly AccountRow[] {
  const meant = key ?? accountMeant(detail, to);
  const [before, after] = [accountAt(detail, from, meant), accountAt(detail, to, meant)];
  const paths = [...new Set([...after.keys(), ...before.keys()])];
  return paths.toSorted((left, right) => rankOf(left) - rankOf(right)).map((path) => buildRow(path, before, after));
}

/** Who it is and what it may do come first; the order of the rest is the account's own. */
function rankOf(path: string): number {
  if (path === "userName") return 0;
  if (path.startsWith("roles.")) return 1;
  return path === "active" || path === "held" ? 2 : 3;
}

function buildRow(path: string, before: AccountAt, after: AccountAt): AccountRow {
  const [was, is] = [before.get(path), after.get(path)];
  return {
    path,
    name: path.replace(/^(attributes|roles)\./, ""),
    before: showAt(path, was?.value),
    after: showAt(path, is?.value),
    changed: JSON.stringify(was?.value) !== JSON.stringify(is?.value),
    gone: is === undefined,
    by: is,
  };
}

/** Writers in a user's words. */
export const WRITERS: Readonly<Record<string, string>> = {
  jit: "login (JIT)",
  scim: "SCIM",
  scheduled: "schedule",
  workflow: "workflow",
  manual: "edited by hand",
  expiry: "expiry",
};
