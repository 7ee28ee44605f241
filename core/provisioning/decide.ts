import {
  lookDelete,
  lookDisable,
  lookKept,
  lookOnDemand,
  lookScope,
  lookThreshold,
  lookUnmanaged,
} from "./leaving-rules.ts";
import type { LookedAtRule, ProvisioningDecision, ProvisioningFacts, ProvisioningRule } from "./rule.ts";
import {
  lookCreate,
  lookIgnored,
  lookLink,
  lookMatch,
  lookReactivate,
  lookRequired,
  lookUnchanged,
  lookUpdate,
} from "./staying-rules.ts";

/** The rules in the order in which they are looked at: who is to have an account, whose it is, what is to be done. */
const RULES: readonly ProvisioningRule[] = [
  lookScope,
  lookUnmanaged,
  lookKept,
  lookOnDemand,
  lookThreshold,
  lookDelete,
  lookDisable,
  lookIgnored,
  lookMatch,
  lookRequired,
  lookCreate,
  lookLink,
  lookReactivate,
  lookUpdate,
];

/**
 * Decides what is done about one person's account. Pure: the same facts give the same decision, and it never throws. The
 * first rule that has something to say makes it; `considered` lists those before it, in their order.
 */
export function decideProvisioning(facts: ProvisioningFacts): ProvisioningDecision {
  const considered: LookedAtRule[] = [];
  for (const look of RULES) {
    const rule = look(facts);
    if (rule.verdict !== undefined) return conclude(rule, considered, facts);
    considered.push(rule);
  }
  return conclude(lookUnchanged(facts), considered, facts);
}

function conclude(
  { verdict, ...rule }: LookedAtRule,
  considered: readonly LookedAtRule[],
  { finding, link }: ProvisioningFacts,
): ProvisioningDecision {
  const account = finding.by === "link" || finding.by === "row" ? finding.account : link?.target;
  return {
    result: "unchanged",
    reason: rule.why,
    ...verdict,
    rule,
    considered,
    ...(account === undefined ? {} : { account }),
  };
}
