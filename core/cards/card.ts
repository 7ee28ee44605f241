import { z } from "zod";
import { isSafeName } from "../attribute-value.ts";

/** The version of the file format of cards. */
export const CARD_VERSION = 1;

/** What a card has to speak of. A card without a rule on one of them would hide that nothing is known. */
export const CARD_TOPICS = [
  "signOn",
  "identityKey",
  "attributes",
  "create",
  "updateAtLogin",
  "rolesAtLogin",
  "leaver",
  "limits",
  "scim",
] as const;

export type CardTopic = (typeof CARD_TOPICS)[number];

/** A month: facts about products grow old. */
const monthSchema = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, { error: "A month such as `2026-11`." });

/** Where a rule was read. */
const sourceSchema = z.strictObject({
  url: z.url({ protocol: /^https?$/ }),
  /** Only an extract of the page was seen, or a mirror of it. */
  extract: z.exactOptional(z.boolean()),
});

/**
 * A place in the settings: member names with dots between, from the application (`jit.laterLogins`), or from the
 * identity provider's connection to it (`connection.saml.nameId.format`). An item of a list is found by its `id`,
 * `name` or `account`: `accountAttributes.email.unique`, `jit.match.email.compare`.
 */
const settingPathSchema = z
  .string()
  .regex(/^[A-Za-z][\w-]*(\.[A-Za-z][\w-]*)*$/, { error: "Member names with dots between, such as `jit.laterLogins`." })
  .refine((path) => path.split(".").every(isSafeName), { error: "This name is reserved by JavaScript." });

/** A setting that a rule decides: the very value, or entries that a list must have among others. */
const cardSettingSchema = z.union([
  z.strictObject({ path: settingPathSchema, equals: z.json() }),
  z.strictObject({ path: settingPathSchema, includes: z.array(z.json()).min(1) }),
]);

export type CardSetting = z.infer<typeof cardSettingSchema>;

const ruleIdSchema = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: "Small letters, digits and hyphens." });

const topicSchema = z.enum(CARD_TOPICS);

/** What a rule leads to in an application of this kind; empty where no setting depends on it. */
const cardSettingsSchema = z.array(cardSettingSchema);

/** A rule that public documents state. */
const knownRuleSchema = z.strictObject({
  id: ruleIdSchema,
  topic: topicSchema,
  known: z.literal(true),
  /** What is so, in one or two sentences. */
  statement: z.string().min(1),
  /** `documented`: by the vendor; `thirdParty`: in somebody else's documents; `reported`: by people who met it. */
  confidence: z.enum(["documented", "thirdParty", "reported"]),
  /** When the sources were read. */
  date: monthSchema,
  sources: z.array(sourceSchema).min(1),
  settings: cardSettingsSchema,
});

/** A rule that public documents do not state, or state in different ways. It runs on an assumption, and shows. */
const unknownRuleSchema = z.strictObject({
  id: ruleIdSchema,
  topic: topicSchema,
  known: z.literal(false),
  /** What is not known. */
  question: z.string().min(1),
  confidence: z.literal("unknown"),
  /** What is taken to be so until somebody knows. Ours, not the vendor's. */
  assumption: z.string().min(1),
  date: monthSchema,
  /** What was read in vain. */
  sources: z.array(sourceSchema),
  settings: cardSettingsSchema,
});

const cardRuleSchema = z.discriminatedUnion("known", [knownRuleSchema, unknownRuleSchema]);

export type CardRule = z.infer<typeof cardRuleSchema>;

/**
 * How a kind of application behaves at sign-on and over SCIM, each rule with its sources, a date and how sure it is.
 * A card is never the vendor's product: its name ends with `-like`, and its title says where it comes from.
 */
export const behaviourCardSchema = z
  .strictObject({
    /** Lets editors check and complete the file. */
    $schema: z.exactOptional(z.string()),
    version: z.literal(CARD_VERSION),
    id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*-like$/, { error: "Small letters, ending with `-like`." }),
    name: z.string().regex(/^\S.*-like$/, { error: "A name that ends with `-like`: a card is not the product." }),
    /** What it is drawn from, so that nobody takes it for the product. */
    origin: z.string().min(1),
    date: monthSchema,
    rules: z.array(cardRuleSchema),
  })
  .superRefine(({ rules }, context) => {
    for (const topic of CARD_TOPICS.filter((wanted) => !rules.some((rule) => rule.topic === wanted))) {
      context.addIssue({
        code: "custom",
        path: ["rules"],
        message: `No rule is about \`${topic}\`; say so if unknown.`,
      });
    }
    for (const [index, { id }] of rules.entries()) {
      if (rules.findIndex((rule) => rule.id === id) === index) continue;
      context.addIssue({ code: "custom", path: ["rules", index, "id"], message: `\`${id}\` is the id of two rules.` });
    }
  });

export type BehaviourCard = z.infer<typeof behaviourCardSchema>;

/** The JSON Schema (draft 2020-12) of a card, as `fixtures/card.schema.json` publishes it. */
export function cardJsonSchema(): Readonly<Record<string, unknown>> {
  const { $schema, ...schema } = z.toJSONSchema(behaviourCardSchema);
  return {
    $schema,
    title: "Rehearsal behaviour card",
    description: "How a kind of application behaves at sign-on and over SCIM, rule by rule, with sources.",
    ...schema,
  };
}
