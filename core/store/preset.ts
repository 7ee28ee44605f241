import { randomBytes } from "node:crypto";
import { isoInstant } from "../time.ts";
import { readText } from "./durable-file.ts";
import { fixtureFile } from "./fixture-file.ts";
import { renewKeys } from "./key-material.ts";
import { createSigningKey } from "./keys.ts";
import { parseWorkspace } from "./parse.ts";
import { WORKSPACE_VERSION, type Workspace } from "./workspace.ts";

/** The workspaces that are published with the program, in `fixtures/workspaces/`. */
export type SampleName = "acme";

/** What a new workspace holds: a sample, or one identity provider and nobody. */
export type Preset = SampleName | "blank";

const DAY_MS = 86_400_000;

/**
 * A new workspace with key material of its own. A sample keeps its simulated clock, which its accounts and people go
 * with; a blank one begins at `now`, in milliseconds since the epoch.
 */
export async function newWorkspace(request: {
  readonly name: string;
  readonly preset: Preset;
  readonly now: number;
}): Promise<Workspace> {
  const { name, preset, now } = request;
  const seed = randomBytes(16).toString("hex");
  if (preset === "blank") return { ...(await buildBlank(now)), name, seed };
  const { workspace } = await renewKeys(await readSample(preset), now);
  const { $schema: _, description: __, ...copy } = workspace;
  return { ...copy, name, seed, runtime: { identityProviders: {}, applications: {} }, actions: 0 };
}

/** A sample as it was published, with its published keys: good for reading and for simulations, for nothing real. */
export async function readSample(name: SampleName): Promise<Workspace> {
  const file = await fixtureFile("workspaces", `${name}.json`);
  return parseWorkspace((await readText(file)).text, file);
}

async function buildBlank(now: number): Promise<Omit<Workspace, "name" | "seed">> {
  const name = "Identity provider";
  const origin = "https://login.organisation.test";
  const key = await createSigningKey({ algorithm: "RS256", commonName: name, notBefore: now - DAY_MS, years: 10 });
  return {
    version: WORKSPACE_VERSION,
    people: "imported",
    clock: { now: isoInstant(now) },
    directory: { users: [], groups: [] },
    identityProviders: [
      {
        id: "idp",
        name,
        origin,
        entityId: `${origin}/saml/metadata`,
        signOnPolicy: { secondFactor: "onRequest", sessionMinutes: 480 },
        keys: [key],
        pairwiseSalt: randomBytes(32).toString("base64url"),
        connections: [],
      },
    ],
    applications: [],
    runtime: { identityProviders: {}, applications: {} },
    actions: 0,
  };
}
