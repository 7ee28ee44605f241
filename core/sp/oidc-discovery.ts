import { getRequest } from "../http/message.ts";
import { DISCOVERY_RULES, discoveryUrl, type ProviderMetadata, parseDiscovery } from "../oidc/discovery.ts";
import { parseJwks } from "../oidc/jwks.ts";
import type { OidcRelyingParty } from "../oidc/settings.ts";
import type { JsonAnswer } from "../oidc/token-response.ts";
import type { Call } from "../party/party.ts";
import { checkRules, type Failure, failed, passed, type Rule } from "../trace/checklist.ts";
import type { Check } from "../trace/step.ts";
import { fetchJson } from "./oidc-fetch.ts";
import type { FetchedDiscovery } from "./state.ts";
import { type ApplicationWorld, applicationActor } from "./world.ts";

/** How long the configuration and the keys of a provider are kept, in milliseconds. */
const KEPT_MS = 24 * 60 * 60_000;

/** The configuration and the keys of the provider that the application is set up for. */
export interface Provider {
  readonly metadata: ProviderMetadata;
  readonly jwks: FetchedDiscovery["jwks"];
}

export type Discovered =
  | { readonly ok: true; readonly provider: Provider }
  | { readonly ok: false; readonly failure: Failure };

/** The provider's configuration and keys: as they were read within the last day, else read now (OpenID Connect Discovery, section 4). */
export async function discoverProvider(
  world: ApplicationWorld,
  call: Call,
  settings: OidcRelyingParty,
): Promise<Discovered> {
  const kept = world.state.read().discovery;
  const metadata = kept === undefined ? undefined : parseDiscovery(kept.configuration);
  if (kept !== undefined && metadata?.issuer === settings.issuer && isFresh(kept, call.now)) {
    return { ok: true, provider: { metadata, jwks: kept.jwks } };
  }
  return readProvider(world, call, settings);
}

/** Reads the keys again: the provider may have taken a new one into use (OpenID Connect Core, section 10.1.1). */
export async function readKeysAgain(world: ApplicationWorld, call: Call, { metadata }: Provider): Promise<Discovered> {
  const answer = await fetchJson(call, getRequest(metadata.jwks_uri, ACCEPT_JSON));
  const { checks, failure } = checkRules([JWKS_RULE], answer, settingPath(world));
  recordRead(
    world,
    call,
    `${world.application.name} reads the keys again`,
    checks,
    failure,
    "The token was signed with a key that is not among those read before. Providers change their keys; so the set is read once more, and only once.",
  );
  const jwks = failure === undefined ? keysOf(answer) : undefined;
  if (jwks === undefined) return { ok: false, failure: failure ?? NO_KEYS };
  const state = world.state.read();
  if (state.discovery !== undefined) world.state.write({ ...state, discovery: { ...state.discovery, jwks } });
  return { ok: true, provider: { metadata, jwks } };
}

/** Where the relying party's settings stand in the workspace. */
export function settingPath({ application }: ApplicationWorld): string {
  return `applications/${application.id}/oidc`;
}

const ACCEPT_JSON = { accept: "application/json" };

const NO_KEYS: Failure = { code: "OIDC_JWKS", reason: "The provider's key set cannot be read." };

const JWKS_RULE: Rule<JsonAnswer> = {
  code: "OIDC_JWKS",
  name: "The provider's keys can be read",
  spec: "OIDC Discovery 3 (jwks_uri)",
  check(answer) {
    const keys = keysOf(answer)?.keys;
    const expected = "200 with a JWK Set";
    if (keys !== undefined) return passed(expected, `200 with ${keys.length} ${keys.length === 1 ? "key" : "keys"}`);
    const actual = `${answer.status}, ${answer.problem ?? "no JWK Set"}`;
    return failed(expected, actual, `The provider's key set cannot be read: ${actual}.`);
  },
};

/** Reads the configuration and the keys now, whatever is kept. */
export async function readProvider(
  world: ApplicationWorld,
  call: Call,
  settings: OidcRelyingParty,
): Promise<Discovered> {
  const url = discoveryUrl(settings.issuer);
  const configuration = await fetchJson(call, getRequest(url, ACCEPT_JSON));
  const path = settingPath(world);
  const found = checkRules(DISCOVERY_RULES, { url, issuer: settings.issuer, ...configuration }, path);
  const metadata = configuration.document === undefined ? undefined : parseDiscovery(configuration.document);
  const title = `${world.application.name} reads the provider's configuration`;
  if (found.failure !== undefined || metadata === undefined || configuration.document === undefined) {
    recordRead(world, call, title, found.checks, found.failure, WHY_DISCOVERY);
    return { ok: false, failure: found.failure ?? NO_KEYS };
  }
  const keys = await fetchJson(call, getRequest(metadata.jwks_uri, ACCEPT_JSON));
  const read = checkRules([JWKS_RULE], keys, path);
  recordRead(world, call, title, [...found.checks, ...read.checks], read.failure, WHY_DISCOVERY);
  const jwks = keysOf(keys);
  if (read.failure !== undefined || jwks === undefined) return { ok: false, failure: read.failure ?? NO_KEYS };
  const discovery: FetchedDiscovery = { fetchedAt: call.now, configuration: configuration.document, jwks };
  world.state.write({ ...world.state.read(), discovery });
  return { ok: true, provider: { metadata, jwks } };
}

function keysOf({ status, document }: JsonAnswer): FetchedDiscovery["jwks"] | undefined {
  return status === 200 && document !== undefined ? parseJwks(document) : undefined;
}

function isFresh({ fetchedAt }: FetchedDiscovery, now: number): boolean {
  return fetchedAt <= now && now < fetchedAt + KEPT_MS;
}

const WHY_DISCOVERY =
  "From the issuer alone the application learns where to send people, where to exchange codes and with which keys tokens are signed. It keeps that for a day.";

function recordRead(
  world: ApplicationWorld,
  call: Call,
  title: string,
  checks: readonly Check[],
  failure: Failure | undefined,
  why: string,
): void {
  call.record({
    kind: "checks",
    from: applicationActor(world),
    to: applicationActor(world),
    phase: "request",
    status: failure === undefined ? "ok" : "refused",
    title,
    why: failure?.reason ?? why,
    subject: "provider configuration",
    checks,
  });
}
