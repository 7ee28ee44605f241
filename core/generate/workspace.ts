import type { SigningKey } from "../idp/identity-provider.ts";
import { completeKeys } from "../store/key-material.ts";
import { WORKSPACE_VERSION, type Workspace } from "../store/workspace.ts";
import { buildApplication, planApplications } from "./application.ts";
import { buildConnection } from "./connection.ts";
import { generateDirectory } from "./directory.ts";
import { createDraw } from "./draw.ts";
import { COMPANY } from "./names.ts";

/** The most people that a workspace is made for. */
export const MOST_PEOPLE = 100_000;

/** The most applications. */
export const MOST_APPLICATIONS = 100;

/** What to make. */
export interface WorkspaceWish {
  readonly name: string;
  /** From 1 to {@link MOST_PEOPLE}. */
  readonly people: number;
  /** From 0 to {@link MOST_APPLICATIONS}. */
  readonly applications: number;
  readonly seed: string;
}

/** When the clock of every made-up workspace starts, so that two of one seed are the same. */
const EPOCH = "2026-03-02T09:00:00.000Z";

const PROVIDER = {
  id: "meridian-id",
  name: "Meridian ID",
  origin: "https://login.meridian.test",
  entityId: "https://login.meridian.test/saml/metadata",
};

/**
 * A made-up company: people, many of them awkward, and applications of several kinds that they are assigned to by groups.
 * The same wish gives the same workspace, member by member. It holds no secret yet: whatever {@link withNewKeys} makes is
 * absent, and certificates are placeholders.
 */
export function generateWorkspace({ name, people, applications, seed }: WorkspaceWish): Workspace {
  const plans = planApplications(applications, createDraw(`${seed}/applications`));
  const made = plans.map((plan) => buildApplication(plan, PROVIDER, placeholder(plan.id)));
  return {
    version: WORKSPACE_VERSION,
    name,
    description: `${COMPANY}, a made-up company of ${people} people, generated from the seed ${JSON.stringify(seed)}. The notes of people say what is awkward about them.`,
    people: "sample",
    clock: { now: EPOCH },
    seed,
    directory: generateDirectory({ people, seed }),
    identityProviders: [
      {
        ...PROVIDER,
        signOnPolicy: { secondFactor: "never", sessionMinutes: 480 },
        keys: [buildKey("RS256"), buildKey("ES256")],
        connections: made.flatMap((application, index) => {
          const plan = plans[index];
          return plan === undefined ? [] : [buildConnection(plan, application)];
        }),
      },
    ],
    applications: made,
    runtime: { identityProviders: {}, applications: {} },
    actions: 0,
  };
}

/**
 * The workspace with private keys, their certificates, client secrets, tokens and the salt of pairwise identifiers: new
 * ones each time, since secrets that follow from a seed are none. Everything else stays as it is. `now`: the machine's
 * clock, in milliseconds since the epoch.
 */
export async function withNewKeys(workspace: Workspace, now: number): Promise<Workspace> {
  const { directory } = workspace;
  // The people have nothing to do with keys, and there may be very many.
  const completed = await completeKeys({ ...workspace, directory: { users: [], groups: [] } }, now);
  return { ...completed.workspace, directory };
}

function buildKey(algorithm: SigningKey["algorithm"]): SigningKey {
  const id = `${algorithm.toLowerCase()}-1`;
  return { id, algorithm, status: "active", certificate: placeholder(id), createdAt: EPOCH };
}

/** Stands for a certificate until its key is made, wherever it is pinned. */
function placeholder(of: string): string {
  return `CERTIFICATE of ${of}`;
}
