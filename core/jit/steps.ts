import { showValue } from "../attribute-value.ts";
import type { AccountValues } from "../mapping/account-values.ts";
import type { Lookup } from "../mapping/evaluate.ts";
import type { RuleGrants } from "../mapping/roles.ts";
import type { Check, Evaluation, NewStep, StepStatus } from "../trace/step.ts";
import type { JitDecision } from "./decision.ts";
import { emailDomain, isAllowedDomain, type JitFacts } from "./facts.ts";
import type { VerifiedIdentity } from "./identity.ts";
import { jitPath } from "./rule.ts";
import { listNames } from "./sentences.ts";

/** Import: what the login brought. */
export function buildImportStep(facts: JitFacts, identity: VerifiedIdentity): NewStep {
  const { protocol, issuer, subject, emailVerified, claims } = identity;
  const count = Object.keys(claims).length;
  const text = JSON.stringify({ protocol, issuer, subject, emailVerified, claims }, null, 2);
  return {
    kind: "artefact",
    from: actorOf(facts),
    to: actorOf(facts),
    phase: "import",
    status: "ok",
    title: `${facts.application.name} reads what the login brought`,
    why: `A subject and ${count} ${count === 1 ? "claim" : "claims"}, all of it from bytes whose signature was verified.`,
    artefact: { type: "json", name: "Verified identity", text, language: "json" },
  };
}

/** Scope: required claims and allowed domains, each checked. */
export function buildScopeStep(facts: JitFacts, lookup: Lookup): NewStep {
  const checks = [...checkClaims(facts, lookup), checkDomain(facts)];
  const failed = checks.some((check) => check.result === "failed");
  return {
    kind: "checks",
    from: actorOf(facts),
    to: actorOf(facts),
    phase: "scope",
    status: failed ? "warning" : "ok",
    title: failed
      ? `${facts.application.name} finds the login out of scope`
      : `${facts.application.name} finds the login in scope`,
    why: "Before it looks for an account, the application asks whether it would provision this person at all.",
    subject: "Scope of just-in-time provisioning",
    checks,
  };
}

/** The attribute mappings, each with what came in and what came out. */
export function buildMappingStep(facts: JitFacts, mapped: AccountValues, decision: JitDecision): NewStep {
  const unused = facts.draft?.unused ?? [];
  const evaluations = mapped.evaluations.map((evaluation) => {
    return asUnused(evaluation, unused.find(({ row }) => row === evaluation.id)?.why ?? whyRefused(decision));
  });
  const failed = evaluations.some((evaluation) => evaluation.result === "failed");
  return {
    kind: "evaluation",
    from: actorOf(facts),
    to: actorOf(facts),
    phase: "decide",
    status: failed ? "warning" : "ok",
    title: `${facts.application.name} maps the claims to account attributes`,
    why: "Each row takes a claim, a constant or a table, and gives the value of one account attribute.",
    evaluations,
  };
}

/** The role rules, each with the tests that held and those that did not. */
export function buildRolesStep(facts: JitFacts, granted: RuleGrants, decision: JitDecision): NewStep {
  const why = facts.draft?.roles.unused ?? whyRefused(decision);
  const hold = granted.evaluations.filter((evaluation) => evaluation.value === true).length;
  return {
    kind: "evaluation",
    from: actorOf(facts),
    to: actorOf(facts),
    phase: "decide",
    status: granted.evaluations.some((evaluation) => evaluation.result === "failed") ? "warning" : "ok",
    title: `${facts.application.name} tries its role rules: ${hold} of ${granted.evaluations.length} hold`,
    why: "Rules are tried in order, and every one that holds grants its role. One that does not says which test failed.",
    evaluations: granted.evaluations.map((evaluation) => asUnused(evaluation, why)),
  };
}

/** Decide: the decision, with the rule that made it and the rules that did not. */
export function buildDecisionStep(facts: JitFacts, decision: JitDecision): NewStep {
  return {
    kind: "decision",
    from: actorOf(facts),
    to: actorOf(facts),
    phase: "decide",
    status: statusOf(decision),
    title: `${facts.application.name} decides: ${DECIDED[decision.result]}`,
    why: decision.risk === undefined ? decision.reason : `${decision.reason} Risk: ${decision.risk}`,
    decision,
  };
}

/** The lane of what the application does on its own. */
function actorOf({ application }: JitFacts): string {
  return `app:${application.id}`;
}

const DECIDED: Record<JitDecision["result"], string> = {
  create: "make an account",
  hold: "make an account and hold it",
  update: "update the account",
  link: "link the account",
  reactivate: "reactivate the account",
  unchanged: "nothing to change",
  deny: "refuse",
};

function statusOf(decision: JitDecision): StepStatus {
  if (decision.result === "deny") return "refused";
  return decision.risk !== undefined || decision.result === "hold" ? "warning" : "ok";
}

function whyRefused(decision: JitDecision): string | undefined {
  return decision.result === "deny" ? "Not written: the login is refused." : undefined;
}

/** A value or grant that came out and is not used; without a reason it stands. */
function asUnused(evaluation: Evaluation, why: string | undefined): Evaluation {
  const stands = evaluation.result === "applied" || evaluation.result === "default";
  if (why === undefined || !stands) return evaluation;
  return { ...evaluation, result: "skipped", why: `${evaluation.why} ${why}` };
}

function checkClaims(facts: JitFacts, lookup: Lookup): readonly Check[] {
  const { policy, missingClaims } = facts;
  const check = (name: string, found: PolicyFinding): Check => {
    return { code: "JIT_REQUIRED_CLAIM", name, spec: SPEC, setting: `${jitPath(facts)}/requiredClaims`, ...found };
  };
  if (!policy.enabled) return [check("The required claims came", NOT_ASKED)];
  if (policy.requiredClaims.length === 0) {
    const found = { result: "notApplicable", expected: "any", actual: "none is required" } as const;
    return [check("The required claims came", found)];
  }
  return policy.requiredClaims.map((claim) =>
    check(`The claim \`${claim}\` came`, {
      result: missingClaims.includes(claim) ? "failed" : "passed",
      expected: "a value",
      actual: showValue(lookup(claim)),
    }),
  );
}

function checkDomain(facts: JitFacts): Check {
  return {
    code: "JIT_EMAIL_DOMAIN",
    name: "The email's domain is allowed",
    spec: SPEC,
    setting: `${jitPath(facts)}/allowedEmailDomains`,
    ...findDomain(facts),
  };
}

function findDomain(facts: JitFacts): PolicyFinding {
  const allowed = facts.policy.allowedEmailDomains;
  if (!facts.policy.enabled) return NOT_ASKED;
  if (allowed.length === 0) return { result: "notApplicable", expected: "any", actual: "every domain is allowed" };
  return {
    result: isAllowedDomain(allowed, emailDomain(facts.email)) ? "passed" : "failed",
    expected: listNames(allowed),
    actual: facts.email ?? "(no email)",
  };
}

type PolicyFinding = Pick<Check, "result" | "expected" | "actual">;

/** These two checks stand in no specification. */
const SPEC = "The application's own policy";

const NOT_ASKED = { result: "notApplicable", expected: "any", actual: "just-in-time provisioning is off" } as const;
