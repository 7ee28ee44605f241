import type { Check } from "./step.ts";

/** What carrying out a rule found. `reason` is one sentence that a person can act on. */
export type Finding =
  | { readonly result: "passed" | "notApplicable"; readonly expected: string; readonly actual: string }
  | {
      readonly result: "failed";
      readonly expected: string;
      readonly actual: string;
      readonly reason: string;
      /** The setting behind this very failure, where it is not the rule's own. */
      readonly setting?: string;
    };

/**
 * One rule of a specification, or of a setting, about a `Subject`. `WireError` is what a breach becomes on the wire:
 * an OAuth error, or a SAML status.
 */
export interface Rule<Subject, WireError = string> {
  /** Appears in the trace and never changes: `OIDC_NONCE`. */
  readonly code: string;
  /** The rule in words: "The audience is this application". */
  readonly name: string;
  /** The section that demands it. */
  readonly spec: string;
  /** The setting behind it, by its path below the settings that the rules are about. */
  readonly setting?: string;
  /** What whoever sent the message is told of a breach; absent where there is nobody to tell. */
  readonly error?: WireError;
  readonly check: (subject: Subject) => Finding;
}

/** The first rule that was broken. */
export interface Failure<WireError = string> {
  readonly code: string;
  readonly reason: string;
  /** The setting to show or change, as a path in the workspace. */
  readonly setting?: string;
  readonly error?: WireError;
}

/** Every rule with what was found, and the first failure if there is one. */
export interface Verdict<WireError = string> {
  readonly checks: readonly Check[];
  readonly failure?: Failure<WireError>;
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
export function failed(expected: string, actual: string, reason: string, setting?: string): Finding {
  const finding = { result: "failed", expected, actual, reason } as const;
  return setting === undefined ? finding : { ...finding, setting };
}

/** Passed or failed, as the condition says. A reason that takes work to write is handed in as a function. */
export function verdictOf(holds: boolean, expected: string, actual: string, reason: string | (() => string)): Finding {
  if (holds) return passed(expected, actual);
  return failed(expected, actual, typeof reason === "string" ? reason : reason());
}

/** Longest part of a value from outside that a check shows, in UTF-16 code units. */
const MAX_SHOWN = 200;

/** A value from outside as a person reads it, cut where it is long. */
export function show(value: unknown): string {
  const isText = typeof value === "string";
  const text = isText ? value : JSON.stringify(value);
  if (text === undefined) return "(absent)";
  const start = text.slice(0, MAX_SHOWN);
  const shown = isText ? quoted(start) : start;
  return text.length > MAX_SHOWN ? `${shown}… (${text.length} characters)` : shown;
}

/** As JSON writes it: asked of nearly every value that a check shows, and nearly none holds anything to escape. */
function quoted(text: string): string {
  return /^[ !#-[\]-~]*$/.test(text) ? `"${text}"` : JSON.stringify(text);
}

/** A list of checks while it grows, in the order of the rules that it was made with. */
export interface Checklist<WireError = string> {
  /**
   * Carries out the next rules, about one subject, up to the first that fails; none where one failed before.
   * True: none failed, go on.
   */
  carryOut<Subject>(rules: readonly Rule<Subject, WireError>[], subject: Subject): boolean;
  /** Every rule: those that were carried out, then those that were not reached. */
  verdict(): Verdict<WireError>;
}

/**
 * An empty checklist for the rules in `order`. `settingPath` is where the settings that the rules name stand in the
 * workspace; empty: at its top; undefined: nobody knows whose they would be. `off` are codes of rules that a switch marked
 * unsafe turns off.
 */
export function createChecklist<WireError = string>(
  order: readonly Rule<never, WireError>[],
  settingPath: string | undefined,
  off: readonly string[] = [],
): Checklist<WireError> {
  const done: Check[] = [];
  let failure: Failure<WireError> | undefined;

  function carryOutOne<Subject>(rule: Rule<Subject, WireError>, subject: Subject): void {
    const finding = rule.check(subject);
    const { result, expected, actual } = finding;
    const own = finding.result === "failed" ? finding.setting : undefined;
    const setting = settingIn(own ?? rule.setting, settingPath);
    done.push(checkOf(rule, result, expected, actual, setting));
    if (finding.result !== "failed") return;
    const where = setting === undefined ? {} : { setting };
    const error = rule.error === undefined ? {} : { error: rule.error };
    failure = { code: rule.code, reason: finding.reason, ...where, ...error };
  }

  return {
    carryOut(rules, subject) {
      for (const rule of rules) {
        if (failure !== undefined) break;
        if (off.includes(rule.code)) done.push(switchedOff(rule, settingPath));
        else carryOutOne(rule, subject);
      }
      return failure === undefined;
    },
    verdict() {
      const checks = [...done, ...order.slice(done.length).map(notReached)];
      return failure === undefined ? { checks } : { checks, failure };
    },
  };
}

/** Carries out the rules in their order, all about one subject: a checklist in one go. */
export function checkRules<Subject, WireError = string>(
  rules: readonly Rule<Subject, WireError>[],
  subject: Subject,
  settingPath: string | undefined,
): Verdict<WireError> {
  const list = createChecklist<WireError>(rules, settingPath);
  list.carryOut(rules, subject);
  return list.verdict();
}

/** Written out rather than spread: a login makes fifty of these, and spreading is slow. */
function checkOf(
  { code, name, spec }: Rule<never, unknown>,
  result: Check["result"],
  expected: string,
  actual: string,
  setting?: string,
): Check {
  return setting === undefined
    ? { code, name, spec, result, expected, actual }
    : { code, name, spec, result, expected, actual, setting };
}

function settingIn(setting: string | undefined, path: string | undefined): string | undefined {
  if (setting === undefined || path === undefined) return undefined;
  return path === "" ? setting : `${path}/${setting}`;
}

function switchedOff(rule: Rule<never, unknown>, settingPath: string | undefined): Check {
  const setting = settingIn("unsafeChecksOff", settingPath);
  return checkOf(rule, "off", rule.name, "not checked: a switch marked unsafe", setting);
}

function notReached(rule: Rule<never, unknown>): Check {
  return checkOf(rule, "notReached", rule.name, "an earlier check failed");
}
