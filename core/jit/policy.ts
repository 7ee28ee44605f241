import { z } from "zod";
import { nameSchema } from "../attribute-value.ts";

/** How one account attribute is compared with what the login brought, to find the account. */
export const matchAttributeSchema = z.strictObject({
  /** Account attribute: `userName`, `externalId`, `email` or any other. */
  account: nameSchema,
  /** `subject` for the NameID or `sub`, or the name of a claim. */
  from: z.union([z.literal("subject"), z.strictObject({ claim: nameSchema })]),
  compare: z.enum(["exact", "ignoreCase"]),
});

export type MatchAttribute = z.infer<typeof matchAttributeSchema>;

/** What an application does when a login arrives: each member is one sentence that a person can read and change. */
export const jitPolicySchema = z.strictObject({
  /** False: a login never makes nor changes an account; an account that is found still signs in. */
  enabled: z.boolean(),
  /** Tried in order, after the identity link. */
  match: z.array(matchAttributeSchema),
  noMatch: z.enum(["create", "hold", "refuse"]),
  /** When the account was found by its email alone. `linkIfVerified`: only where the email is said to be verified. */
  emailOnlyMatch: z.enum(["link", "linkIfVerified", "createSecond", "refuse"]),
  deactivated: z.enum(["refuse", "reactivate"]),
  /** Logins to an account that exists, the first one too: which mapped attributes are written. */
  laterLogins: z.enum(["updateAll", "fillEmpty", "nothing"]),
  /** Claims that must not be blank. */
  requiredClaims: z.array(nameSchema),
  /** Empty: any. Compared with what follows the last `@` of the mapped email, without regard to case. */
  allowedEmailDomains: z.array(z.string().min(1)),
  /** `replace`: exactly what the rules grant; whatever else was granted, by whomever, ends. */
  roles: z.enum(["replace", "add", "firstLogin"]),
  /** Given where no role rule holds: see `noRoleRuleMatches`. */
  defaultRole: z.exactOptional(z.string().min(1)),
  noRoleRuleMatches: z.enum(["keepDefault", "keepPresent", "refuse"]),
});

export type JitPolicy = z.infer<typeof jitPolicySchema>;
