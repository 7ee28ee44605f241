import { type Account, accountValue, type Written } from "../accounts/account.ts";
import { applyValues, type ValueWrite } from "../accounts/apply-values.ts";
import { diffAccount, recordedReason } from "../accounts/changes.ts";
import { type AttributeValue, isList, sameValue, showValue } from "../attribute-value.ts";
import type { DirectoryUser } from "../directory/directory.ts";
import { isAtWork } from "../directory/directory-change.ts";
import { assignedBy } from "../idp/assignment.ts";
import type { ExpressionWorld } from "../mapping/person-world.ts";
import { type Pace, WITHOUT_REST, withName } from "../pace.ts";
import { valuesFor } from "../provisioning/map-user.ts";
import { lookupForProvisioning } from "../provisioning/scope.ts";
import type { Application } from "../sp/application.ts";
import { attributeAt } from "../sp/write-account.ts";
import type { Workspace } from "../store/workspace.ts";
import { isoInstant } from "../time.ts";
import type { Change } from "../trace/step.ts";
import { ownersIn } from "./account-owner.ts";
import type { ReconcileAction } from "./action.ts";
import { type Connected, findConnected, withApplication } from "./find-in-workspace.ts";
import { personWorldIn } from "./person-world-in.ts";
import { showName } from "./show-person.ts";
import type { Stage } from "./stage.ts";

/** What is wrong with an account, held against the directory. */
export interface Finding {
  /** Id of the account. */
  readonly account: string;
  /**
   * `orphaned`: active, though its person is gone, disabled or not assigned. `unmanaged`: nobody knows whose it is.
   * `editedByHand`: a value that somebody set in the application, and that the directory has otherwise.
   */
  readonly kind: "orphaned" | "unmanaged" | "editedByHand";
  readonly text: string;
  /** Of `editedByHand`: the attribute, and what the directory has for it. */
  readonly attribute?: string;
  readonly wanted?: AttributeValue;
}

/**
 * Reads the accounts of an application and holds them against the directory. With `repair`, orphaned accounts are
 * deactivated and values edited by hand are put back; unmanaged accounts are only ever reported.
 * @throws {RehearsalError} ACTION_UNKNOWN_APPLICATION, ACTION_NOT_CONNECTED
 */
export async function reconcile(stage: Stage, { application: id, repair }: ReconcileAction) {
  const connected = findConnected(stage.read(), id);
  const findings = await findDifferences(stage.read(), connected, stage.pace);
  const { application } = connected;
  record(stage, application, findings);
  const repaired = repair ? await repairAll(stage, connected, findings) : 0;
  stage.happened();
  const counted = KINDS.map((kind) => `${findings.filter((each) => each.kind === kind).length} ${WORDS[kind]}`).join(
    ", ",
  );
  return {
    by: `app:${id}`,
    reason: `${application.name}: ${counted}.${repair ? ` Put right: ${repaired}.` : ""}`,
    ...(findings.length > repaired ? { problem: "RECONCILE_FINDINGS" } : {}),
  };
}

const KINDS = ["orphaned", "unmanaged", "editedByHand"] as const;
const WORDS: Readonly<Record<Finding["kind"], string>> = {
  orphaned: "orphaned",
  unmanaged: "unmanaged",
  editedByHand: "edited by hand",
};

/**
 * Everything that is wrong with the accounts of an application, in their order.
 * @throws {RehearsalError} CANCELLED at a rest of `pace`
 */
export async function findDifferences(
  workspace: Workspace,
  connected: Connected,
  pace: Pace = WITHOUT_REST,
): Promise<readonly Finding[]> {
  const { id, name, accounts } = connected.application;
  const ownerOf = ownersIn(workspace, id);
  const { directory, clock } = workspace;
  const world = (user: DirectoryUser) => personWorldIn(connected, { directory, user, now: Date.parse(clock.now) });
  const { isDue, rest } = withName(pace, `${name} held against the directory`);
  const findings: Finding[] = [];
  for (const [done, account] of accounts.entries()) {
    if (isDue()) await rest({ done, total: accounts.length, what: "accounts" });
    findings.push(...findingsOf(account, ownerOf(account), connected, world));
  }
  return findings;
}

/** What the rows' expressions may ask about a person. */
type WorldOf = (user: DirectoryUser) => ExpressionWorld;

function findingsOf(
  account: Account,
  owner: DirectoryUser | undefined,
  connected: Connected,
  worldOf: WorldOf,
): readonly Finding[] {
  if (owner === undefined) {
    const text = `Nobody in the directory is known to be behind ${account.userName}.`;
    return [{ account: account.id, kind: "unmanaged", text }];
  }
  const orphaned = whyOrphaned(account, owner, connected);
  const found: readonly Finding[] =
    orphaned === undefined ? [] : [{ account: account.id, kind: "orphaned", text: orphaned }];
  return [...found, ...handEdits(account, owner, connected, worldOf)];
}

function whyOrphaned(account: Account, owner: DirectoryUser, { connection }: Connected): string | undefined {
  if (!account.active) return undefined;
  if (!isAtWork(owner)) return `${account.userName} is active, but ${showName(owner)} is not at work any more.`;
  if (assignedBy(connection, owner) !== undefined) return undefined;
  return `${account.userName} is active, but ${showName(owner)} is not assigned any more.`;
}

/** Values that somebody set by hand, and that the provisioning rows would have otherwise. */
function handEdits(
  account: Account,
  owner: DirectoryUser,
  { connection, application }: Connected,
  worldOf: WorldOf,
): readonly Finding[] {
  const rows = connection.provisioning?.mappings ?? [];
  const values = valuesFor(rows, lookupForProvisioning(owner, isAtWork(owner)), "update", worldOf(owner));
  return [...values].flatMap(([target, wanted]): readonly Finding[] => {
    const attribute = attributeAt(application, target);
    if (attribute === undefined || attribute === "active") return [];
    const written = Object.hasOwn(account.written, attribute) ? account.written[attribute] : undefined;
    const present = accountValue(account, attribute);
    if (written?.writer !== "manual" || connection.provisioning?.way === "manual") return [];
    const fitted = isList(present) || !isList(wanted) ? wanted : (wanted[0] ?? null);
    if (sameValue(present, fitted)) return [];
    const text = `${account.userName}: \`${attribute}\` was set by hand to ${showValue(present)}; the directory has ${showValue(fitted)}.`;
    return [{ account: account.id, kind: "editedByHand", text, attribute, wanted: fitted }];
  });
}

function record(stage: Stage, { id, name }: Application, findings: readonly Finding[]): void {
  stage.record({
    kind: "checks",
    from: "administrator",
    to: `app:${id}`,
    phase: "match",
    status: findings.length === 0 ? "ok" : "warning",
    title: `The accounts of ${name} are held against the directory`,
    why:
      findings.length === 0 ? "Every account has its person, and says what the directory says." : "See what differs.",
    subject: "Accounts",
    checks: KINDS.map((kind) => {
      const found = findings.filter((each) => each.kind === kind);
      return {
        code: `RECONCILE_${kind.toUpperCase()}`,
        name: CHECKS[kind],
        result: found.length === 0 ? "passed" : "failed",
        expected: "none",
        actual:
          found.length === 0
            ? "none"
            : found
                .map(({ text }) => text)
                .slice(0, MOST_SHOWN)
                .join(" "),
        spec: "Held against the directory",
      };
    }),
  });
}

const CHECKS: Readonly<Record<Finding["kind"], string>> = {
  orphaned: "No active account without somebody who may have it",
  unmanaged: "No account of nobody",
  editedByHand: "No value that was set by hand and differs",
};

const MOST_SHOWN = 50;

async function repairAll(stage: Stage, { application }: Connected, findings: readonly Finding[]): Promise<number> {
  const written: Written = {
    writer: "manual",
    at: isoInstant(stage.now()),
    why: "Put right after the accounts were held against the directory.",
  };
  const writes = writesFor(findings, written);
  if (writes.size === 0) return 0;
  const { id, name, accounts } = application;
  const { isDue, rest } = withName(stage.pace, `${name} is put right`);
  const repaired: Account[] = [];
  const changes: Change[] = [];
  for (const before of accounts) {
    if (isDue()) await rest({ done: repaired.length, total: accounts.length, what: "accounts" });
    const after = applyValues(before, writes.get(before.id) ?? []);
    repaired.push(after);
    changes.push(...diffAccount(id, before, after, (path) => recordedReason(after, path) ?? written));
  }
  stage.write(withApplication(stage.read(), { ...application, accounts: repaired }));
  stage.record({
    kind: "change",
    from: "administrator",
    to: `accounts:${id}`,
    phase: "apply",
    status: "ok",
    title: `An administrator puts ${writes.size} ${writes.size === 1 ? "account" : "accounts"} right`,
    why: "What is unmanaged is left alone: nobody knows whose it is.",
    changes,
  });
  return [...writes.values()].flat().length;
}

/** What is written into each account, by its id. */
function writesFor(findings: readonly Finding[], written: Written): ReadonlyMap<string, readonly ValueWrite[]> {
  const writes = new Map<string, ValueWrite[]>();
  for (const { account, kind, attribute, wanted = null } of findings) {
    if (kind === "unmanaged") continue;
    const write: ValueWrite =
      kind === "orphaned" || attribute === undefined
        ? { name: "active", value: false, written }
        : { name: attribute, value: wanted, written };
    writes.set(account, [...(writes.get(account) ?? []), write]);
  }
  return writes;
}
