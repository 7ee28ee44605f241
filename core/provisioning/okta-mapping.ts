import { z } from "zod";

/**
 * A profile mapping of Okta, as far as it is read (okta-expressions.md, section 7). Whatever else is in it is let through:
 * the document itself is kept, and an export gives it back.
 */
const propertySchema = z.looseObject({ expression: z.string().nullish(), pushStatus: z.string().nullish() });

export type OktaProperty = z.infer<typeof propertySchema>;

const endSchema = z.looseObject({
  id: z.string().nullish(),
  name: z.string().nullish(),
  /** `user`: a person in Okta; `appuser`: a person's profile in an application. */
  type: z.string(),
});

export const oktaMappingSchema = z.looseObject({
  id: z.string().nullish(),
  source: endSchema,
  target: endSchema,
  /** By the names of the target's attributes. Okta's list of mappings leaves them out. */
  properties: z.record(z.string(), propertySchema.nullable()).nullish(),
});

export type OktaMapping = z.infer<typeof oktaMappingSchema>;

/** One mapping, or the list that Okta's API answers with. */
export const oktaMappingsSchema = z.union([z.array(oktaMappingSchema), oktaMappingSchema]);

/** `toApp`: from people in Okta to an application, which is provisioning. `toOkta`: from an application into Okta. */
export type OktaDirection = "toApp" | "toOkta" | "other";

/** Which way a mapping goes. */
export function directionOf({ source, target }: OktaMapping): OktaDirection {
  if (source.type === "user" && target.type === "appuser") return "toApp";
  return source.type === "appuser" && target.type === "user" ? "toOkta" : "other";
}

/** What Okta calls the application of a mapping. */
export function applicationNamesOf(mapping: OktaMapping): readonly string[] {
  const { name, id } = directionOf(mapping) === "toOkta" ? mapping.source : mapping.target;
  return [name, id].flatMap((each) => each ?? []);
}
