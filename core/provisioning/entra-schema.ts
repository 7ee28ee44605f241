import { z } from "zod";

/**
 * An exported synchronization schema of Entra, as far as it is read (entra-schema-format.md). Whatever else is in it is
 * let through: the document itself is kept, and an export gives it back.
 */
const attributeMappingSchema = z.looseObject({
  targetAttributeName: z.string().min(1),
  source: z.unknown(),
  defaultValue: z.union([z.string(), z.number(), z.boolean()]).nullish(),
  flowType: z.string().nullish(),
  flowBehavior: z.string().nullish(),
  matchingPriority: z.int().nullish(),
});

export type EntraAttributeMapping = z.infer<typeof attributeMappingSchema>;

const objectMappingSchema = z.looseObject({
  enabled: z.boolean().nullish(),
  /** `Add,Update,Delete`, with or without blanks. */
  flowTypes: z.string().nullish(),
  name: z.string().nullish(),
  sourceObjectName: z.string(),
  targetObjectName: z.string(),
  scope: z.looseObject({}).nullish(),
  attributeMappings: z.array(attributeMappingSchema).nullish(),
});

export type EntraObjectMapping = z.infer<typeof objectMappingSchema>;

const ruleSchema = z.looseObject({
  name: z.string().nullish(),
  priority: z.number().nullish(),
  sourceDirectoryName: z.string().nullish(),
  targetDirectoryName: z.string().nullish(),
  objectMappings: z.array(objectMappingSchema).nullish(),
});

export type EntraRule = z.infer<typeof ruleSchema>;

const attributeDefinitionSchema = z.looseObject({
  name: z.string(),
  anchor: z.boolean().nullish(),
  required: z.boolean().nullish(),
  multivalued: z.boolean().nullish(),
  mutability: z.string().nullish(),
  defaultValue: z.union([z.string(), z.number(), z.boolean()]).nullish(),
});

/** What a directory's object has for an attribute. */
export type EntraAttributeDefinition = z.infer<typeof attributeDefinitionSchema>;

const directorySchema = z.looseObject({
  name: z.string(),
  objects: z
    .array(z.looseObject({ name: z.string(), attributes: z.array(attributeDefinitionSchema).nullish() }))
    .nullish(),
});

export const entraSchemaSchema = z.looseObject({
  synchronizationRules: z.array(ruleSchema),
  /** A relationship of Microsoft Graph: not every export has it. */
  directories: z.array(directorySchema).nullish(),
});

export type EntraSchema = z.infer<typeof entraSchemaSchema>;

/** An object mapping with where it stands. */
export interface PlacedObjectMapping {
  /** `synchronizationRules[0].objectMappings[1]` */
  readonly place: string;
  /** The indexes of it: of the rule, and within the rule. */
  readonly indexes: readonly [rule: number, mapping: number];
  readonly rule: EntraRule;
  readonly mapping: EntraObjectMapping;
}

/** Every object mapping, in the order in which Entra goes through the rules: the lowest priority first. */
export function objectMappingsOf({ synchronizationRules }: EntraSchema): readonly PlacedObjectMapping[] {
  const rules = [...synchronizationRules.entries()].toSorted(
    ([, left], [, right]) => (left.priority ?? 0) - (right.priority ?? 0),
  );
  return rules.flatMap(([ruleIndex, rule]) =>
    (rule.objectMappings ?? []).map((mapping, index) => ({
      place: `synchronizationRules[${ruleIndex}].objectMappings[${index}]`,
      indexes: [ruleIndex, index] as const,
      rule,
      mapping,
    })),
  );
}

/** The mapping of people, or of groups, that counts: the first that is enabled, else the first. */
export function findObjectMapping(
  schema: EntraSchema,
  sourceObject: "User" | "Group",
): PlacedObjectMapping | undefined {
  const found = objectMappingsOf(schema).filter(
    ({ mapping }) => mapping.sourceObjectName.toLowerCase() === sourceObject.toLowerCase(),
  );
  return found.find(({ mapping }) => mapping.enabled !== false) ?? found[0];
}

/** The attributes of an object of a directory; undefined where the export does not say them. */
export function findDefinitions(
  { directories }: EntraSchema,
  directory: string | null | undefined,
  object: string,
): readonly EntraAttributeDefinition[] | undefined {
  const found = directories?.find(({ name }) => name === directory)?.objects?.find(({ name }) => name === object);
  const attributes = found?.attributes ?? [];
  return attributes.length === 0 ? undefined : attributes;
}

/** What a client may do, by the `flowTypes` of an object mapping. Deactivating is an update in Entra. */
export function actionsOf({ flowTypes }: EntraObjectMapping): {
  readonly create: boolean;
  readonly update: boolean;
  readonly disable: boolean;
  readonly delete: boolean;
} {
  const types = new Set((flowTypes ?? "").split(",").map((type) => type.trim().toLowerCase()));
  const update = types.has("update");
  return { create: types.has("add"), update, disable: update, delete: types.has("delete") };
}
