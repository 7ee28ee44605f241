import { z } from "zod";
import { attributeValueSchema, nameSchema } from "../attribute-value.ts";
import { modeSchema } from "../compare/mode.ts";
import { compareRequestSchema } from "../compare/request.ts";
import { directoryGroupSchema, directoryUserSchema } from "../directory/directory.ts";
import { hrSettingsSchema } from "../directory/hr.ts";
import { exportKindSchema } from "../export/export-kind.ts";
import { peopleNamesSchema } from "../export/people-names.ts";
import { dialectIdSchema, expressionPlaceSchema, expressionSettingsSchema } from "../expression/dialect.ts";
import { connectionSchema } from "../idp/identity-provider.ts";
import { productSchema } from "../idp/product.ts";
import { actionSchema } from "../simulation/action.ts";
import { applicationSchema } from "../sp/application.ts";
import { domainSchema } from "../url.ts";
import { groupRuleChangeSchema } from "./group-rules.ts";
import { importChoicesSchema, importedFileSchema } from "./imports.ts";

/**
 * Every method of the contract with the schema of its arguments. Hosts hand arguments over as they came; the engine
 * holds them against these schemas before anything else happens. For the window, types come from here and nothing else
 * does: `import type`.
 */

/**
 * An application without its accounts and their groups, which no edit carries. Private keys, client secrets and bearer
 * tokens never leave the engine: absent means "as it is".
 */
export const applicationSettingsSchema = applicationSchema.omit({ accounts: true, groups: true });

/** What no system of files takes, or takes for something else: separators, wildcards, quotes, pipes, control characters. */
const UNSAFE_IN_FILE_NAME = /[/\\:*?"<>|\p{Cc}\p{Cs}\u2028\u2029]/u;

/** Names of devices on Windows, with whatever ending. */
const DEVICE_NAME =
  /^(con|prn|aux|nul|com[0-9\u00b9\u00b2\u00b3]|lpt[0-9\u00b9\u00b2\u00b3]|conin\$|conout\$)\s*(\.|$)/i;

/**
 * A name for the file of a workspace, without its ending: what stands in links. Whatever every system takes as the name
 * of one file: there is no separator in it, so that it never leads out of the folder. At most 200 bytes, so that the
 * names of its journal and lock still fit.
 */
const workspaceIdSchema = z
  .string()
  .refine((id) => id !== "" && new TextEncoder().encode(id).length <= 200, {
    error: "A file name has at least one character, and at most 200 bytes.",
  })
  .refine((id) => !UNSAFE_IN_FILE_NAME.test(id), {
    error: 'A file name has no / \\ : * ? " < > | and no control characters.',
  })
  .refine((id) => !/^[. ]|[. ]$/.test(id), { error: "A file name neither begins nor ends with a dot or a space." })
  .refine((id) => !DEVICE_NAME.test(id), { error: "This name is a device on Windows; add something to it." });

/** What a person types as the name of something. */
const labelSchema = z.string().trim().min(1).max(200);

const inWorkspace = { workspace: workspaceIdSchema } as const;

/** An application with the identity provider's connection to it, as an editor holds them. */
const configurationSchema = z.strictObject({
  application: applicationSettingsSchema,
  /** The identity provider that knows it, and its settings there. */
  provider: nameSchema,
  connection: connectionSchema,
});

/** An expression as it is being written: what is too long for one, or cannot be read, is a finding and no bad call. */
const writtenExpressionSchema = z.strictObject({
  dialect: dialectIdSchema,
  text: z.string().max(100_000),
  place: expressionPlaceSchema,
  settings: z.exactOptional(expressionSettingsSchema),
});

/** Somebody logs in; and everything else that can happen. */
const [loginSchema, ...happeningSchemas] = actionSchema.options;
const happeningSchema = z.discriminatedUnion("type", happeningSchemas);

/** What is different when a run is run again: one member of a person or of an application, so that nothing else can be. */
const oneChangeSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("attribute"),
    /** Id of the person. */
    person: nameSchema,
    name: nameSchema,
    /** Absent: taken away. */
    value: z.exactOptional(attributeValueSchema),
  }),
  z.strictObject({
    kind: z.literal("policy"),
    application: nameSchema,
    /** The members that are one choice out of a few. */
    member: z.enum([
      "enabled",
      "noMatch",
      "emailOnlyMatch",
      "deactivated",
      "laterLogins",
      "roles",
      "noRoleRuleMatches",
    ]),
    value: z.union([z.string(), z.boolean()]),
  }),
  /** The value that a role rule of one test compares with. */
  z.strictObject({ kind: z.literal("roleRule"), application: nameSchema, rule: nameSchema, value: z.string() }),
]);

/** Which product an identity provider is to be like, and what becomes of the connections that it has. */
const productWish = {
  /** Id of the identity provider. */
  provider: nameSchema,
  product: productSchema,
  /** What the organisation is called there; absent: as it is called already, or a name that is made up. */
  tenant: z.exactOptional(labelSchema),
  /** The verified domains of that organisation, its default one first; empty: nobody says. Absent: as they are. */
  domains: z.exactOptional(z.array(domainSchema).max(1_000)),
  /** Takes the product's issuer for its entityID. Absent: it keeps its own. */
  issuer: z.exactOptional(z.boolean()),
  /** As they are, with the product's defaults alone, or with these and every claim that the application reads. */
  connections: z.enum(["keep", "defaults", "defaultsAndRead"]),
} as const;

/** What is to be done to the rules of an identity provider (its id). */
const groupRuleWish = { provider: nameSchema, change: groupRuleChangeSchema } as const;

/** What is compared. `from`: the checkpoint where it begins; absent: it begins from now. */
const compared = {
  ...inWorkspace,
  request: compareRequestSchema,
  from: z.exactOptional(z.string().min(1)),
} as const;

export const methods = {
  "app.about": z.strictObject({}),

  "workspaces.list": z.strictObject({}),
  "workspaces.create": z.strictObject({
    name: labelSchema,
    preset: z.enum(["acme", "blank"]),
    /** How many people a sample has: its own, or made up to this number. */
    people: z.exactOptional(z.int().min(1).max(100_000)),
  }),
  /** A workspace file that somebody opened or dropped, as text: copied into the folder. */
  "workspaces.import": z.strictObject({ name: labelSchema, text: z.string().max(256 * 1024 * 1024) }),
  "workspaces.open": z.strictObject(inWorkspace),
  "workspaces.close": z.strictObject(inWorkspace),
  "workspaces.remove": z.strictObject(inWorkspace),
  "workspaces.share": z.strictObject({ ...inWorkspace, pseudonymise: z.boolean() }),

  "history.list": z.strictObject(inWorkspace),
  /** Every change of every account that was kept. Long: it reports progress and can be cancelled. */
  "history.changes": z.strictObject(inWorkspace),
  "history.undo": z.strictObject(inWorkspace),
  "history.redo": z.strictObject(inWorkspace),
  "checkpoints.add": z.strictObject({ ...inWorkspace, name: labelSchema }),
  "checkpoints.return": z.strictObject({ ...inWorkspace, record: z.string().min(1) }),

  "directory.table": z.strictObject(inWorkspace),
  "directory.person": z.strictObject({ ...inWorkspace, person: nameSchema }),
  /** People to write, new ones too; all in one edit. */
  "directory.savePeople": z.strictObject({ ...inWorkspace, people: z.array(directoryUserSchema).min(1) }),
  /** One attribute, `active` or one group, for several people at once. */
  "directory.changePeople": z.strictObject({
    ...inWorkspace,
    people: z.array(nameSchema).min(1),
    change: z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("attribute"), name: nameSchema, value: z.union([z.string(), z.null()]) }),
      z.strictObject({ kind: z.literal("active"), value: z.boolean() }),
      z.strictObject({ kind: z.literal("joinGroup"), group: nameSchema }),
      z.strictObject({ kind: z.literal("leaveGroup"), group: nameSchema }),
    ]),
  }),
  "directory.removePeople": z.strictObject({ ...inWorkspace, people: z.array(nameSchema).min(1) }),
  "directory.saveGroup": z.strictObject({ ...inWorkspace, group: directoryGroupSchema }),
  "directory.removeGroup": z.strictObject({ ...inWorkspace, group: nameSchema }),

  /** The rules that put people into groups. */
  "groupRules.read": z.strictObject(inWorkspace),
  /** Who would join and leave which group. Nothing is saved. Long: it reports progress and can be cancelled. */
  "groupRules.plan": z.strictObject({ ...inWorkspace, ...groupRuleWish }),
  /** Rules that become active, or change, are worked out for everybody at once, as a run of its own. Long, like `groupRules.plan`. */
  "groupRules.change": z.strictObject({ ...inWorkspace, ...groupRuleWish }),

  /** The kinds of files that are read. */
  "imports.kinds": z.strictObject({}),
  /** What importing a file would do. Nothing is saved. Long: it reports progress and can be cancelled. */
  "imports.plan": z.strictObject({ ...inWorkspace, file: importedFileSchema, choices: importChoicesSchema }),
  /** Imports a file, in one edit. Long, like `imports.plan`; whatever is cancelled has not happened at all. */
  "imports.apply": z.strictObject({ ...inWorkspace, file: importedFileSchema, choices: importChoicesSchema }),

  /** The kinds of files that are written. */
  "exports.list": z.strictObject({}),
  /** A part of the workspace in the format of a product. Nothing is changed. Long: it reports progress and can be cancelled. */
  "exports.make": z.strictObject({
    ...inWorkspace,
    kind: exportKindSchema,
    application: z.exactOptional(nameSchema),
    identityProvider: z.exactOptional(nameSchema),
    /** For a list of people; absent: Entra's. */
    names: z.exactOptional(peopleNamesSchema),
  }),

  "applications.cards": z.strictObject({}),
  "applications.read": z.strictObject({ ...inWorkspace, application: nameSchema }),
  "applications.create": z.strictObject({
    ...inWorkspace,
    name: labelSchema,
    /** Id of a behaviour card; absent: an application of no particular kind. */
    card: z.exactOptional(nameSchema),
    signOn: z.enum(["saml", "oidc"]),
  }),
  "applications.save": z.strictObject({ ...inWorkspace, configuration: configurationSchema }),
  /** How an application would be provisioned in a way that nobody has set up yet. */
  "applications.derive": z.strictObject({
    ...inWorkspace,
    application: nameSchema,
    way: z.enum(["scim", "scheduled", "manual", "workflow"]),
  }),
  "applications.remove": z.strictObject({ ...inWorkspace, application: nameSchema }),

  /** The products that an identity provider can be like, and how each provider here stands beside its own. */
  "identityProviders.products": z.strictObject(inWorkspace),
  /** What making a provider like a product would do: what its applications would no longer understand. Nothing is saved. */
  "identityProviders.plan": z.strictObject({ ...inWorkspace, ...productWish }),
  "identityProviders.saveProduct": z.strictObject({ ...inWorkspace, ...productWish }),

  /** What a login would bring and do, on settings or on a person as they are being edited. Nothing is saved. */
  "preview.login": z.strictObject({
    ...inWorkspace,
    application: nameSchema,
    person: z.union([nameSchema, directoryUserSchema]),
    configuration: z.exactOptional(configurationSchema),
  }),
  /** What the mapping rows and role rules give for everybody. Long: it reports progress and can be cancelled. */
  "preview.population": z.strictObject({ ...inWorkspace, configuration: configurationSchema }),

  /** What can be written in a language: for completion and help. */
  "expressions.language": z.strictObject({ ...inWorkspace, dialect: dialectIdSchema }),
  /** An expression that somebody is writing, checked, and evaluated for one person; beside it the saved one. Nothing is saved. */
  "expressions.try": z.strictObject({
    ...inWorkspace,
    expression: writtenExpressionSchema,
    saved: z.exactOptional(writtenExpressionSchema),
    /** Id; absent: it is checked and not evaluated. */
    person: z.exactOptional(nameSchema),
    /** The application that it is a provisioning row of: the person is then looked at as its next cycle would. */
    application: z.exactOptional(nameSchema),
    /** The target of that row: whether somebody has a value there already is then known. */
    target: z.exactOptional(z.string().max(300)),
  }),
  /**
   * What one row of a draft gives for everybody: `row` says which, of provisioning or of the claims of a protocol. Long: it
   * reports progress and can be cancelled.
   */
  "mappings.count": z.strictObject({
    ...inWorkspace,
    configuration: configurationSchema,
    row: z.strictObject({ kind: z.enum(["provisioning", "saml", "oidc"]), id: nameSchema }),
  }),

  /** The same events through several ways. Long: it reports progress and can be cancelled. Nothing is saved. */
  "compare.run": z.strictObject(compared),
  /** Scripts of events that are ready to be compared; those about one person are about `person`, where one is given. */
  "compare.presets": z.strictObject({ ...inWorkspace, person: z.exactOptional(nameSchema) }),
  /** What happened at a boundary of a comparison, as a run that is not saved. Long, like `compare.run`. */
  "compare.open": z.strictObject({
    ...compared,
    mode: modeSchema,
    /** Where the stretch begins, in milliseconds since the epoch. */
    at: z.int(),
    person: nameSchema,
    application: nameSchema,
  }),
  /** What happened after a checkpoint, as a comparison: as it is set, beside SCIM. */
  "compare.fromHistory": z.strictObject({ ...inWorkspace, record: z.string().min(1) }),

  "runs.login": z.strictObject({ ...inWorkspace, action: loginSchema }),
  /**
   * Anything else happens: to a person, to an account, or that time passes. Long where many people are concerned: it
   * reports progress and can be cancelled. Whatever is cancelled has not happened at all, time that was to pass neither.
   */
  "runs.act": z.strictObject({ ...inWorkspace, action: happeningSchema }),
  "runs.read": z.strictObject({ ...inWorkspace, run: z.string().min(1) }),
  /**
   * The same run once more with every step about one person, where it was about so many that not all are kept. Nothing is
   * saved. Long: it reports progress and can be cancelled.
   */
  "runs.person": z.strictObject({ ...inWorkspace, run: z.string().min(1), person: nameSchema }),
  /** The same login once more, with one change, from where the run began. Nothing is saved. */
  "runs.again": z.strictObject({ ...inWorkspace, run: z.string().min(1), change: oneChangeSchema }),

  /** The clock, what is due by itself, and how each application gets its accounts. */
  "lifecycle.read": z.strictObject(inWorkspace),
  /** How late the directory hears from HR, and what becomes of open sessions when somebody is disabled. */
  "lifecycle.save": z.strictObject({
    ...inWorkspace,
    hr: hrSettingsSchema,
    /** Ids of the identity providers that end their sessions and tokens of whoever is disabled. */
    revokeOnDisable: z.array(nameSchema),
  }),

  /** Live mode: the parties of the workspace on this machine's network, for real clients. Not every host offers it. */
  "live.read": z.strictObject(inWorkspace),
  /**
   * `port`: the parties take those behind it; absent or 0: any that are free. `allowReset`: a POST to an address of its
   * own puts everything back to where it began. `due`: what is due happens by itself, unless it is false.
   */
  "live.start": z.strictObject({
    ...inWorkspace,
    port: z.exactOptional(z.int().min(0).max(65_535)),
    allowReset: z.exactOptional(z.boolean()),
    due: z.exactOptional(z.boolean()),
  }),
  /** Holds off what is due while live mode runs, or lets it happen by itself again. */
  "live.setDue": z.strictObject({ ...inWorkspace, due: z.boolean() }),
  "live.stop": z.strictObject(inWorkspace),

  "accounts.table": z.strictObject({ ...inWorkspace, application: nameSchema }),
  "accounts.read": z.strictObject({ ...inWorkspace, application: nameSchema, account: nameSchema }),
  /**
   * What differs between the accounts of an application and the directory. Nothing is changed, and nothing recorded. Long:
   * it reports progress and can be cancelled.
   */
  "accounts.compare": z.strictObject({ ...inWorkspace, application: nameSchema }),
  /** Decides on an account that waits for approval. */
  "accounts.decide": z.strictObject({
    ...inWorkspace,
    application: nameSchema,
    account: nameSchema,
    approve: z.boolean(),
  }),
} as const satisfies Readonly<Record<string, z.ZodType>>;

/** The name of a method: `runs.login`. */
export type Method = keyof typeof methods;

/** What a method is called with: plain JSON. */
export type Arguments<M extends Method> = z.infer<(typeof methods)[M]>;

/** Something that happens, other than a login. */
export type Happening = z.infer<typeof happeningSchema>;

export type ApplicationSettings = z.infer<typeof applicationSettingsSchema>;
export type Configuration = z.infer<typeof configurationSchema>;
export type OneChange = z.infer<typeof oneChangeSchema>;
export type PeopleChange = Arguments<"directory.changePeople">["change"];
