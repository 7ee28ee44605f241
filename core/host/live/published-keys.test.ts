import { beforeAll, describe, expect, it } from "vitest";
import { newWorkspace, readSample } from "../../store/preset.ts";
import type { Workspace } from "../../store/workspace.ts";
import { replacePublishedKeys } from "./published-keys.ts";

let sample: Workspace;
beforeAll(async () => {
  sample = await readSample("acme");
});

function secretsOf({ identityProviders, applications }: Workspace): readonly string[] {
  return [
    ...identityProviders.flatMap(({ keys }) => keys.map(({ privateKey }) => privateKey)),
    ...identityProviders.flatMap(({ connections }) => connections.map(({ oidc }) => oidc?.clientSecret)),
    ...applications.flatMap(({ saml, oidc, scim }) => [saml?.key?.privateKey, oidc?.clientSecret, scim?.bearerToken]),
  ].filter((secret) => secret !== undefined);
}

/** The sample with a SCIM client for the first application, which has this token. */
function withClientToken(workspace: Workspace, bearerToken: string): Workspace {
  const provisioning = {
    way: "scim" as const,
    mappings: [],
    client: {
      dialect: "rfc" as const,
      bearerToken,
      runs: { on: "events" as const },
      actions: { create: true, update: true, disable: true, delete: true },
      groups: [],
    },
  };
  const identityProviders = workspace.identityProviders.map((provider) => ({
    ...provider,
    connections: provider.connections.map((connection, index) =>
      index === 0 ? { ...connection, provisioning } : connection,
    ),
  }));
  return { ...workspace, identityProviders };
}

function clientTokenIn({ identityProviders }: Workspace): string | undefined {
  const provisioning = identityProviders[0]?.connections[0]?.provisioning;
  return provisioning?.way === "scim" ? provisioning.client.bearerToken : undefined;
}

describe("published keys", () => {
  it("are all replaced, and said", async () => {
    const { workspace, made } = await replacePublishedKeys(sample, [sample], Date.now());
    const published = new Set(secretsOf(sample));
    expect(secretsOf(workspace)).toHaveLength(secretsOf(sample).length);
    expect(secretsOf(workspace).filter((secret) => published.has(secret))).toEqual([]);
    expect(made).toContain("Made a new RS256 key rs256-1 for Acme ID.");
    expect(made).toContain("Made a new bearer token for Slack-like.");
    expect(made).toContain("Made a new client secret for Expenses.");
    expect(workspace.identityProviders[0]?.pairwiseSalt).toBe(sample.identityProviders[0]?.pairwiseSalt);
  });

  it("are known by their mark too, where no sample is at hand; what else there is stays", async () => {
    const { workspace, made } = await replacePublishedKeys(sample, [], Date.now());
    expect(made).toEqual(["Made a new RS256 key rs256-1 for Acme ID.", "Made a new ES256 key es256-1 for Acme ID."]);
    expect(workspace.identityProviders[0]?.keys.map((key) => key.sample)).toEqual([undefined, undefined]);
    expect(workspace.applications[0]?.scim?.bearerToken).toBe(sample.applications[0]?.scim?.bearerToken);
  });

  it("go to the identity provider's SCIM client too, where it has a token of its own that was the application's", async () => {
    const token = sample.applications[0]?.scim?.bearerToken ?? "";
    const { workspace } = await replacePublishedKeys(withClientToken(sample, token), [sample], Date.now());
    expect(clientTokenIn(workspace)).toBe(workspace.applications[0]?.scim?.bearerToken);
    expect(clientTokenIn(workspace)).not.toBe(token);
    const other = await replacePublishedKeys(withClientToken(sample, "another"), [sample], Date.now());
    expect(clientTokenIn(other.workspace)).toBe("another");
  });

  it("leave nothing behind that was read from an identity provider before", async () => {
    const metadata = { fetchedAt: 0, entityId: "e", ssoUrl: "https://login.acme-id.test/saml/sso", certificates: [] };
    const state = { sessions: {}, samlRequests: {}, oidcRequests: {}, consumedAssertions: { "e _1": 1 }, metadata };
    const read = { ...sample, runtime: { ...sample.runtime, applications: { slack: state } } };
    const { workspace } = await replacePublishedKeys(read, [sample], Date.now());
    const { metadata: _, ...kept } = state;
    expect(workspace.runtime.applications.slack).toEqual(kept);
  });

  it("are not there in a workspace of somebody's own: it stays as it is", async () => {
    const own = await newWorkspace({ name: "Own", preset: "acme", now: Date.now() });
    const { workspace, made } = await replacePublishedKeys(own, [sample], Date.now());
    expect(made).toEqual([]);
    expect(workspace).toEqual(own);
  });

  it("and what a copy to share lacks is made", async () => {
    const own = await newWorkspace({ name: "Own", preset: "acme", now: Date.now() });
    const shared = {
      ...own,
      applications: own.applications.map(({ scim, ...application }) =>
        scim === undefined ? application : { ...application, scim: { ...scim, bearerToken: undefined } },
      ),
    };
    const { workspace } = await replacePublishedKeys(JSON.parse(JSON.stringify(shared)), [sample], Date.now());
    for (const { scim } of workspace.applications) expect(scim?.bearerToken).toMatch(/^[\w-]{43}$/);
  });
});
