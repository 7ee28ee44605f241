import { z } from "zod";
import { nameSchema } from "../attribute-value.ts";
import { hrSettingsSchema } from "../directory/hr.ts";
import { jitPolicySchema } from "../jit/policy.ts";
import { conditionSchema } from "../mapping/condition.ts";
import { actionSchema } from "../simulation/action.ts";
import { expectationSchema } from "./expectation.ts";
import { saveRowSchema } from "./save-row.ts";

/** The version of the scenario format; a reader refuses what it does not know. */
export const SCENARIO_VERSION = 1;

/** How one application is provisioned in a scenario: in a way as it would be set up, with what is different about it. */
const scenarioWaySchema = z.strictObject({
  /** `jit`: by logins alone. With another way, logins go on provisioning only where `jit` is true. */
  way: z.enum(["jit", "scim", "scheduled", "manual", "workflow"]),
  jit: z.exactOptional(z.boolean()),
  /** Members of the way's settings that are other than they would be: `delayHours`, `client`, `rules`, … */
  settings: z.exactOptional(z.record(nameSchema, z.json())),
});

/** The application's policy for logins, as far as it is other than in the workspace. */
const policyChangeSchema = jitPolicySchema.partial();

/** Something that happens, once or to several people one after another. */
const doSchema = z.strictObject({
  do: actionSchema,
  /** What must hold right afterwards. */
  expect: z.exactOptional(z.array(expectationSchema)),
});

const forEachSchema = z.strictObject({
  /** People, in the order of the directory: those for whom the condition holds (`claim` names an attribute), at most so many. */
  forEach: z.strictObject({
    where: z.exactOptional(conditionSchema),
    first: z.exactOptional(z.int().min(1)),
  }),
  /** An action that names a person: `"user": "*"` is each of them. `"application": "*"`: each application too. */
  do: actionSchema,
  expect: z.exactOptional(z.array(expectationSchema)),
});

/** A row of a mapping is saved, between things that happen: in time, it takes none. */
const saveSchema = z.strictObject({ saveRow: saveRowSchema, expect: z.exactOptional(z.array(expectationSchema)) });

/** A scenario: a workspace, what happens, and what must hold. */
export const scenarioSchema = z.strictObject({
  $schema: z.exactOptional(z.string()),
  version: z.literal(SCENARIO_VERSION),
  name: z.string().min(1),
  /** For whoever reads it: what it shows, and why it matters. */
  summary: z.string().min(1),
  /** Ids of failure modes that it reproduces: `F34`. */
  shows: z.exactOptional(z.array(z.string().regex(/^F\d\d$/))),
  /** A workspace file, beside this one or in another folder; or people and applications made up from a seed. */
  workspace: z.union([
    z.string().min(1),
    z.strictObject({
      generate: z.strictObject({
        people: z.int().min(1).max(100_000),
        applications: z.int().min(0).max(100),
        seed: z.string().min(1),
      }),
    }),
  ]),
  setUp: z.exactOptional(
    z.strictObject({
      hr: z.exactOptional(hrSettingsSchema),
      /** By application id; `*`: every application. */
      ways: z.exactOptional(z.record(nameSchema, scenarioWaySchema)),
      policies: z.exactOptional(z.record(nameSchema, policyChangeSchema)),
    }),
  ),
  steps: z.array(z.union([doSchema, forEachSchema, saveSchema])).min(1),
  /** What must hold at the end. */
  expect: z.array(expectationSchema),
});

export type Scenario = z.infer<typeof scenarioSchema>;
export type ScenarioStep = Scenario["steps"][number];
export type ScenarioWay = z.infer<typeof scenarioWaySchema>;
