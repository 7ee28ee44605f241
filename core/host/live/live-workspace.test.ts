import { beforeAll, describe, expect, it } from "vitest";
import { readSample } from "../../store/preset.ts";
import type { Workspace } from "../../store/workspace.ts";
import { moveAddress, moveWorkspace, reverseOrigins } from "./live-workspace.ts";

const ORIGINS = new Map([
  ["https://app.test", "http://127.0.0.1:8001"],
  ["https://app.test:444", "http://127.0.0.1:8002"],
]);

describe("an address", () => {
  it.each([
    ["https://app.test", "http://127.0.0.1:8001"],
    ["https://app.test/", "http://127.0.0.1:8001/"],
    ["https://app.test/a?b=c#d", "http://127.0.0.1:8001/a?b=c#d"],
    ["https://app.test?b", "http://127.0.0.1:8001?b"],
    ["https://app.test#d", "http://127.0.0.1:8001#d"],
    ["https://app.test:444/a", "http://127.0.0.1:8002/a"],
  ])("that begins with a party's origin moves: %s", (text, moved) => {
    expect(moveAddress(text, ORIGINS)).toBe(moved);
    expect(moveAddress(moved, reverseOrigins(ORIGINS))).toBe(text);
  });

  it.each([
    "https://app.test.evil.test/",
    "https://app.test@evil.test/",
    "https://app.testing/",
    "https://app.test and more",
    "http://app.test/",
    "see https://app.test/",
    "app.test",
    "",
  ])("that only looks like one stays: %j", (text) => {
    expect(moveAddress(text, ORIGINS)).toBe(text);
  });
});

describe("the sample on loopback", () => {
  let sample: Workspace;
  let live: Workspace;
  const origins = new Map<string, string>();
  beforeAll(async () => {
    sample = await readSample("acme");
    for (const { origin } of [...sample.identityProviders, ...sample.applications]) {
      origins.set(origin, `http://127.0.0.1:${8001 + origins.size}`);
    }
    live = moveWorkspace(sample, origins);
  });

  it("has every address on it, and comes back as it was", () => {
    const text = JSON.stringify(live.applications.map(({ accounts: _, ...application }) => application));
    expect(text.match(/https:[^"]*\.test[^"]*(?<!\/saml\/metadata)"/g)).toBeNull();
    expect(live.applications[0]?.saml).toMatchObject({
      acsUrl: "http://127.0.0.1:8002/saml/acs",
      trust: { url: "http://127.0.0.1:8001/saml/metadata" },
    });
    expect(live.applications.find(({ id }) => id === "expenses")?.oidc).toMatchObject({
      issuer: "http://127.0.0.1:8001",
      redirectUri: "http://127.0.0.1:8005/oidc/callback",
    });
    expect(moveWorkspace(live, reverseOrigins(origins))).toEqual(sample);
  });

  it("keeps the names of SAML's entities, from which persistent NameIDs are made", () => {
    const entity = "https://login.acme-id.test/saml/metadata";
    expect(live.identityProviders[0]?.entityId).toBe(entity);
    expect(live.applications[0]?.saml?.trust.entityId).toBe(entity);
    expect(live.identityProviders[0]?.connections[0]?.saml?.entityId).toBe(live.applications[0]?.saml?.entityId);
  });

  it("keeps people as they are", () => {
    expect(live.directory).toBe(sample.directory);
  });

  it("moves an entityID that is nothing but an origin, there and back", () => {
    const [provider] = sample.identityProviders;
    if (provider === undefined) throw new Error("The sample has an identity provider.");
    const plain = { ...sample, identityProviders: [{ ...provider, entityId: provider.origin }] };
    const moved = moveWorkspace(plain, origins);
    expect(moved.identityProviders[0]?.entityId).toBe("http://127.0.0.1:8001");
    expect(moveWorkspace(moved, reverseOrigins(origins))).toEqual(plain);
  });
});
