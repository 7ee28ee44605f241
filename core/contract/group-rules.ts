import { z } from "zod";
import { nameSchema } from "../attribute-value.ts";
import { type GroupRules, groupRuleSchema, groupRulesSchema } from "../idp/group-rules.ts";
import type { Problem } from "../store/problem.ts";

/** A group rule as an editor holds it: without the document that it was imported from, which stays as it is. */
export const groupRuleSettingsSchema = groupRuleSchema.omit({ imported: true });

export type GroupRuleSettings = z.infer<typeof groupRuleSettingsSchema>;

/** What can be done to the rules of an identity provider. */
export const groupRuleChangeSchema = z.discriminatedUnion("kind", [
  /** A rule that is new, or in the place of the one with its id; one that is active can only be deactivated. */
  z.strictObject({ kind: z.literal("save"), rule: groupRuleSettingsSchema }),
  /** `members`: what becomes of those whom rules put into its groups, where no other rule gives these. */
  z.strictObject({ kind: z.literal("remove"), rule: nameSchema, members: z.enum(["stay", "leave"]) }),
  z.strictObject({ kind: z.literal("whoStopsMatching"), value: groupRulesSchema.shape.whoStopsMatching }),
]);

export type GroupRuleChange = z.infer<typeof groupRuleChangeSchema>;

/** A rule with what is worth knowing of it. */
export interface GroupRuleItem {
  readonly rule: GroupRuleSettings;
  /** Its condition in one line. */
  readonly condition: string;
  /** It came from a file. */
  readonly imported: boolean;
  /** People whom rules put into one of its groups. */
  readonly members: number;
  /** By their places in the rule: `when.expression.text`. */
  readonly problems: readonly Problem[];
}

/** The rules of an identity provider. */
export interface ProviderGroupRules {
  readonly id: string;
  readonly name: string;
  readonly whoStopsMatching: GroupRules["whoStopsMatching"];
  readonly rules: readonly GroupRuleItem[];
}

/** What a change of rules would do to everybody. */
export interface GroupRulePlan {
  /** How many people there are. */
  readonly people: number;
  /** Of a rule that is saved: for how many it holds, and for how many nobody can tell. */
  readonly holds?: number;
  readonly open?: { readonly count: number; readonly why: string };
  /** Each group that anybody would join or leave. */
  readonly moves: readonly GroupMove[];
}

/** `joining` and `leaving`: the ids of the first people. */
export interface GroupMove {
  readonly group: string;
  readonly joins: number;
  readonly leaves: number;
  readonly joining: readonly string[];
  readonly leaving: readonly string[];
}
