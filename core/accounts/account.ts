import { z } from "zod";
import { type AttributeValue, attributesSchema, attributeValueSchema, nameSchema } from "../attribute-value.ts";
import { instantSchema } from "../time.ts";

/** Who can change an account. */
export const writerSchema = z.enum(["jit", "scim", "scheduled", "workflow", "manual", "expiry"]);

export type Writer = z.infer<typeof writerSchema>;

const writtenMembers = {
  writer: writerSchema,
  at: instantSchema,
  why: z.string(),
  /** Id of the mapping row or rule that caused it. */
  cause: z.exactOptional(z.string().min(1)),
} as const;

/** Who had set a value before somebody else wrote over it, and what it was. */
const overwrittenSchema = z.strictObject({
  ...writtenMembers,
  value: attributeValueSchema.readonly(),
  /** How many times in a row one of the two has put its own value back over the other's: 1 for the first time. */
  turns: z.int().min(1),
});

/** Who set a value, when, and why in one sentence. */
export const writtenSchema = z.strictObject({
  ...writtenMembers,
  /** Absent where nobody else had set it. */
  before: z.exactOptional(overwrittenSchema),
});

export type Written = z.infer<typeof writtenSchema>;

/** Who had granted a role before somebody else took it away, or the other way round. */
const overwrittenRoleSchema = z.strictObject({
  ...writtenMembers,
  /** How many times in a row one of the two has undone what the other did: 1 for the first time. */
  turns: z.int().min(1),
});

export type OverwrittenRole = z.infer<typeof overwrittenRoleSchema>;

/** A role that an account holds, and who granted it. `role` is the id of one of the application's roles. */
export const roleGrantSchema = z.strictObject({
  role: z.string().min(1),
  ...writtenMembers,
  /** Absent where nobody else had taken it away. */
  before: z.exactOptional(overwrittenRoleSchema),
});

export type RoleGrant = z.infer<typeof roleGrantSchema>;

/** Who took a role away that somebody else had granted. */
const roleTakenSchema = z.strictObject({
  ...writtenMembers,
  before: z.exactOptional(overwrittenRoleSchema),
});

export type RoleTaken = z.infer<typeof roleTakenSchema>;

/**
 * Ties a directory person to an account: who says so (issuer), and the subject with its format and qualifiers, as
 * they came at the first match. SAML core, section 2.2.2; OpenID Connect Core, section 5.7 (`iss` and `sub`).
 */
export const identityLinkSchema = z.strictObject({
  issuer: z.string().min(1),
  subject: z.string().min(1),
  format: z.exactOptional(z.string()),
  nameQualifier: z.exactOptional(z.string()),
  spNameQualifier: z.exactOptional(z.string()),
  linkedAt: instantSchema,
});

export type IdentityLink = z.infer<typeof identityLinkSchema>;

/** JSON that is kept as it came, never changed in place. */
export interface KeptMembers {
  readonly [name: string]: KeptValue;
}

type KeptValue = string | number | boolean | null | KeptMembers | readonly KeptValue[];

const keptMembersSchema: z.ZodType<KeptMembers> = z.record(nameSchema, z.json());

/**
 * The import that an account came from, and what it says of whose it is: somebody's whom provisioning knows by it, nobody's
 * who is here, or not known, since the file does not say enough.
 */
export const accountImportSchema = z.strictObject({
  /** The file's name. */
  file: z.string().min(1),
  /** By the machine's clock. */
  at: instantSchema,
  owner: z.enum(["linked", "unlinked", "notKnown"]),
  /** In one sentence, without names of people. */
  why: z.string(),
});

export type AccountImport = z.infer<typeof accountImportSchema>;

/** What an application stores about a person. */
export const accountSchema = z.strictObject({
  id: nameSchema,
  userName: z.string().min(1),
  /** False: deactivated. */
  active: z.boolean(),
  /** Made, but waiting for somebody's approval: nobody signs in to it yet. */
  held: z.exactOptional(z.boolean()),
  attributes: attributesSchema,
  roles: z.array(roleGrantSchema),
  /** Roles that somebody else than who granted them took away, by their ids. */
  rolesTaken: z.exactOptional(z.record(nameSchema, roleTakenSchema)),
  links: z.array(identityLinkSchema),
  /** Who set each value: by the names in `attributes`, and `userName` and `active`. */
  written: z.record(nameSchema, writtenSchema),
  createdAt: instantSchema,
  lastSignInAt: z.exactOptional(instantSchema),
  /** Kept for an emergency: may sign in on the application's own page, without the identity provider. */
  localSignIn: z.exactOptional(z.literal(true)),
  /** When something last changed that `written` cannot tell: a value was taken away, or a member of `scim` changed. */
  changedAt: z.exactOptional(instantSchema),
  /** Members of its SCIM user for which it has no attribute, as the client sent them. */
  scim: z.exactOptional(keptMembersSchema),
  /** Absent: it was made here. */
  imported: z.exactOptional(accountImportSchema),
});

export type Account = z.infer<typeof accountSchema>;

/** An attribute of an application's accounts. */
export const accountAttributeSchema = z.strictObject({
  name: nameSchema,
  label: z.exactOptional(z.string()),
  multiValued: z.exactOptional(z.boolean()),
  /** No two accounts may hold the same value. */
  unique: z.exactOptional(z.boolean()),
  /** Values that differ only by case are different values. */
  caseExact: z.exactOptional(z.boolean()),
  maxLength: z.exactOptional(z.int().positive()),
});

export type AccountAttribute = z.infer<typeof accountAttributeSchema>;

/** A role that an application knows. */
export const roleSchema = z.strictObject({
  id: nameSchema,
  name: z.string().min(1),
  /** Holding it is dangerous: administrators and the like. */
  privileged: z.exactOptional(z.boolean()),
});

export type Role = z.infer<typeof roleSchema>;

/** One value of an account by name: `userName` and `active`, or one of its attributes. Undefined where absent. */
export function accountValue(account: Account, name: string): AttributeValue | undefined {
  if (name === "userName") return account.userName;
  if (name === "active") return account.active;
  return Object.hasOwn(account.attributes, name) ? account.attributes[name] : undefined;
}
