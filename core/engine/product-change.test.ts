import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { PRESETS, type Product } from "../idp/product.ts";
import type { ClaimMapping, GroupSet } from "../mapping/claim-mapping.ts";
import { runLogin } from "../simulation/login.ts";
import { checkWorkspace } from "../store/check.ts";
import { parseWorkspace } from "../store/parse.ts";
import type { Workspace } from "../store/workspace.ts";
import { applyEdit } from "./edit.ts";
import { connectionPreset, productEdit } from "./identity-providers.ts";
import { type ProductWish, planProduct } from "./product-change.ts";

const ADA = "ada.lovelace@acme.test";

let acme: Workspace;
beforeAll(() => {
  const file = new URL("../../fixtures/workspaces/acme.json", import.meta.url);
  acme = parseWorkspace(readFileSync(file, "utf8"), "acme.json");
});

function wish(product: Product, connections: ProductWish["connections"], more: Partial<ProductWish> = {}): ProductWish {
  return { provider: "acme-id", product, connections, ...more };
}

/** Acme as it would be with another product. */
function like(product: Product, connections: ProductWish["connections"] = "defaultsAndRead"): Workspace {
  return applyEdit(acme, productEdit(acme, wish(product, connections)).edit.replacements).workspace;
}

/** Ada is in so many groups, that of the administrators first. */
function inGroups(workspace: Workspace, count: number): Workspace {
  const more = Array.from({ length: count - 1 }, (_, index) => ({ id: `g-more-${index}`, name: `More ${index}` }));
  const { directory } = workspace;
  const groups = ["g-app-admins", ...more.map(({ id }) => id)].slice(0, count);
  const users = directory.users.map((user) => (user.userName === ADA ? { ...user, groups } : user));
  return { ...workspace, directory: { ...directory, users, groups: [...directory.groups, ...more] } };
}

async function logIn(workspace: Workspace, application: string) {
  const protocol = workspace.applications.find(({ id }) => id === application)?.signOn ?? "saml";
  const result = await runLogin(workspace, { type: "login", user: ADA, application, protocol, startAt: "application" });
  const message = result.trace.steps.flatMap((step) =>
    step.kind === "artefact" && /^(saml-assertion|id-token)$/.test(step.artefact.type) ? [step.artefact.text] : [],
  );
  // The identity provider's own; the application shows the same bytes again.
  return { ...result, roles: result.account?.roles.map(({ role }) => role) ?? [], message: message[0] ?? "" };
}

describe("choosing a product", () => {
  const PRODUCTS = Object.keys(PRESETS) as Product[];

  it.each(PRODUCTS)(
    "%s: the workspace stays good, and people get in where everything that is read is added",
    async (product) => {
      const next = like(product);
      expect(checkWorkspace(next).filter(({ severity }) => severity === "error")).toEqual([]);
      for (const application of ["jira", "expenses"]) {
        expect((await logIn(next, application)).outcome, application).toMatchObject({ result: "signedIn" });
      }
    },
  );

  it("leaves connections alone where they are to be kept, and shows how they differ", () => {
    const next = like("okta", "keep");
    const [provider] = next.identityProviders;
    const jira = provider?.connections.find(({ application }) => application === "jira");
    if (provider === undefined || jira === undefined) throw new Error("Acme has Jira.");
    expect(provider.connections).toEqual(acme.identityProviders[0]?.connections);
    const standing = connectionPreset(next, provider, jira)?.settings.map((each) => [each.path, each.standing]);
    expect(standing).toContainEqual(["connection.saml.nameId.format", "changed"]);
  });

  it("makes up a tenant id that has the form of one, the same each time", () => {
    const { after } = planProduct(acme, wish("entra", "keep", { issuer: true }));
    expect(after.tenant).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(after.entityId).toBe(`https://sts.windows.net/${after.tenant}/`);
    expect(planProduct(acme, wish("entra", "keep")).after.tenant).toBe(after.tenant);
  });

  it("is taken back whole", () => {
    const { replacements } = productEdit(acme, wish("entra", "defaults", { issuer: true })).edit;
    const { workspace, inverse } = applyEdit(acme, replacements);
    expect(applyEdit(workspace, inverse).workspace).toEqual(acme);
  });

  it("names the provider that is not there", () => {
    expect(() => planProduct(acme, { ...wish("okta", "keep"), provider: "acme" })).toThrow("no identity provider");
  });
});

describe("what an application would no longer understand", () => {
  function losses(product: Product, connections: ProductWish["connections"], application: string, issuer = false) {
    const { effects } = planProduct(acme, wish(product, connections, { issuer }));
    return effects.find((effect) => effect.application === application)?.losses.map(({ message }) => message) ?? [];
  }

  it("names the claims that it reads and that the defaults lack", () => {
    expect(losses("adfs", "defaults", "jira")).toEqual([
      "It reads the claim `username`, which would no longer be sent.",
      "It reads the claim `displayName`, which would no longer be sent.",
      "It reads the claim `email`, which would no longer be sent.",
      "It reads the claim `department`, which would no longer be sent.",
      "It reads the claim `groups`, which would no longer be sent.",
    ]);
  });

  it("names another form of groups and another NameID", () => {
    expect(losses("entra", "defaultsAndRead", "jira")).toEqual([
      "The NameID changes from emailAddress (`mail`) to unspecified (`userName`): whoever is known by the old one alone is taken for somebody new.",
      "`groups` would carry each group's id instead of its name.",
    ]);
  });

  it("names an issuer that nobody trusts, and the login is refused for it", async () => {
    expect(losses("okta", "keep", "jira", true)[0]).toMatch(/^.* trusts the issuer https:\/\/login\.acme-id\.test/);
    const { replacements } = productEdit(acme, wish("okta", "keep", { issuer: true })).edit;
    const { outcome } = await logIn(applyEdit(acme, replacements).workspace, "jira");
    expect(outcome.result).not.toBe("signedIn");
  });
});

describe("what applications make of it", () => {
  it("an attribute of another name is not read, so nobody gets in who needs it (F15)", async () => {
    const { message, outcome } = await logIn(like("entra", "defaults"), "jira");
    expect(message).toContain("http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname");
    expect(outcome).toMatchObject({ result: "refused", code: "JIT_REQUIRED_CLAIM" });
  });

  it("groups are object ids where a rule expects names (F16)", async () => {
    expect((await logIn(inGroups(acme, 2), "jira")).roles).toContain("jira-administrators");
    const { message, roles } = await logIn(inGroups(like("entra"), 2), "jira");
    expect(message).toContain("<saml:AttributeValue>g-app-admins</saml:AttributeValue>");
    expect(roles).toEqual(["jira-users", "finance-users"]);
  });

  it.each([
    { count: 150, sent: 150 },
    { count: 151, sent: 0 },
  ])("Entra over SAML, with $count groups (F20)", async ({ count, sent }) => {
    const { message } = await logIn(inGroups(like("entra"), count), "jira");
    expect(message.match(/<saml:AttributeValue>g-/g) ?? []).toHaveLength(sent);
    expect(message.includes('Name="http://schemas.microsoft.com/claims/groups.link"')).toBe(sent === 0);
    expect(message.includes("/users/u-ada/getMemberObjects")).toBe(sent === 0);
  });

  it.each([
    { count: 200, sent: 200 },
    { count: 201, sent: 0 },
  ])("Entra over OpenID Connect, with $count groups (F20)", async ({ count, sent }) => {
    const { message } = await logIn(inGroups(like("entra"), count), "expenses");
    const { payload } = JSON.parse(message);
    expect(payload.groups?.length ?? 0).toBe(sent);
    expect(payload._claim_names).toEqual(sent === 0 ? { groups: "src1" } : undefined);
    expect(payload._claim_sources?.src1.endpoint).toEqual(
      sent === 0
        ? expect.stringMatching(/^https:\/\/graph\.windows\.net\/.+\/users\/u-ada\/getMemberObjects$/)
        : undefined,
    );
  });

  it("a link in the place of groups reads like no groups: a later login takes the role away (F20, F21)", async () => {
    const named = withGroupSource(like("entra"), "expenses", { emit: "name" });
    const before = await logIn(inGroups(named, 200), "expenses");
    expect(before.roles).toContain("admin");
    const after = await logIn({ ...inGroups(named, 201), applications: before.workspace.applications }, "expenses");
    expect(after.outcome).toMatchObject({ result: "signedIn" });
    expect(after.roles).not.toContain("admin");
  });

  it("an application that requires the claim lets nobody in without groups, nor where groups are not sent (F21)", async () => {
    for (const workspace of [inGroups(acme, 0), inGroups(like("entra"), 151)]) {
      const { message, outcome } = await logIn(workspace, "jira");
      expect(message).not.toContain('Name="groups"');
      expect(outcome).toMatchObject({ result: "refused", code: "JIT_REQUIRED_CLAIM" });
    }
  });

  it("Okta refuses a token above 100 groups, or leaves some out where it is set so", async () => {
    expect((await logIn(inGroups(like("okta"), 100), "expenses")).outcome).toMatchObject({ result: "signedIn" });
    const refused = await logIn(inGroups(like("okta"), 101), "expenses");
    expect(refused.outcome.result).not.toBe("signedIn");
    expect(refused.message).toBe("");
    const cut = withGroupSource(like("okta"), "expenses", { limit: { most: 100, above: { kind: "truncate" } } });
    expect(JSON.parse((await logIn(inGroups(cut, 101), "expenses")).message).payload.groups).toHaveLength(100);
  });

  it("Okta has no such cap over SAML", async () => {
    const { message } = await logIn(inGroups(like("okta"), 101), "jira");
    expect(message.match(/<saml:AttributeValue>(app-admins|More \d+)</g)).toHaveLength(101);
  });

  it("Google sends the chosen groups alone", async () => {
    const chosen = withGroupSource(like("google"), "jira", { chosen: ["g-app-admins"] });
    const { message } = await logIn(inGroups(chosen, 90), "jira");
    expect(message).toContain(
      '<saml:Attribute Name="groups" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified"><saml:AttributeValue>app-admins</saml:AttributeValue></saml:Attribute>',
    );
  });

  it("Google sends 75 groups at most, however many are chosen", async () => {
    const everything = inGroups(like("google"), 76);
    const chosen = withGroupSource(everything, "jira", { chosen: everything.directory.groups.map(({ id }) => id) });
    const { message } = await logIn(chosen, "jira");
    expect(message.match(/<saml:AttributeValue>(app-admins|More \d+)</g)).toHaveLength(75);
  });

  it("Keycloak repeats the attribute for each role, and an application reads them as one list", async () => {
    const { message, roles } = await logIn(inGroups(withRoleRule(like("keycloak")), 2), "jira");
    expect(message.match(/<saml:Attribute Name="Role"/g)).toHaveLength(5);
    expect(message.match(/<saml:AttributeValue>(app-admins|default-roles-acme-id)</g)).toHaveLength(2);
    expect(roles).toEqual(["jira-users", "finance-users", "jira-administrators"]);
  });

  it("OneLogin joins several groups to one text, which is no group's name", async () => {
    const { message, roles } = await logIn(inGroups(like("onelogin"), 2), "jira");
    expect(message).toContain("<saml:AttributeValue>app-admins;More 0</saml:AttributeValue>");
    expect(roles).not.toContain("jira-administrators");
  });
});

/** Jira with a rule that wants two of the roles in Keycloak's repeated attribute. */
function withRoleRule(workspace: Workspace): Workspace {
  const when = {
    all: [
      { operator: "isMemberOf", claim: "Role", value: "app-admins" },
      { operator: "isMemberOf", claim: "Role", value: "offline_access" },
    ],
  } as const;
  const applications = workspace.applications.map((each) =>
    each.id === "jira"
      ? {
          ...each,
          roleRules: each.roleRules.map((rule) =>
            rule.id === "administrators" ? { ...rule, when: { all: [...when.all] } } : rule,
          ),
        }
      : each,
  );
  return { ...workspace, applications };
}

/** Acme with the group claim of an application's connection changed. */
function withGroupSource(workspace: Workspace, application: string, change: Partial<GroupSet>): Workspace {
  const set = (row: ClaimMapping): ClaimMapping =>
    row.source.kind === "groups" ? { ...row, source: { ...row.source, ...change } } : row;
  const identityProviders = workspace.identityProviders.map((provider) => ({
    ...provider,
    connections: provider.connections.map((each) => {
      if (each.application !== application) return each;
      return {
        ...each,
        ...(each.saml === undefined ? {} : { saml: { ...each.saml, claims: each.saml.claims.map(set) } }),
        ...(each.oidc === undefined ? {} : { oidc: { ...each.oidc, claims: each.oidc.claims.map(set) } }),
      };
    }),
  }));
  return { ...workspace, identityProviders };
}

describe("the verified domains of the organisation", () => {
  const domainsAfter = (more: Partial<ProductWish>, before = acme) =>
    planProduct(before, wish("entra", "keep", more)).after.domains;
  const known = (): Workspace => ({
    ...acme,
    identityProviders: acme.identityProviders.map((each) => ({ ...each, domains: ["contoso.com"] })),
  });

  it.each([
    { what: "are taken, each once", more: { domains: ["b.test", "a.test", "b.test"] }, is: ["b.test", "a.test"] },
    { what: "stay unless they are named", more: {}, is: ["contoso.com"] },
    { what: "go where none is named", more: { domains: [] }, is: undefined },
  ])("$what", ({ more, is }) => {
    expect(domainsAfter(more, known())).toEqual(is);
  });

  it("are not made up", () => {
    expect(domainsAfter({})).toBeUndefined();
  });
});
