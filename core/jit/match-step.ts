import { describeLink } from "../accounts/identity-link.ts";
import { SUBJECT, valueMember } from "../mapping/evaluate.ts";
import type { Evaluation, NewStep } from "../trace/step.ts";
import type { JitFacts } from "./facts.ts";
import type { VerifiedIdentity } from "./identity.ts";
import { type AccountSearch, type Finding, type MatchResult, subjectKey } from "./match.ts";
import type { MatchAttribute } from "./policy.ts";
import { jitPath, nameAccounts } from "./rule.ts";
import { describeRow } from "./sentences.ts";

/** Match: the link and every match row, with what was looked for and what was found. */
export function buildMatchStep(facts: JitFacts, identity: VerifiedIdentity): NewStep {
  const { application, policy, search } = facts;
  const rows = policy.match.map((row, index) => {
    const id = `jit.match.${index + 1}`;
    return {
      id,
      target: "account",
      ...evaluateRow(row, search.matches[index], search),
      setting: `${jitPath(facts)}/match`,
    };
  });
  return {
    kind: "evaluation",
    from: `app:${application.id}`,
    to: `accounts:${application.id}`,
    phase: "match",
    status: search.finding.by === "several" ? "warning" : "ok",
    title: `${application.name} looks for an account and finds ${describeFinding(search.finding)}`,
    why: "The link that an earlier login left comes first; then the match attributes, in their order.",
    evaluations: [evaluateLink(search, identity), ...rows],
  };
}

function describeFinding(finding: Finding): string {
  switch (finding.by) {
    case "nothing":
      return "none";
    case "several":
      return `${finding.accounts.length}`;
    case "link":
      return `${finding.account.userName} by its link`;
    case "match":
      return `${finding.account.userName} by \`${finding.attribute}\``;
  }
}

function evaluateLink({ linked }: AccountSearch, identity: VerifiedIdentity): Evaluation {
  const { value } = identity.subject;
  const looked = (found: Pick<Evaluation, "rule" | "result" | "value" | "why">): Evaluation => {
    return { id: "jit.link", target: "account", inputs: [{ name: SUBJECT, value }], ...found };
  };
  const key = subjectKey(identity);
  if (key === undefined || linked === undefined) {
    const why = "Not looked for: a transient NameID is another one at every login, and so never a key.";
    return looked({ rule: "linked to the subject", result: "skipped", why });
  }
  const rule = `linked to ${describeLink(key)}`;
  const names = linked.map((account) => account.userName);
  if (names.length === 0) return looked({ rule, result: "absent", why: "No account is linked to this subject." });
  if (names.length > 1) return looked({ rule, result: "failed", value: names, why: "More than one account is." });
  return looked({ rule, result: "applied", value: names, why: `${nameAccounts(linked)} is linked to this subject.` });
}

function evaluateRow(
  row: MatchAttribute,
  result: MatchResult | undefined,
  search: AccountSearch,
): Pick<Evaluation, "rule" | "inputs" | "result" | "value" | "why"> {
  const name = row.from === SUBJECT ? SUBJECT : row.from.claim;
  if (result === undefined) {
    const by = (search.linked?.length ?? 0) > 0 ? "the link" : "a row above";
    return { rule: describeRow(row), inputs: [], result: "skipped", why: `Not looked at: ${by} decides already.` };
  }
  const rule = describeRow({ ...row, compare: result.compare });
  const inputs = [{ name, ...valueMember(result.value) }];
  const exact = row.compare === result.compare ? "" : ` \`${row.account}\` is case-exact, so case is not ignored.`;
  if (result.value === undefined) {
    return { rule, inputs, result: "skipped", why: "The login brought nothing to look for." };
  }
  const value = result.found.map((account) => account.userName);
  if (value.length === 0) return { rule, inputs, result: "absent", why: `No account has this value.${exact}` };
  if (value.length > 1)
    return { rule, inputs, result: "failed", value, why: `${value.length} accounts have it.${exact}` };
  return { rule, inputs, result: "applied", value, why: `${nameAccounts(result.found)} has it.${exact}` };
}
