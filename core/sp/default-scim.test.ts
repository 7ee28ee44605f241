import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isSamePlace } from "../scim/binding.ts";
import { isAttributeName } from "../scim/resource-types.ts";
import { scimServerSchema } from "../scim/settings.ts";
import type { Application } from "./application.ts";
import { buildScimSettings, deriveScimSettings } from "./default-scim.ts";
import { buildScimShape, extensionUrn } from "./scim-shape.ts";

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const OWN = extensionUrn("app");

const sample: { readonly applications: readonly Application[] } = JSON.parse(
  readFileSync(new URL("../../fixtures/workspaces/acme.json", import.meta.url), "utf8"),
);

/** Where the attributes of an application stand, by their names. */
function placesOf(accountAttributes: Application["accountAttributes"], id = "app") {
  const { bound } = buildScimShape(
    { id, name: "App", accountAttributes, roles: [] },
    buildScimSettings({ accountAttributes }),
  );
  return bound.map(({ attribute, path }) => ({ attribute, path }));
}

describe("the SCIM server that an application has by default", () => {
  it.each(sample.applications)("has exactly one place for every attribute of $id", ({ id, accountAttributes }) => {
    const places = placesOf(accountAttributes, id);
    const ownMember = (name: string): boolean => name === "userName" || name === "active";
    for (const { name } of accountAttributes) {
      expect([name, places.filter(({ attribute }) => attribute === name).length]).toEqual([
        name,
        ownMember(name) ? 0 : 1,
      ]);
    }
    const twice = places.filter(({ path }, index) =>
      places.some((other, place) => place < index && isSamePlace(path, other.path)),
    );
    expect(twice).toEqual([]);
  });

  it.each([
    { name: "email", path: 'emails[type eq "work"].value' },
    { name: "mail", path: 'emails[type eq "work"].value' },
    { name: "displayName", path: "displayName" },
    { name: "nickName", path: "nickName" },
    { name: "fullName", path: "name.formatted" },
    { name: "firstName", path: "name.givenName" },
    { name: "given_name", path: "name.givenName" },
    { name: "lastName", path: "name.familyName" },
    { name: "familyName", path: "name.familyName" },
    { name: "surname", path: "name.familyName" },
    { name: "title", path: "title" },
    { name: "Job Title", path: "title" },
    { name: "department", path: `${ENTERPRISE}:department` },
    { name: "costCentre", path: `${ENTERPRISE}:costCenter` },
    { name: "cost-center", path: `${ENTERPRISE}:costCenter` },
    { name: "division", path: `${ENTERPRISE}:division` },
    { name: "organization", path: `${ENTERPRISE}:organization` },
    { name: "employeeNumber", path: `${ENTERPRISE}:employeeNumber` },
    { name: "employeeId", path: `${ENTERPRISE}:employeeNumber` },
    { name: "manager", path: `${ENTERPRISE}:manager.value` },
    { name: "preferredLanguage", path: "preferredLanguage" },
    { name: "locale", path: "locale" },
    { name: "timezone", path: "timezone" },
    { name: "phone", path: 'phoneNumbers[type eq "work"].value' },
    { name: "mobile", path: 'phoneNumbers[type eq "mobile"].value' },
    { name: "externalId", path: "externalId" },
    { name: "federationIdentifier", path: `${OWN}:federationIdentifier` },
    { name: "constructed", path: `${OWN}:constructed` },
  ])("keeps $name at $path", ({ name, path }) => {
    expect(placesOf([{ name }]).find(({ attribute }) => attribute === name)?.path.text).toBe(path);
  });

  it("gives a place to the first of two attributes that it suits", () => {
    const places = placesOf([{ name: "mail" }, { name: "email" }, { name: "employeeId" }, { name: "employeeNumber" }]);
    expect(places.map(({ attribute, path }) => [attribute, path.text])).toEqual([
      ["mail", 'emails[type eq "work"].value'],
      ["employeeId", `${ENTERPRISE}:employeeNumber`],
      ["externalId", "externalId"],
      ["email", `${OWN}:email`],
      ["employeeNumber", `${OWN}:employeeNumber`],
    ]);
  });

  it("keeps an attribute of several values in the application's own extension", () => {
    const [, several] = placesOf([{ name: "email", multiValued: true }]);
    expect(several).toMatchObject({
      attribute: "email",
      path: { text: `${OWN}:email`, attribute: { multiValued: true } },
    });
  });

  it("keeps to the RFC, grants nothing yet, and lets nobody in without a token", () => {
    const settings = buildScimSettings({ accountAttributes: [{ name: "userName" }, { name: "active" }] });
    expect(settings).toEqual({ bindings: [], roles: { from: "groups", groups: [] }, behaviour: {} });
    expect(buildScimSettings({ accountAttributes: [] }, "secret").bearerToken).toBe("secret");
  });

  it("can be built for any attributes, each with one place of its own", () => {
    const known = ["email", "mail", "phone", "title", "jobTitle", "manager", "externalId", "userName", "active", "x1"];
    const attribute = fc.record(
      {
        name: fc.oneof(fc.constantFrom(...known), fc.stringMatching(/^[a-z][a-z0-9_-]{0,8}$/)),
        multiValued: fc.boolean(),
      },
      { requiredKeys: ["name"] },
    );
    const attributes = fc.uniqueArray(attribute, { selector: ({ name }) => name.toLowerCase(), maxLength: 30 });
    fc.assert(
      fc.property(attributes, (accountAttributes) => {
        expect(scimServerSchema.safeParse(buildScimSettings({ accountAttributes })).success).toBe(true);
        const places = placesOf(accountAttributes);
        const named = accountAttributes.filter(
          ({ name }) => isAttributeName(name) && !/^(userName|active)$/.test(name),
        );
        const expected = new Set([...named.map(({ name }) => name), "externalId"]);
        expect(places.map((each) => each.attribute).toSorted()).toEqual([...expected].toSorted());
        for (const [index, { path }] of places.entries()) {
          expect(places.findIndex((other) => isSamePlace(other.path, path))).toBe(index);
        }
      }),
    );
  });
});

describe("the SCIM server of an application whose logins are set up", () => {
  const finance = { id: "f", role: "finance", when: { operator: "equals", claim: "dept", value: "Finance" } } as const;
  const leads = { id: "l", role: "lead", when: { operator: "isMemberOf", claim: "groups", value: "Leads" } } as const;
  const roles = [
    { id: "finance", name: "Finance" },
    { id: "lead", name: "Lead" },
  ];
  const derive = (roleRules: Application["roleRules"], defaultRole?: string) => {
    const [{ jit, accountAttributes }] = sample.applications as [Application];
    const { defaultRole: _, ...policy } = jit;
    const changed = { ...policy, ...(defaultRole === undefined ? {} : { defaultRole }) };
    return deriveScimSettings({ accountAttributes, roles, roleRules, jit: changed });
  };

  it.each([
    { what: "no rules", rules: [], from: { from: "groups", groups: [] } },
    {
      what: "rules about groups",
      rules: [leads],
      from: { from: "groups", groups: [{ displayName: "Leads", role: "lead" }] },
    },
    { what: "rules about attributes", rules: [finance], from: { from: "rules" } },
    { what: "rules about both", rules: [finance, leads], from: { from: "rules" } },
  ])("has $what give the roles", ({ rules, from }) => {
    expect(derive([...rules]).roles).toEqual(from);
  });

  it("gives the default role of its logins, where it has that role", () => {
    expect(derive([], "lead").defaultRole).toBe("lead");
    expect(derive([], "gone")).not.toHaveProperty("defaultRole");
    expect(derive([])).not.toHaveProperty("defaultRole");
  });
});
