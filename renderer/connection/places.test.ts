import { describe, expect, it } from "vitest";
import { placeOfSetting, places } from "./places.ts";

describe("a place", () => {
  it.each([
    [places.home(), "/"],
    [places.directory("acme"), "/w/acme/directory"],
    [places.directory("acme", "u-ada"), "/w/acme/directory?person=u-ada"],
    [places.applications("acme"), "/w/acme/apps"],
    [places.applications("acme", "slack", "policy"), "/w/acme/apps/slack/policy"],
    [places.runs("acme"), "/w/acme/runs"],
    [places.run("acme", "r3"), "/w/acme/run/r3"],
    [places.run("acme", "r3", 13), "/w/acme/run/r3?step=13"],
    [places.compare("acme", "q1"), "/w/acme/compare?q=q1"],
    [places.history("acme", "writer:scim", "r3"), "/w/acme/history?filter=writer%3Ascim&change=r3"],
    [places.accounts("acme", "slack", "acc-1"), "/w/acme/accounts/slack?account=acc-1"],
  ])("%s", (place, written) => {
    expect(place).toBe(written);
  });

  it("encodes ids, which people write as they like", () => {
    expect(places.directory("My company", "a/b?c#d&e")).toBe("/w/My%20company/directory?person=a%2Fb%3Fc%23d%26e");
    expect(places.accounts("a", "x/y")).toBe("/w/a/accounts/x%2Fy");
  });
});

describe("the place of a setting", () => {
  it.each([
    ["applications/slack/jit/noMatch", "/w/acme/apps/slack/policy?setting=jit%2FnoMatch"],
    ["applications/slack/mappings/email", "/w/acme/apps/slack/mapping?setting=mappings%2Femail"],
    ["applications/slack/roleRules/finance", "/w/acme/apps/slack/roles?setting=roleRules%2Ffinance"],
    ["applications/slack/saml/audience", "/w/acme/apps/slack/connection?setting=saml%2Faudience"],
    [
      "applications/slack/scim/behaviour/deletion",
      "/w/acme/apps/slack/provisioning?setting=scim%2Fbehaviour%2Fdeletion",
    ],
    [
      "identityProviders/acme-id/connections/slack/provisioning/mappings/userName",
      "/w/acme/apps/slack/provisioning?setting=connection%2Fprovisioning%2Fmappings%2FuserName",
    ],
    ["applications/slack", "/w/acme/apps/slack"],
    ["directory/users/u-ada/active", "/w/acme/directory?person=u-ada"],
  ])("%s", (setting, place) => {
    expect(placeOfSetting("acme", setting)).toBe(place);
  });

  it("is none where no screen shows it", () => {
    expect(placeOfSetting("acme", "clock/now")).toBeUndefined();
    expect(placeOfSetting("acme", "")).toBeUndefined();
  });
});
