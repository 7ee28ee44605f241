import { describe, expect, it } from "vitest";
import type { Evaluation } from "../trace/step.ts";
import { grantClaims } from "./oidc-claims.ts";
import { clientOf } from "./oidc-client.ts";
import { createCall, createWorld } from "./test-oidc.ts";

/** What Ada's ID token has as `told`, and what the trace says of it; `profile`: what provisioning filled at the desk. */
function told(text: string, profile?: Readonly<Record<string, string>>): Evaluation | undefined {
  const source = { kind: "expression", dialect: "okta", text } as const;
  const world = createWorld({ client: { claims: [{ id: "told", claim: "told", source }] } });
  if (profile !== undefined) {
    const links = { "u-ada": { target: "1", source: "", active: true, profile } };
    const desk = { cycles: 1, links, groupLinks: {}, escrow: {} };
    world.state.write({ ...world.state.read(), provisioning: { desk } });
  }
  const [client, user] = [clientOf(world, "desk"), world.directory.users[0]];
  if (client === undefined || user === undefined) throw new TypeError("The desk and Ada are always there.");
  return grantClaims(world, createCall(), client, user, ["openid"]).explain()[0];
}

describe("an Okta expression of a sign-on", () => {
  it("knows the application's profile of the person, as provisioning filled it last", () => {
    expect(told("appuser.badge", { badge: "B-7" })).toMatchObject({ result: "applied", value: "B-7" });
  });

  it.each([
    ["nobody was provisioned", undefined, "is known once provisioning has reached them"],
    ["it was not provisioned", { desk: "12" }, "Nothing was provisioned as `badge`"],
  ] as const)("cannot tell a value of it where %s", (_, profile, why) => {
    const found = told("appuser.badge", profile);
    expect(found).not.toHaveProperty("value");
    expect(found?.why).toContain(why);
  });

  it("knows the application", () => {
    expect(told('app.id + " " + app.clientId')).toMatchObject({ result: "applied", value: "desk desk-client" });
    expect(told("app.label")?.why).toContain("It is not kept here what Okta has as `label` of an application");
  });

  it("is refused where it asks for what no rehearsal has", () => {
    expect(told("org.subDomain")).toMatchObject({ result: "failed" });
  });
});
