import { z } from "zod";
import { writerSchema } from "../accounts/account.ts";
import { attributeValueSchema, nameSchema } from "../attribute-value.ts";

/** How many: exactly, or from and to. */
const countSchema = z.union([
  z.int().min(0),
  z.strictObject({ atLeast: z.exactOptional(z.int().min(0)), atMost: z.exactOptional(z.int().min(0)) }),
]);

export type Count = z.infer<typeof countSchema>;

/** One account: of a person (a userName of the directory), or of this user name. */
const accountExpectationSchema = z.strictObject({
  account: z.strictObject({ application: nameSchema, of: z.string().min(1) }),
  /** False: there must be none. */
  exists: z.exactOptional(z.boolean()),
  /** How many accounts the person has. */
  many: z.exactOptional(countSchema),
  active: z.exactOptional(z.boolean()),
  /** Whether anybody ever signed in to it. */
  used: z.exactOptional(z.boolean()),
  /** By name, `userName` too; null: it must have none. */
  attributes: z.exactOptional(z.record(nameSchema, attributeValueSchema)),
  /** Exactly these roles. */
  roles: z.exactOptional(z.array(nameSchema)),
  hasRoles: z.exactOptional(z.array(nameSchema)),
  lacksRoles: z.exactOptional(z.array(nameSchema)),
  /** Who wrote a value last. */
  writtenBy: z.exactOptional(z.record(nameSchema, writerSchema)),
  /** The two who keep changing this attribute back, or who keep granting this role and taking it away. */
  conflict: z.exactOptional(
    z.union([
      z.strictObject({ attribute: nameSchema, between: z.array(writerSchema).length(2) }),
      z.strictObject({ role: nameSchema, between: z.array(writerSchema).length(2) }),
    ]),
  ),
});

/** All accounts of an application (`*`: of every application), as far as they are like this. */
const accountsExpectationSchema = z.strictObject({
  accounts: z.strictObject({
    application: nameSchema,
    active: z.exactOptional(z.boolean()),
    used: z.exactOptional(z.boolean()),
    hasRole: z.exactOptional(nameSchema),
    /** Attributes with these very values. */
    where: z.exactOptional(z.record(nameSchema, attributeValueSchema)),
  }),
  count: countSchema,
});

/** People by how their accounts stand to what HR and the mappings say. `waiting`: to have access, and without. */
const accessExpectationSchema = z.strictObject({
  access: z.strictObject({
    application: nameSchema,
    state: z.enum(["none", "waiting", "correct", "stale", "excess", "orphaned"]),
  }),
  count: countSchema,
});

/** How the last action ended. */
const outcomeExpectationSchema = z.strictObject({
  outcome: z.strictObject({
    result: z.exactOptional(z.enum(["signedIn", "refused", "done"])),
    code: z.exactOptional(z.string().min(1)),
    decision: z.exactOptional(z.string().min(1)),
  }),
});

/** Something that must hold. */
export const expectationSchema = z.union([
  accountExpectationSchema,
  accountsExpectationSchema,
  accessExpectationSchema,
  outcomeExpectationSchema,
]);

export type Expectation = z.infer<typeof expectationSchema>;
export type AccountExpectation = z.infer<typeof accountExpectationSchema>;
export type AccountsExpectation = z.infer<typeof accountsExpectationSchema>;
export type AccessExpectation = z.infer<typeof accessExpectationSchema>;
export type OutcomeExpectation = z.infer<typeof outcomeExpectationSchema>;
