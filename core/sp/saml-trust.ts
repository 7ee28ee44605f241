import { RehearsalError } from "../errors.ts";
import { getRequest } from "../http/message.ts";
import type { Call } from "../party/party.ts";
import { type IdpMetadata, parseIdpMetadata } from "../saml/metadata.ts";
import type { SamlServiceProvider } from "../saml/settings.ts";
import type { FetchedMetadata } from "./state.ts";
import { type ApplicationWorld, applicationActor, type Refusal } from "./world.ts";

/** How long metadata is kept, in milliseconds. */
const KEPT_MS = 24 * 60 * 60_000;

/** Whom the application trusts: by settings, or by metadata that was read. */
export type Trusted =
  | {
      readonly ok: true;
      readonly provider: IdpMetadata;
      /** Whether it is worth reading again: it comes from metadata that was read before. */
      readonly isKept: boolean;
    }
  | { readonly ok: false; readonly failure: Refusal };

/** The identity provider: as pinned, as its metadata said within the last day, or else as its metadata says now. */
export async function trustedProvider(
  world: ApplicationWorld,
  call: Call,
  settings: SamlServiceProvider,
): Promise<Trusted> {
  const { trust } = settings;
  if (trust.kind === "pinned") return { ok: true, provider: trust, isKept: false };
  const kept = world.state.read().metadata;
  return kept !== undefined && kept.entityId === trust.entityId && isFresh(kept, call.now)
    ? { ok: true, provider: kept, isKept: true }
    : readMetadata(world, call, trust);
}

/**
 * Reads the metadata, and keeps it if it is that of the identity provider that is trusted. Used too where a signature
 * does not verify with the certificates that were kept: the identity provider may have taken a new one into use.
 */
export async function readMetadata(
  world: ApplicationWorld,
  call: Call,
  trust: Extract<SamlServiceProvider["trust"], { kind: "metadata" }>,
): Promise<Trusted> {
  const read = await fetchMetadata(call, trust.url);
  const problem = typeof read === "string" ? read : entityProblem(read, trust.entityId);
  recordRead(world, call, trust.entityId, read, problem);
  if (typeof read === "string" || problem !== undefined) {
    const setting = `applications/${world.application.id}/saml/trust`;
    return {
      ok: false,
      failure: { code: "SAML_METADATA", reason: problem ?? "The metadata cannot be read.", setting },
    };
  }
  const metadata: FetchedMetadata = { ...read, certificates: [...read.certificates], fetchedAt: call.now };
  world.state.write({ ...world.state.read(), metadata });
  return { ok: true, provider: read, isKept: false };
}

/** The metadata, or in one sentence why there is none. */
async function fetchMetadata(call: Call, url: string): Promise<IdpMetadata | string> {
  try {
    const { status, body } = await call.fetch(getRequest(url));
    return status === 200
      ? parseIdpMetadata(body)
      : `The identity provider answers ${status} where its metadata should be, at ${url}.`;
  } catch (error) {
    return error instanceof RehearsalError ? error.message : `Nobody answers at ${url}, where the metadata should be.`;
  }
}

function entityProblem({ entityId }: IdpMetadata, trusted: string): string | undefined {
  return entityId === trusted
    ? undefined
    : `The metadata is that of ${entityId}, but the identity provider trusted is ${trusted}.`;
}

function isFresh({ fetchedAt }: FetchedMetadata, now: number): boolean {
  return fetchedAt <= now && now < fetchedAt + KEPT_MS;
}

function recordRead(
  world: ApplicationWorld,
  call: Call,
  entityId: string,
  read: IdpMetadata | string,
  problem: string | undefined,
): void {
  const actor = applicationActor(world);
  call.record({
    kind: "checks",
    from: actor,
    to: actor,
    phase: "validate",
    status: problem === undefined ? "ok" : "refused",
    title: `${world.application.name} reads the identity provider's metadata`,
    why: "The metadata says where people sign in and with which certificates messages are signed. Whoever can change it can sign in as anybody, so it is fetched from the address that was set up, and kept for a day.",
    subject: "SAML metadata",
    checks: [
      {
        code: "SAML_METADATA",
        name: "The metadata is that of the trusted identity provider",
        result: problem === undefined ? "passed" : "failed",
        expected: entityId,
        actual: typeof read === "string" ? read : `${read.entityId}, ${read.certificates.length} certificate(s)`,
        spec: "SAML metadata 2.3.2",
        setting: `applications/${world.application.id}/saml/trust`,
      },
    ],
  });
}
