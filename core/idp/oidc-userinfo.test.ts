import { describe, expect, test } from "vitest";
import { formRequest, getRequest } from "../http/message.ts";
import { handleToken, handleUserinfo } from "./oidc-endpoint.ts";
import {
  bodyOf,
  changeWorld,
  createCall,
  createWorld,
  NOW,
  ORIGIN,
  obtainCode,
  tokenRequest,
  userinfoRequest,
} from "./test-oidc.ts";
import type { IdentityProviderWorld } from "./world.ts";

async function obtainToken(world: IdentityProviderWorld, scope = "openid profile email groups"): Promise<string> {
  const call = createCall();
  return String(
    bodyOf(await handleToken(world, call, tokenRequest(await obtainCode(world, call, { scope })))).access_token,
  );
}

test("says what the token's scopes cover, and who it is", async () => {
  const world = createWorld();
  const call = createCall();
  const response = handleUserinfo(world, call, userinfoRequest(await obtainToken(world)));
  expect(response).toMatchObject({
    status: 200,
    headers: { "content-type": "application/json", "cache-control": "no-store" },
  });
  expect(bodyOf(response)).toEqual({
    sub: "u-ada",
    email: "ada@acme.test",
    email_verified: true,
    name: "Ada Lovelace",
    groups: ["Engineering"],
    tenant: "acme",
  });
  expect(call.steps).toMatchObject([
    { kind: "notice", from: "app:desk", status: "ok", title: "Acme ID answers with the claims of ada@acme.test" },
  ]);
});

test("says no more than the scopes cover", async () => {
  const world = createWorld();
  const response = handleUserinfo(world, createCall(), userinfoRequest(await obtainToken(world, "openid")));
  expect(bodyOf(response)).toEqual({ sub: "u-ada", tenant: "acme" });
});

test("says what the directory holds now", async () => {
  const world = createWorld();
  const token = await obtainToken(world, "openid email");
  const users = world.directory.users.map((user) => ({ ...user, attributes: { email: "new@acme.test" } }));
  const later = changeWorld(world, { directory: { ...world.directory, users } });
  expect(bodyOf(handleUserinfo(later, createCall(), userinfoRequest(token)))).toMatchObject({ email: "new@acme.test" });
});

test("answers to POST and to the scheme in any case", async () => {
  const world = createWorld();
  const authorization = `bEARER ${await obtainToken(world)}`;
  expect(
    handleUserinfo(world, createCall(), formRequest(`${ORIGIN}/oidc/userinfo`, [], { authorization })).status,
  ).toBe(200);
});

describe("refuses", () => {
  test("a request without a token, and tells the scheme only", () => {
    const response = handleUserinfo(createWorld(), createCall(), getRequest(`${ORIGIN}/oidc/userinfo`));
    expect(response).toMatchObject({
      status: 401,
      headers: { "www-authenticate": 'Bearer realm="userinfo"' },
      body: "{}",
    });
  });

  test("a token in the query or in the form", async () => {
    const world = createWorld();
    const token = await obtainToken(world);
    expect(
      handleUserinfo(world, createCall(), getRequest(`${ORIGIN}/oidc/userinfo?access_token=${token}`)).status,
    ).toBe(401);
    expect(
      handleUserinfo(world, createCall(), formRequest(`${ORIGIN}/oidc/userinfo`, [["access_token", token]])).status,
    ).toBe(401);
  });

  const INVALID =
    'Bearer realm="userinfo", error="invalid_token", error_description="The access token is not known, has expired or was revoked."';

  test("an unknown token", () => {
    const response = handleUserinfo(createWorld(), createCall(), userinfoRequest("unknown"));
    expect(response).toMatchObject({ status: 401, headers: { "www-authenticate": INVALID } });
    expect(bodyOf(response)).toMatchObject({ error: "invalid_token" });
  });

  test("an expired token", async () => {
    const world = createWorld();
    const token = await obtainToken(world);
    expect(handleUserinfo(world, createCall(NOW + 299_999), userinfoRequest(token)).status).toBe(200);
    const response = handleUserinfo(world, createCall(NOW + 300_000), userinfoRequest(token));
    expect(response).toMatchObject({ status: 401, headers: { "www-authenticate": INVALID } });
  });

  test("a token of somebody who was disabled since", async () => {
    const world = createWorld();
    const token = await obtainToken(world);
    const users = world.directory.users.map((user) => ({ ...user, active: false }));
    const call = createCall();
    const response = handleUserinfo(
      changeWorld(world, { directory: { ...world.directory, users } }),
      call,
      userinfoRequest(token),
    );
    expect(response.status).toBe(401);
    expect(call.steps).toMatchObject([
      { status: "refused", why: "The person or the client of the access token is no longer let in." },
    ]);
  });
});
