import { z } from "zod";

/**
 * A group rule of Okta, as far as it is read (okta-expressions.md, section 8). Whatever else is in it is let through: the
 * document itself is kept, and an export gives it back.
 */
export const oktaGroupRuleSchema = z.looseObject({
  type: z.literal("group_rule"),
  id: z.string().nullish(),
  name: z.string().min(1),
  /** ACTIVE, INACTIVE, INVALID */
  status: z.string().nullish(),
  conditions: z.looseObject({
    people: z
      .looseObject({
        users: z.looseObject({ exclude: z.array(z.string().min(1)).nullish() }).nullish(),
        groups: z.looseObject({ exclude: z.array(z.string().min(1)).nullish() }).nullish(),
      })
      .nullish(),
    expression: z.looseObject({ type: z.string().nullish(), value: z.string() }),
  }),
  actions: z.looseObject({ assignUserToGroups: z.looseObject({ groupIds: z.array(z.string().min(1)) }) }),
  /** With `expand` alone. */
  _embedded: z.looseObject({ groupIdToGroupNameMap: z.record(z.string(), z.string()).nullish() }).nullish(),
});

export type OktaGroupRule = z.infer<typeof oktaGroupRuleSchema>;

/** One rule, or the list that Okta's API answers with. */
export const oktaGroupRulesSchema = z.union([z.array(oktaGroupRuleSchema), oktaGroupRuleSchema]);

/** The kind of expression that conditions have. */
export const OKTA_EXPRESSION = "urn:okta:expression:1.0";

/** A group of the directory, as far as rules name it. */
interface NamedGroup {
  readonly id: string;
  readonly name: string;
}

/** The groups of a rule by their ids here: found by the id, else by the name that the rule brings along. */
export function groupsOfRule(
  { actions, _embedded }: OktaGroupRule,
  groups: readonly NamedGroup[],
): readonly { readonly id: string; readonly isKnown: boolean }[] {
  const names = _embedded?.groupIdToGroupNameMap ?? {};
  return actions.assignUserToGroups.groupIds.map((id) => {
    const name = Object.hasOwn(names, id) ? names[id] : undefined;
    const found = groups.find((group) => group.id === id) ?? groups.find((group) => group.name === name);
    return { id: found?.id ?? id, isKnown: found !== undefined };
  });
}
