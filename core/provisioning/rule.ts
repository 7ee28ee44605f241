import type { ConsideredRule, Decision } from "../trace/step.ts";
import type { ProvisioningCode } from "./codes.ts";
import type { ScopeResult } from "./scope.ts";
import type { ScimClientSettings } from "./settings.ts";
import type { ProvisioningLink } from "./state.ts";

/** What is done about a person's account. */
export type ProvisioningResult =
  | "create"
  | "link"
  | "update"
  | "unchanged"
  | "disable"
  | "reactivate"
  | "delete"
  | "skip"
  | "stage";

/** The decision on one person, with the rule that made it and the rules that did not. */
export interface ProvisioningDecision extends Decision {
  readonly result: ProvisioningResult;
  /** Present for whoever was passed over, or stands in the way of themselves. */
  readonly code?: ProvisioningCode;
  /** Nothing is done although it should be: tried again later. */
  readonly failed?: true;
}

/** Which account a person has over there. */
export type Finding =
  /** Not looked for: somebody out of scope is not matched. */
  | { readonly by: "notAsked" }
  /** The account that an earlier request made or found. */
  | { readonly by: "link"; readonly account: string }
  | {
      readonly by: "row";
      /** The row's target: `userName`. */
      readonly target: string;
      readonly account: string;
      /** Somebody else whom the account is linked to already. */
      readonly linkedTo?: string;
    }
  | { readonly by: "several"; readonly target: string; readonly count: number }
  | { readonly by: "nothing" }
  /** None of the rows that people are matched by gives a value. */
  | { readonly by: "noValue"; readonly targets: readonly string[] };

/** Everything that the decision on one person rests on: plain data, gathered before. */
export interface ProvisioningFacts {
  readonly application: { readonly id: string; readonly name: string };
  /** Where the settings stand in the workspace. */
  readonly settingPath: string;
  readonly person: { readonly id: string; readonly userName: string };
  readonly scope: ScopeResult;
  readonly client: Pick<ScimClientSettings, "actions" | "deletionThreshold" | "skipOutOfScopeDeletions">;
  /** What the kind of client can do at all. */
  readonly ways: ClientWays;
  readonly link?: Pick<ProvisioningLink, "target" | "active" | "unmanaged">;
  readonly finding: Finding;
  /** Why an expression says to leave the whole person out. */
  readonly ignored?: string;
  /** Required values that nothing came for. */
  readonly missing: readonly { readonly target: string; readonly why: string; readonly mapping: string }[];
  /** Whether the account is to be active: false also where a row says so of somebody in scope. */
  readonly wantsActive: boolean;
  /** Targets whose values differ from what the account is known to hold. */
  readonly changes: readonly string[];
  /** More people would be deactivated and deleted in this cycle than the threshold allows. */
  readonly isStaged: boolean;
  /** Only this person is provisioned, because somebody asked for it. */
  readonly onDemand: boolean;
}

/** What the kind of client can do at all. */
export interface ClientWays {
  /** Whether it can say that an account is active or not: Entra only by a row for `active`. */
  readonly setsActive: boolean;
  /** False: it deactivates, and never sends DELETE (Okta). */
  readonly deletes: boolean;
}

/** What a rule wants done. */
export interface Verdict {
  readonly result: ProvisioningResult;
  readonly reason: string;
  readonly code?: ProvisioningCode;
  readonly failed?: true;
}

/** A rule that was looked at. Without a verdict it has nothing to say about this person, and `why` says why. */
export interface LookedAtRule extends ConsideredRule {
  readonly verdict?: Verdict;
}

/** Looks at the facts for one rule. */
export type ProvisioningRule = (facts: ProvisioningFacts) => LookedAtRule;

/** A rule that was looked at. `setting` is below the settings of provisioning; empty: the settings as a whole. */
export function buildRule(
  facts: ProvisioningFacts,
  rule: Pick<ConsideredRule, "rule" | "text"> & { readonly setting: string },
  why: string,
  verdict?: Verdict,
): LookedAtRule {
  const setting = rule.setting === "" ? facts.settingPath : `${facts.settingPath}/${rule.setting}`;
  return { rule: rule.rule, text: rule.text, why, setting, ...(verdict === undefined ? {} : { verdict }) };
}
