import { z } from "zod";
import { accountAttributeSchema, accountSchema, roleSchema } from "../accounts/account.ts";
import { accountGroupSchema } from "../accounts/account-group.ts";
import { nameSchema } from "../attribute-value.ts";
import { jitPolicySchema } from "../jit/policy.ts";
import { attributeMappingSchema } from "../mapping/attribute-mapping.ts";
import { roleRuleSchema } from "../mapping/role-rule.ts";
import { noteSchema } from "../note.ts";
import { oidcRelyingPartySchema } from "../oidc/settings.ts";
import { samlServiceProviderSchema } from "../saml/settings.ts";
import { scimServerSchema } from "../scim/settings.ts";
import { sessionMinutesSchema } from "../time.ts";
import { originSchema } from "../url.ts";

/** A service provider: sign-on settings, accounts and their schema, roles, provisioning policy. */
export const applicationSchema = z.strictObject({
  id: nameSchema,
  name: z.string().min(1),
  /** Id of the behaviour card that it was made from, such as `slack-like`. */
  card: z.exactOptional(z.string().min(1)),
  /** Scheme and host of all its endpoints. */
  origin: originSchema,
  /** Which protocol a login uses unless told otherwise. */
  signOn: z.enum(["saml", "oidc"]),
  saml: z.exactOptional(samlServiceProviderSchema),
  oidc: z.exactOptional(oidcRelyingPartySchema),
  /** How long a session in the application lasts. */
  sessionMinutes: sessionMinutesSchema,
  accountAttributes: z.array(accountAttributeSchema),
  roles: z.array(roleSchema),
  mappings: z.array(attributeMappingSchema),
  roleRules: z.array(roleRuleSchema),
  jit: jitPolicySchema,
  /** As a SCIM service provider; absent: it offers none. */
  scim: z.exactOptional(scimServerSchema),
  accounts: z.array(accountSchema),
  /** Groups of its accounts, as SCIM keeps them. */
  groups: z.exactOptional(z.array(accountGroupSchema)),
  note: z.exactOptional(noteSchema),
});

export type Application = z.infer<typeof applicationSchema>;
