import { describe, expect, it } from "vitest";
import type { Account } from "../accounts/account.ts";
import type { Change, Outcome, Step } from "../trace/step.ts";
import { accountAt, accountMeant, type RunForAccount } from "./account-at.ts";
import { whyGone, whyValue } from "./why.ts";

const AT = "2026-03-02T09:00:00.000Z";
const END = Number.POSITIVE_INFINITY;
const base = { at: AT, phase: "apply", status: "ok", title: "", why: "" } as const;

const change = (application: string, account: string, path: string, after?: string): Change => ({
  application,
  account,
  path,
  ...(after === undefined ? {} : { after }),
  writer: "scim",
  why: `${application} wrote it`,
});

function changing(seq: number, ...changes: readonly Change[]): Step {
  const application = changes[0]?.application ?? "";
  return { ...base, seq, kind: "change", from: `app:${application}`, to: `accounts:${application}`, changes };
}

const account = (id: string, department: string): Account => ({
  id,
  userName: id,
  active: true,
  attributes: { department },
  roles: [],
  links: [],
  written: {},
  createdAt: AT,
});

/** A run about an account of the same id in two applications. */
function runOf(outcome: Partial<Outcome>, steps: readonly Step[]): RunForAccount {
  return {
    trace: { version: 1, actors: [], steps },
    outcome: { result: "done", code: "DONE", reason: "", by: "clock", ...outcome },
    accountsBefore: [
      { application: "jira", account: account("a-1", "Sales") },
      { application: "slack", account: account("a-1", "Legal") },
    ],
  };
}

const notice = (seq: number): Step => ({ ...base, seq, kind: "notice", from: "clock", to: "clock" });
const steps = [
  notice(1),
  changing(2, change("jira", "a-1", "attributes.department", "Finance")),
  notice(3),
  changing(4, change("slack", "a-1", "attributes.department")),
];

describe("a run about several accounts", () => {
  const run = runOf({}, steps);
  const departmentAt = (seq: number) => accountAt(run, seq).get("attributes.department")?.value;

  it("shows the account that was changed last, and before that the first that will be", () => {
    const applications = [0, 1, 2, 3, 4, END].map((seq) => accountMeant(run, seq)?.application);
    expect(applications).toEqual(["jira", "jira", "jira", "jira", "slack", "slack"]);
    expect([0, 2, 3].map(departmentAt)).toEqual(["Sales", "Finance", "Finance"]);
    expect(departmentAt(4)).toBeUndefined();
  });

  it("keeps accounts of the same id in two applications apart", () => {
    const slack = { application: "slack", account: "a-1" };
    expect(accountAt(run, 3, slack).get("attributes.department")?.value).toBe("Legal");
    expect(whyGone(run, 4, "attributes.department")?.sentences[0]?.text).toContain("slack wrote it");
    expect(whyValue(run, 2, "attributes.department")?.sentences[0]).toMatchObject({ step: 2 });
  });

  it("takes the application of a decision from its lane, or from where the account is known", () => {
    const decision = { result: "update", reason: "", rule: { rule: "r", text: "", why: "" }, considered: [] };
    const decided = (from: string): Step => ({
      ...base,
      seq: 1,
      kind: "decision",
      from,
      to: from,
      decision: { ...decision, account: "a-1" },
    });
    expect(accountMeant(runOf({}, [decided("app:slack")]), 1)?.application).toBe("slack");
    expect(accountMeant(runOf({}, [decided("idp:acme")]), 1)?.application).toBe("jira");
  });

  it("is about none where nothing is said of any", () => {
    expect(accountMeant(runOf({}, [notice(1)]), 1)).toBeUndefined();
    expect(accountAt(runOf({}, [notice(1)]), 1).size).toBe(0);
  });
});

it("a login is about one account from its first step to its last", () => {
  const run = runOf({ result: "signedIn", application: "slack", account: "a-1" }, steps);
  expect([0, 2, END].map((seq) => accountMeant(run, seq)?.application)).toEqual(["slack", "slack", "slack"]);
});
