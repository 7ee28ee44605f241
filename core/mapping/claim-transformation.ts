import { z } from "zod";
import { nameSchema } from "../attribute-value.ts";
import { sourceSchema } from "./source.ts";

/**
 * Entra's claim transformations as data (reference: idp-claims.md, "Claim transforms"; Microsoft: customise SAML token
 * claims). The functions have Entra's own names.
 */

const attributeOperandSchema = z.strictObject({ attribute: nameSchema });

/** What a transformation takes or gives beside its input: an attribute of the person, or a fixed text. */
export const claimOperandSchema = z.union([attributeOperandSchema, z.strictObject({ constant: z.string() })]);

export type ClaimOperand = z.infer<typeof claimOperandSchema>;

const comparison = {
  /** What the input is compared with. */
  value: z.string().min(1),
  /** What comes out where it is so. */
  output: claimOperandSchema,
  /** What comes out where it is not; absent: nothing. */
  otherwise: z.exactOptional(claimOperandSchema),
};

const side = z.enum(["prefix", "suffix"]);

/**
 * One transformation. Each takes the output of the one before it; the first takes the claim's source. The published schema
 * has it once, by its id.
 */
export const claimTransformationSchema = z
  .discriminatedUnion("function", [
    z.strictObject({ function: z.literal("ExtractMailPrefix") }),
    z.strictObject({
      function: z.literal("Join"),
      separator: z.exactOptional(z.string()),
      with: claimOperandSchema,
    }),
    z.strictObject({ function: z.literal("ToLowercase") }),
    z.strictObject({ function: z.literal("ToUppercase") }),
    z.strictObject({ function: z.literal("Contains"), ...comparison }),
    z.strictObject({ function: z.literal("EndWith"), ...comparison }),
    z.strictObject({ function: z.literal("StartWith"), ...comparison }),
    /** What stands after a text, before one, or between two. */
    z.strictObject({
      function: z.literal("Extract"),
      after: z.exactOptional(z.string().min(1)),
      before: z.exactOptional(z.string().min(1)),
    }),
    z.strictObject({ function: z.literal("ExtractAlpha"), side }),
    z.strictObject({ function: z.literal("ExtractNumeric"), side }),
    z.strictObject({
      function: z.literal("IfEmpty"),
      output: claimOperandSchema,
      /** Absent: nothing comes out of an input that has a value. */
      otherwise: z.exactOptional(claimOperandSchema),
    }),
    z.strictObject({ function: z.literal("IfNotEmpty"), output: claimOperandSchema }),
    /** `start`: characters before the first that is taken, so that 0 is the first; `length`: absent, to the end. */
    z.strictObject({
      function: z.literal("Substring"),
      start: z.int().min(0),
      length: z.exactOptional(z.int().min(1)),
    }),
    z.strictObject({
      function: z.literal("RegexReplace"),
      /** In .NET's syntax. */
      pattern: z.string().min(1),
      /** A text in which `{name}` stands for a group of the pattern, or for one of the parameters. */
      replacement: z.string(),
      /** Further attributes of the person. */
      parameters: z.exactOptional(z.array(nameSchema)),
      /** An attribute that is sent where the pattern does not match. */
      otherwise: z.exactOptional(attributeOperandSchema),
    }),
  ])
  .meta({ id: "claimTransformation" });

export type ClaimTransformation = z.infer<typeof claimTransformationSchema>;

/** The most that a claim can have, one after the other. */
export const MOST_TRANSFORMATIONS = 2;

/** The most attributes that RegexReplace takes beside its input. */
export const MOST_PARAMETERS = 5;

/** The most groups that the conditions of one application can name, all claims together. */
export const MOST_CONDITION_GROUPS = 50;

const transformed = {
  /** Absent: what comes from the source is sent as it is. */
  transformations: z.exactOptional(z.array(claimTransformationSchema).min(1)),
  /** "Treat source as multivalued": each value is transformed; absent: the first alone. */
  multivalued: z.exactOptional(z.literal(true)),
};

/** Another source of the claim, for some people. */
export const claimConditionSchema = z
  .strictObject({
    /** Absent: people of any type. */
    userType: z.exactOptional(z.enum(["members", "guests"])),
    /** Ids of the groups of which the person is in one; absent: whatever groups they are in. */
    groups: z.exactOptional(z.array(z.string().min(1)).min(1)),
    source: sourceSchema,
    ...transformed,
  })
  .meta({ id: "claimCondition" });

export type ClaimCondition = z.infer<typeof claimConditionSchema>;

/** What may be done with a claim's source on the way to its value: members of a claim mapping and of a NameID. */
export const claimRefinementMembers = {
  ...transformed,
  /** Other sources for some people: the last that holds and gives a value counts, those with transformations last. */
  conditions: z.exactOptional(z.array(claimConditionSchema).min(1)),
};

const refinementSchema = z.strictObject(claimRefinementMembers);

export type ClaimRefinement = z.infer<typeof refinementSchema>;
