import type { Account, AttributeValue, Change, Evaluation } from "../../core/contract/model.ts";
import type { LoginPreview } from "../../core/contract/results.ts";

/** A value by its name; without `value`: absent. */
export interface NamedValue {
  readonly name: string;
  readonly value?: AttributeValue;
}

/** One mapping row from end to end: what the directory holds, what is sent, what the account gets. */
export interface ChainRow {
  readonly id: string;
  /** Account attribute. */
  readonly target: string;
  /** Directory attributes that it comes from. */
  readonly from: readonly NamedValue[];
  /** Claims that carry it. */
  readonly claims: readonly NamedValue[];
  readonly result: Evaluation["result"];
  readonly out?: AttributeValue;
  /** What the account holds today; absent where there is none, or no account. */
  readonly today?: AttributeValue;
  /** `changes`: the login writes another value. `kept`: another value came out, and is not written. */
  readonly effect: "changes" | "kept" | "same";
  /** Why, on either side: the row of the claim first. */
  readonly why: readonly string[];
}

/** The rows of a preview, each traced back through its claims to the directory. */
export function buildChain({ claims, attributes, changes, before }: LoginPreview): readonly ChainRow[] {
  const sent = new Map(claims.map((evaluation) => [evaluation.target, evaluation]));
  return attributes.map((row): ChainRow => {
    const behind = row.inputs.flatMap(({ name }) => sent.get(name) ?? []);
    const today = heldValue(before, row.target);
    return {
      id: row.id,
      target: row.target,
      from: behind.flatMap(({ inputs }) => inputs),
      claims: row.inputs,
      result: row.result,
      ...(row.value === undefined ? {} : { out: row.value }),
      ...(today === undefined ? {} : { today }),
      effect: effectOf(row, before, changes),
      why: [...behind.map(({ why }) => why), row.why],
    };
  });
}

/** What a login would do, in a word or two. */
export function summarisePreview({ outcome, before, after, changes }: LoginPreview): {
  readonly text: string;
  readonly tone: "good" | "warn" | "bad" | "note";
} {
  if (outcome.result === "refused") return { text: "refused", tone: "bad" };
  if (before === undefined && after !== undefined) return { text: "makes an account", tone: "good" };
  const count = changes.filter(({ path }) => isValue(path)).length;
  if (count === 0) return { text: "changes nothing", tone: "note" };
  return { text: `changes ${count} ${count === 1 ? "value" : "values"}`, tone: "warn" };
}

/** A role that the rules grant or that a login takes away. */
export interface RoleOutcome {
  readonly role: string;
  readonly effect: "granted" | "taken away" | "held";
  readonly why: string;
}

/** The roles that the account would hold, and those that it would lose. */
export function rolesOf({ before, after, changes, roles }: LoginPreview): readonly RoleOutcome[] {
  const had = new Set(before?.roles.map(({ role }) => role));
  const granted = roles.filter(({ result }) => result === "applied" || result === "default");
  const has = after?.roles ?? granted.map(({ target, why }) => ({ role: target, why }));
  const kept = has.map(({ role, why }): RoleOutcome => ({ role, effect: had.has(role) ? "held" : "granted", why }));
  const lost = [...had].filter((role) => !has.some((each) => each.role === role));
  const whyLost = (role: string): string => changes.find(({ path }) => path === `roles.${role}`)?.why ?? "";
  return [...kept, ...lost.map((role): RoleOutcome => ({ role, effect: "taken away", why: whyLost(role) }))];
}

function effectOf(
  { target, value }: Evaluation,
  before: Account | undefined,
  changes: readonly Change[],
): ChainRow["effect"] {
  if (changes.some(({ path }) => path === target || path === `attributes.${target}`)) return "changes";
  const today = heldValue(before, target);
  const differs =
    before !== undefined && value !== undefined && JSON.stringify(value) !== JSON.stringify(today ?? null);
  return differs ? "kept" : "same";
}

function heldValue(account: Account | undefined, name: string): AttributeValue | undefined {
  if (account === undefined) return undefined;
  if (name === "userName" || name === "active") return account[name];
  return Object.hasOwn(account.attributes, name) ? account.attributes[name] : undefined;
}

function isValue(path: string): boolean {
  return path === "userName" || path === "active" || /^(attributes|roles)\./.test(path);
}
