import type { Check } from "../trace/step.ts";
import type { SamlCheckCode, SamlServiceProvider } from "./settings.ts";

/** A setting of the service provider, by its name in the workspace. */
export type SamlSetting = keyof SamlServiceProvider;

/** What carrying out a rule found. `reason` is one sentence that a person can act on. */
export type Finding =
  | { readonly result: "passed" | "notApplicable"; readonly expected: string; readonly actual: string }
  | {
      readonly result: "failed";
      readonly expected: string;
      readonly actual: string;
      readonly reason: string;
      /** The setting behind this very failure, where it is not the rule's own. */
      readonly setting?: SamlSetting;
    };

/** One rule of the specification, or of the application's settings, about a `Subject` that was received. */
export interface Rule<Subject> {
  /** Appears in the trace and never changes. */
  readonly code: SamlCheckCode | SamlFixedCheckCode;
  /** The rule in words: "The audience is this application". */
  readonly name: string;
  /** The section that demands it. */
  readonly spec: string;
  readonly setting?: SamlSetting;
  readonly check: (subject: Subject) => Finding;
}

/** Checks that no switch turns off: without them nothing that was read could be trusted, or nothing could be read. */
export type SamlFixedCheckCode =
  | "SAML_ENCODING"
  | "SAML_XML"
  | "SAML_ASSERTION"
  | "SAML_ENCRYPTION"
  | "SAML_DECRYPTION"
  | "SAML_SIGNED"
  | "SAML_SIGNATURE_PROFILE"
  | "SAML_SIGNATURE"
  | "SAML_ATTRIBUTES"
  | "SAML_LIBRARY";

/** Why a response is refused: the first check that failed. */
export interface SamlFailure {
  readonly code: Rule<never>["code"];
  readonly reason: string;
  /** A path in the workspace. */
  readonly setting?: string;
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
export function failed(expected: string, actual: string, reason: string, setting?: SamlSetting): Finding {
  return { result: "failed", expected, actual, reason, ...(setting === undefined ? {} : { setting }) };
}

/** A value from outside as a person reads it, cut where it is long. */
export function show(value: string | undefined): string {
  if (value === undefined) return "(absent)";
  return value.length > 200
    ? `${JSON.stringify(value.slice(0, 200))}… (${value.length} characters)`
    : JSON.stringify(value);
}

/** The application's list of checks while it grows, in the order of the rules it was made with. */
export interface Checklist {
  /** Carries out the rules about one subject, up to the first that fails. True: none failed, go on. */
  carryOut<Subject>(rules: readonly Rule<Subject>[], subject: Subject): boolean;
  /** Every rule: those that were carried out, then those that were not reached. */
  checks(): readonly Check[];
  /** The first check that failed, if any. */
  failure(): SamlFailure | undefined;
}

/**
 * An empty checklist for the rules in `order`. `off` are the switches marked unsafe; `settingPath` is where the service
 * provider's settings stand in the workspace.
 */
export function createChecklist(
  order: readonly Rule<never>[],
  off: readonly SamlCheckCode[],
  settingPath: string,
): Checklist {
  const done: Check[] = [];
  let failure: SamlFailure | undefined;

  function carryOutOne<Subject>(rule: Rule<Subject>, subject: Subject): void {
    const finding = rule.check(subject);
    const setting = (finding.result === "failed" ? finding.setting : undefined) ?? rule.setting;
    const path = setting === undefined ? {} : { setting: `${settingPath}/${setting}` };
    done.push({ ...nameOf(rule), result: finding.result, expected: finding.expected, actual: finding.actual, ...path });
    if (finding.result === "failed") failure = { code: rule.code, reason: finding.reason, ...path };
  }

  return {
    carryOut(rules, subject) {
      for (const rule of rules) {
        if (failure !== undefined) break;
        if (isOff(rule, off)) done.push(switchedOff(rule, settingPath));
        else carryOutOne(rule, subject);
      }
      return failure === undefined;
    },
    checks: () => [...done, ...order.slice(done.length).map(notReached)],
    failure: () => failure,
  };
}

function isOff(rule: Rule<never>, off: readonly string[]): boolean {
  return off.includes(rule.code);
}

function nameOf({ code, name, spec }: Rule<never>): Pick<Check, "code" | "name" | "spec"> {
  return { code, name, spec };
}

function switchedOff(rule: Rule<never>, settingPath: string): Check {
  const setting = `${settingPath}/unsafeChecksOff`;
  return {
    ...nameOf(rule),
    result: "off",
    expected: rule.name,
    actual: "not checked: a switch marked unsafe",
    setting,
  };
}

function notReached(rule: Rule<never>): Check {
  return { ...nameOf(rule), result: "notReached", expected: rule.name, actual: "not reached" };
}
