import type { GroupRuleItem, GroupRuleSettings, ProviderGroupRules } from "../../core/contract/group-rules.ts";

/** What a rule that is not saved yet goes by in addresses: no id of a rule is empty. */
const NEW = "";

/** A rule as addresses name it: `acme-id/rule-finance`; without a rule: a new one. */
export function ruleKey(provider: string, rule: string = NEW): string {
  return `${encodeURIComponent(provider)}/${encodeURIComponent(rule)}`;
}

/** A rule with the identity provider that it is of; `item` undefined: a new one. */
export interface FoundRule {
  readonly provider: ProviderGroupRules;
  readonly item: GroupRuleItem | undefined;
}

/** The rule that a key names; undefined where there is none. */
export function findRule(providers: readonly ProviderGroupRules[], key: string): FoundRule | undefined {
  for (const provider of providers) {
    if (key === ruleKey(provider.id)) return { provider, item: undefined };
    const item = provider.rules.find(({ rule }) => key === ruleKey(provider.id, rule.id));
    if (item !== undefined) return { provider, item };
  }
  return undefined;
}

/** What a new rule begins with. It has no id until it has a name. */
export const NEW_RULE: GroupRuleSettings = {
  id: "new",
  name: "",
  active: false,
  when: { expression: { dialect: "okta", text: "" } },
  groups: [],
};
