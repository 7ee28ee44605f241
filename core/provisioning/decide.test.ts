import { describe, expect, it } from "vitest";
import { decideProvisioning } from "./decide.ts";
import { leavingAction } from "./leaving-rules.ts";
import type { ProvisioningFacts } from "./rule.ts";
import type { ScopeReason } from "./scope.ts";

const ALL = { create: true, update: true, disable: true, delete: true };
const LINK = { target: "acc-1", active: true };

function scope(reason: ScopeReason) {
  return { reason, inScope: reason === "inScope", text: `Ada: ${reason}.`, checks: [] };
}

const FACTS: ProvisioningFacts = {
  application: { id: "slack", name: "Slack" },
  settingPath: "path",
  person: { id: "u-ada", userName: "ada" },
  scope: scope("inScope"),
  client: { actions: ALL },
  ways: { setsActive: true, deletes: true },
  finding: { by: "nothing" },
  missing: [],
  wantsActive: true,
  changes: [],
  isStaged: false,
  onDemand: false,
};

const KNOWN: Partial<ProvisioningFacts> = { link: LINK, finding: { by: "link", account: "acc-1" } };
const INACTIVE: Partial<ProvisioningFacts> = { ...KNOWN, link: { ...LINK, active: false } };
const MISSING = { target: "title", why: "`title` is required.", mapping: "row-title" };

function without(action: keyof typeof ALL): Partial<ProvisioningFacts> {
  return { client: { actions: { ...ALL, [action]: false } } };
}

interface DecisionCase {
  readonly title: string;
  readonly facts: Partial<ProvisioningFacts>;
  readonly result: string;
  readonly rule: string;
  readonly code?: string;
  readonly failed?: true;
}

const STAYING: readonly DecisionCase[] = [
  { title: "nobody is found", facts: {}, result: "create", rule: "provisioning.create.on" },
  { title: "creation is off", facts: without("create"), result: "skip", rule: "provisioning.create.off" },
  {
    title: "an account matches",
    facts: { finding: { by: "row", target: "userName", account: "acc-1" } },
    result: "link",
    rule: "provisioning.link",
  },
  {
    title: "an account matches while creation is off",
    facts: { ...without("create"), finding: { by: "row", target: "userName", account: "acc-1" } },
    result: "link",
    rule: "provisioning.link",
  },
  {
    title: "the account that was known before is found again",
    facts: { ...INACTIVE, finding: { by: "row", target: "userName", account: "acc-1" } },
    result: "reactivate",
    rule: "provisioning.reactivate",
  },
  {
    title: "the account is somebody else's",
    facts: { finding: { by: "row", target: "email", account: "acc-1", linkedTo: "u-eve" } },
    result: "skip",
    rule: "provisioning.match",
    code: "DuplicateSourceEntries",
    failed: true,
  },
  {
    title: "two accounts match",
    facts: { finding: { by: "several", target: "email", count: 2 } },
    result: "skip",
    rule: "provisioning.match",
    code: "DuplicateTargetEntries",
    failed: true,
  },
  {
    title: "there is nothing to match by",
    facts: { finding: { by: "noValue", targets: ["userName"] } },
    result: "skip",
    rule: "provisioning.match",
    code: "ImportSkipped",
  },
  {
    title: "a required value is missing",
    facts: { missing: [MISSING] },
    result: "skip",
    rule: "provisioning.required",
    code: "MandatoryFieldsMissing",
    failed: true,
  },
  { title: "nothing differs", facts: KNOWN, result: "unchanged", rule: "provisioning.unchanged" },
  {
    title: "a value differs",
    facts: { ...KNOWN, changes: ["title"] },
    result: "update",
    rule: "provisioning.update.on",
  },
  {
    title: "a value differs while updating is off",
    facts: { ...KNOWN, changes: ["title"], ...without("update") },
    result: "skip",
    rule: "provisioning.update.off",
  },
  { title: "the account is inactive", facts: INACTIVE, result: "reactivate", rule: "provisioning.reactivate" },
  {
    title: "the account is inactive, and no row says what `active` is",
    facts: { ...INACTIVE, ways: { setsActive: false, deletes: true } },
    result: "skip",
    rule: "provisioning.reactivate",
  },
  {
    title: "the account is inactive while updating is off",
    facts: { ...INACTIVE, ...without("update") },
    result: "skip",
    rule: "provisioning.reactivate",
  },
  {
    title: "the account is inactive because a row says so",
    facts: { ...INACTIVE, wantsActive: false },
    result: "unchanged",
    rule: "provisioning.unchanged",
  },
];

const LEAVING: readonly DecisionCase[] = [
  ...(["notAssigned", "conditionFails", "deleted", "disabled", "suspended", "gone"] as const).map((reason) => ({
    title: `${reason}, without an account`,
    facts: { scope: scope(reason) },
    result: "skip",
    rule: "provisioning.scope",
    code: "EntrySynchronizationSkipped",
  })),
  ...(["notAssigned", "conditionFails", "deleted", "disabled", "suspended"] as const).map((reason) => ({
    title: `${reason}, with an account`,
    facts: { ...KNOWN, scope: scope(reason) },
    result: "disable",
    rule: "provisioning.disable.on",
  })),
  {
    title: "disabled already",
    facts: { ...INACTIVE, scope: scope("disabled") },
    result: "skip",
    rule: "provisioning.disable.on",
    code: "EntrySynchronizationSkipped",
  },
  {
    title: "disabled while deactivation is off",
    facts: { ...KNOWN, ...without("disable"), scope: scope("disabled") },
    result: "skip",
    rule: "provisioning.disable.off",
  },
  {
    title: "disabled, and no row says what `active` is",
    facts: { ...KNOWN, scope: scope("disabled"), ways: { setsActive: false, deletes: true } },
    result: "skip",
    rule: "provisioning.disable.on",
  },
  { title: "gone", facts: { ...INACTIVE, scope: scope("gone") }, result: "delete", rule: "provisioning.delete.on" },
  {
    title: "gone while deletion is off",
    facts: { ...INACTIVE, ...without("delete"), scope: scope("gone") },
    result: "skip",
    rule: "provisioning.disable.on",
  },
  {
    title: "gone without having been disabled, while deletion is off",
    facts: { ...KNOWN, ...without("delete"), scope: scope("gone") },
    result: "disable",
    rule: "provisioning.disable.on",
  },
  {
    title: "gone, for a client that never deletes",
    facts: { ...INACTIVE, scope: scope("gone"), ways: { setsActive: true, deletes: false } },
    result: "skip",
    rule: "provisioning.disable.on",
  },
  {
    title: "gone after having been unassigned (F39)",
    facts: { ...INACTIVE, link: { ...LINK, active: false, unmanaged: true }, scope: scope("gone") },
    result: "skip",
    rule: "provisioning.unmanaged",
  },
  ...(["notAssigned", "conditionFails"] as const).map((reason) => ({
    title: `${reason} while out-of-scope deletions are skipped`,
    facts: { ...KNOWN, scope: scope(reason), client: { actions: ALL, skipOutOfScopeDeletions: true } },
    result: "skip",
    rule: "provisioning.skipOutOfScopeDeletions",
  })),
  {
    title: "disabled while out-of-scope deletions are skipped",
    facts: { ...KNOWN, scope: scope("disabled"), client: { actions: ALL, skipOutOfScopeDeletions: true } },
    result: "disable",
    rule: "provisioning.disable.on",
  },
  {
    title: "too many leave",
    facts: { ...KNOWN, scope: scope("disabled"), isStaged: true, client: { actions: ALL, deletionThreshold: 3 } },
    result: "stage",
    rule: "provisioning.deletionThreshold",
  },
  {
    title: "too many leave, but this one has left before",
    facts: { ...INACTIVE, scope: scope("disabled"), isStaged: true },
    result: "skip",
    rule: "provisioning.disable.on",
  },
  {
    title: "disabled, on demand",
    facts: { ...KNOWN, scope: scope("disabled"), onDemand: true },
    result: "skip",
    rule: "provisioning.onDemand",
  },
  {
    title: "unassigned, on demand",
    facts: { ...KNOWN, scope: scope("notAssigned"), onDemand: true },
    result: "disable",
    rule: "provisioning.disable.on",
  },
];

describe.each([
  ["somebody in scope", STAYING],
  ["somebody who leaves", LEAVING],
] as const)("the decision on %s", (_, cases) => {
  it.each(cases)("$title: $result", ({ facts, result, rule, code, failed }) => {
    const decision = decideProvisioning({ ...FACTS, ...facts });
    expect(decision).toMatchObject({ result, rule: { rule } });
    if (code !== undefined) expect(decision.code).toBe(code);
    expect(decision.failed).toBe(failed);
    expect(decision.reason).not.toBe("");
    expect(decision.considered.map((each) => each.rule)).not.toContain(rule);
  });

  it.each(cases)("$title: what is counted as leaving is what is done", ({ facts, result }) => {
    const all = { ...FACTS, ...facts };
    const leaves = result === "disable" || result === "delete" || result === "stage";
    expect(leavingAction(all) !== undefined).toBe(leaves);
  });
});

it("names every rule that was looked at before, with its setting", () => {
  const { considered, rule } = decideProvisioning({ ...FACTS, ...KNOWN, scope: scope("disabled") });
  expect(considered.map((each) => each.rule)).toEqual([
    "provisioning.scope",
    "provisioning.unmanaged",
    "provisioning.skipOutOfScopeDeletions",
    "provisioning.onDemand",
    "provisioning.deletionThreshold",
    "provisioning.delete.on",
  ]);
  expect(rule.setting).toBe("path/client/actions/disable");
});
