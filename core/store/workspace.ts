import { z } from "zod";
import { directorySchema } from "../directory/directory.ts";
import { identityProviderSchema } from "../idp/identity-provider.ts";
import { identityProviderStateSchema } from "../idp/state.ts";
import { applicationSchema } from "../sp/application.ts";
import { applicationStateSchema } from "../sp/state.ts";
import { instantSchema } from "../time.ts";

/** The version of the file format. Older ones are upgraded when read; newer ones are opened read-only. */
export const WORKSPACE_VERSION = 1;

/**
 * A workspace as one JSON document. Other people's scripts read the file, so the top level is stable:
 * `version`, `name`, `clock`, `directory`, `identityProviders`, `applications`.
 */
export const workspaceSchema = z.strictObject({
  /** Lets editors check and complete the file. */
  $schema: z.exactOptional(z.string()),
  version: z.literal(WORKSPACE_VERSION),
  name: z.string().min(1),
  description: z.exactOptional(z.string()),
  /** Where the people come from; shown in the status bar. */
  people: z.enum(["sample", "imported"]),
  /** The simulated clock. It moves only when an action moves it. */
  clock: z.strictObject({ now: instantSchema }),
  /** Seed of everything random in the simulation. */
  seed: z.string().min(1),
  directory: directorySchema,
  identityProviders: z.array(identityProviderSchema),
  applications: z.array(applicationSchema),
  /** Open sessions, codes, tokens and caches of the parties, by their ids. */
  runtime: z.strictObject({
    identityProviders: z.record(z.string(), identityProviderStateSchema),
    applications: z.record(z.string(), applicationStateSchema),
  }),
  /** How many actions have run: part of the seed, so that no two actions draw the same ids. */
  actions: z.int().min(0),
});

export type Workspace = z.infer<typeof workspaceSchema>;
