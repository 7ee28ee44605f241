import type { Check } from "../trace/step.ts";

/** What carrying out a rule found. `reason` is one sentence that a person can act on. */
export type Finding =
  | { readonly result: "passed" | "notApplicable"; readonly expected: string; readonly actual: string }
  | { readonly result: "failed"; readonly expected: string; readonly actual: string; readonly reason: string };

/** One rule of a specification, or of a setting, about a `Subject` that was received. */
export interface Rule<Subject> {
  /** Appears in the trace and never changes: `OIDC_NONCE`. */
  readonly code: string;
  /** The rule in words: "The token is for this application". */
  readonly name: string;
  /** The section that demands it. */
  readonly spec: string;
  /** The setting behind it, by its name in the settings that the rules are about. */
  readonly setting?: string;
  /** The OAuth error that a breach becomes on the wire, where there is one to tell (RFC 6749, sections 4.1.2.1 and 5.2). */
  readonly error?: string;
  readonly check: (subject: Subject) => Finding;
}

/** The first rule that was broken. */
export interface OidcFailure {
  readonly code: string;
  readonly reason: string;
  /** The setting to show or change, as a path in the workspace. */
  readonly setting?: string;
  readonly error?: string;
}

/** Every rule with what was found, and the first failure if there is one. */
export interface Verdict {
  readonly checks: readonly Check[];
  readonly failure?: OidcFailure;
}

/** The rule holds. */
export function passed(expected: string, actual: string): Finding {
  return { result: "passed", expected, actual };
}

/** There is nothing to hold the rule against; `actual` says why. */
export function notApplicable(expected: string, actual: string): Finding {
  return { result: "notApplicable", expected, actual };
}

/** The rule is broken. */
export function failed(expected: string, actual: string, reason: string): Finding {
  return { result: "failed", expected, actual, reason };
}

/** Passed or failed, as the condition says. */
export function verdictOf(holds: boolean, expected: string, actual: string, reason: string): Finding {
  return holds ? passed(expected, actual) : failed(expected, actual, reason);
}

/**
 * Carries out the rules in their order, up to the first that is broken; the rest is `notReached`.
 * `settingPath` is where the settings that the rules name stand in the workspace; undefined where nobody knows whose
 * they would be.
 */
export function checkRules<Subject>(
  rules: readonly Rule<Subject>[],
  subject: Subject,
  settingPath: string | undefined,
): Verdict {
  const checks: Check[] = [];
  for (const [index, rule] of rules.entries()) {
    const finding = rule.check(subject);
    checks.push(noted(rule, finding, settingPath));
    if (finding.result === "failed") {
      return {
        checks: [...checks, ...notReached(rules.slice(index + 1))],
        failure: failureOf(rule, finding.reason, settingPath),
      };
    }
  }
  return { checks };
}

/** The rules as checks that were never carried out. */
export function notReached(rules: readonly Pick<Rule<never>, "code" | "name" | "spec">[]): readonly Check[] {
  return rules.map(({ code, name, spec }) => ({
    code,
    name,
    spec,
    result: "notReached",
    expected: "",
    actual: "an earlier check failed",
  }));
}

/** A value from outside as a person reads it, cut where it is long. */
export function show(value: unknown): string {
  if (value === undefined) return "(absent)";
  const text = JSON.stringify(value) ?? "(absent)";
  return text.length > 200 ? `${text.slice(0, 200)}… (${text.length} characters)` : text;
}

function noted<Subject>(rule: Rule<Subject>, finding: Finding, settingPath: string | undefined): Check {
  const { code, name, spec, setting } = rule;
  const { result, expected, actual } = finding;
  return {
    code,
    name,
    result,
    expected,
    actual,
    spec,
    ...settingMember(setting, settingPath),
  };
}

function failureOf<Subject>(rule: Rule<Subject>, reason: string, settingPath: string | undefined): OidcFailure {
  return {
    code: rule.code,
    reason,
    ...settingMember(rule.setting, settingPath),
    ...(rule.error === undefined ? {} : { error: rule.error }),
  };
}

function settingMember(setting: string | undefined, path: string | undefined): { readonly setting?: string } {
  return setting === undefined || path === undefined ? {} : { setting: `${path}/${setting}` };
}
