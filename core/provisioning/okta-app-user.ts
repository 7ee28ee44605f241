import { z } from "zod";

/**
 * The schema of people's profiles in an application, as Okta has it. Whatever else is in it is let through: the document
 * itself is kept.
 */
const attributeSchema = z.looseObject({
  title: z.string().nullish(),
  type: z.string().nullish(),
  required: z.boolean().nullish(),
  /** What the application calls it: `name.givenName`. */
  externalName: z.string().nullish(),
  /** The SCIM schema that it belongs to. */
  externalNamespace: z.string().nullish(),
  /** `READ_ONLY`, `READ_WRITE`, `WRITE_ONLY`, `IMMUTABLE`. */
  mutability: z.string().nullish(),
  scope: z.string().nullish(),
});

const sectionSchema = z.looseObject({
  properties: z.record(z.string(), attributeSchema).nullish(),
  required: z.array(z.string()).nullish(),
});

export const oktaAppUserSchemaSchema = z.looseObject({
  name: z.string().nullish(),
  title: z.string().nullish(),
  definitions: z.looseObject({ base: sectionSchema.nullish(), custom: sectionSchema.nullish() }),
});

export type OktaAppUserSchema = z.infer<typeof oktaAppUserSchemaSchema>;

/** An attribute of people's profiles in an application. */
export interface OktaAppAttribute {
  /** Its variable name: the target of mappings. */
  readonly name: string;
  /** `definitions.base.properties.givenName` */
  readonly place: string;
  /** `string`, `array`, …; absent: not said. */
  readonly type?: string;
  readonly required: boolean;
  readonly readOnly: boolean;
  /** Where it stands in a SCIM user; absent: the schema does not say it. */
  readonly path?: string;
}

/** The attributes of a schema: those of every application first, then its own. */
export function appAttributesOf({ definitions }: OktaAppUserSchema): readonly OktaAppAttribute[] {
  return (["base", "custom"] as const).flatMap((section) => {
    const { properties, required } = definitions[section] ?? {};
    return Object.entries(properties ?? {}).map(([name, attribute]): OktaAppAttribute => {
      const path = scimPathOf(attribute);
      return {
        name,
        place: `definitions.${section}.properties.${name}`,
        ...(typeof attribute.type === "string" ? { type: attribute.type } : {}),
        required: attribute.required === true || required?.includes(name) === true,
        readOnly: attribute.mutability === "READ_ONLY",
        ...(path === undefined ? {} : { path }),
      };
    });
  });
}

const CORE_USER = "urn:ietf:params:scim:schemas:core:2.0:User";

/** `emails.^[type=='work'].value`, with or without quotes, as guides to Okta's profile editor write it. */
const ELEMENT = /^(\w+)\.\^\[(\w+)\s*==\s*(?:'([^'\]"]*)'|([^'\]"]*))\]\.(\w+)$/;

/** The path of an external name: `name.givenName`, `emails[type eq "work"].value`, `urn:…:User:department`. */
function scimPathOf({ externalName, externalNamespace }: z.infer<typeof attributeSchema>): string | undefined {
  const name = externalName?.trim() ?? "";
  if (name === "") return undefined;
  const [, list, by, quoted, bare = "", value] = ELEMENT.exec(name) ?? [];
  const path = list === undefined ? name : `${list}[${by} eq "${quoted ?? bare}"].${value}`;
  const isCore = externalNamespace === null || externalNamespace === undefined || externalNamespace === CORE_USER;
  return isCore || externalNamespace === "" ? path : `${externalNamespace}:${path}`;
}
