import { describe, expect, it } from "vitest";
import { runLogin } from "../simulation/login.ts";
import { readSample } from "../store/preset.ts";
import { accountAt } from "./account-at.ts";
import { findClaim } from "./claim-in-message.ts";
import { whyGone, whyNotRole, whyValue } from "./why.ts";

const acme = await readSample("acme");

async function login(application: string, protocol: "saml" | "oidc", workspace = acme) {
  const user = "ada.lovelace@acme.test";
  return runLogin(workspace, { type: "login", user, application, protocol, startAt: "application" });
}

const oidc = await login("expenses", "oidc");
const saml = await login("jira", "saml");
const end = Number.POSITIVE_INFINITY;

/** The same person once more, in another department. */
const moved = {
  ...oidc.workspace,
  directory: {
    ...oidc.workspace.directory,
    users: oidc.workspace.directory.users.map((user) =>
      user.id === "u-ada" ? { ...user, attributes: { ...user.attributes, department: "Engineering" } } : user,
    ),
  },
};
const first = { ...oidc, accountsBefore: [] };
const overSaml = { ...saml, accountsBefore: [] };
const later = {
  ...(await login("expenses", "oidc", moved)),
  accountsBefore: oidc.account === undefined ? [] : [{ application: "expenses", account: oidc.account }],
};

describe("the account at a step", () => {
  const created = first.trace.steps.find(({ kind }) => kind === "change")?.seq ?? 0;

  it("is not there before the step that makes it", () => {
    expect(accountAt(first, created - 1).size).toBe(0);
    expect(accountAt(first, created).get("attributes.department")).toMatchObject({ value: "Finance", seq: created });
  });

  it("is at the end what the store holds", () => {
    const values = accountAt(first, end);
    for (const [name, value] of Object.entries(first.account?.attributes ?? {})) {
      expect(values.get(`attributes.${name}`)?.value).toEqual(value);
    }
    expect(values.get("roles.finance-user")?.value).toBe(true);
  });

  it("is at the start of a later run what the run before it left", () => {
    const values = accountAt(later, 0);
    expect(values.get("attributes.department")).toMatchObject({ value: "Finance", writer: "jit" });
    expect(accountAt(later, end).get("attributes.department")).toMatchObject({ value: "Engineering" });
    expect(accountAt(later, end).has("roles.finance-user")).toBe(false);
  });
});

describe("why", () => {
  it("calls a role by its name where that is known, and by its id otherwise", () => {
    const named = whyValue(first, end, "roles.finance-user", (id) =>
      id === "finance-user" ? "Finance User" : undefined,
    );
    expect(named?.sentences.slice(0, 2).map(({ text }) => text)).toEqual([
      expect.stringMatching(/^The role Finance User is held: /),
      expect.stringMatching(/^For Finance User: /),
    ]);
    expect(whyValue(first, end, "roles.finance-user")?.sentences[0]?.text).toMatch(
      /^The role `finance-user` is held: /,
    );
  });

  it.each([
    { protocol: "OpenID Connect", run: first, path: "attributes.email", attribute: "mail" },
    { protocol: "SAML", run: overSaml, path: "attributes.email", attribute: "mail" },
    { protocol: "SAML", run: overSaml, path: "userName", attribute: "mailNickname" },
    { protocol: "OpenID Connect", run: first, path: "roles.finance-user", attribute: "department" },
    { protocol: "SAML", run: overSaml, path: "roles.finance-users", attribute: "department" },
  ])("leads $path over $protocol back to the person's $attribute", ({ run, path, attribute }) => {
    const why = whyValue(run, end, path);
    expect(why?.names).toContain(attribute);
    expect(why?.sentences.at(-1)?.text).toContain(`\`${attribute}\``);
  });

  it("a role went away is told by the change", () => {
    expect(whyGone(later, end, "roles.finance-user")?.sentences[0]?.text).toMatch(
      /^The role `finance-user` was taken away/,
    );
  });

  it("a value that the run left alone is told by what the account remembers", () => {
    expect(whyValue(later, end, "attributes.email")?.sentences[0]?.text).toContain("since before this run");
  });

  it("says nothing of a value before it was written", () => {
    expect(whyValue(first, 1, "attributes.email")).toBeUndefined();
  });

  it("not: lists each rule of the role with the test that failed", () => {
    const role = { id: "engineering-user", name: "Engineering User" };
    expect(whyNotRole(first, end, role)).toMatchObject({ rows: ["engineering"], names: ["department"] });
    expect(whyNotRole(first, end, role).sentences[0]?.text).toContain('found "Finance"');
  });

  it("not: says that no rule grants a role", () => {
    const { sentences } = whyNotRole(first, end, { id: "employee", name: "Employee" });
    expect(sentences[0]?.text).toBe("No role rule grants Employee.");
    expect(sentences[1]?.text).toContain("When no role rule holds: the default role");
  });
});

describe("a claim in a message", () => {
  it.each([
    { trace: oidc.trace, claim: "email", text: '"email": "ada.lovelace@acme.test"' },
    { trace: oidc.trace, claim: "groups", text: '"groups": [\n      "app-salesforce"\n    ]' },
    { trace: oidc.trace, claim: "subject", text: '"sub": "u-ada"' },
    {
      trace: saml.trace,
      claim: "email",
      text: '<saml:Attribute FriendlyName="mail" Name="email"><saml:AttributeValue>ada.lovelace@acme.test</saml:AttributeValue></saml:Attribute>',
    },
  ])("is found by its name: $claim", ({ trace, claim, text }) => {
    const place = findClaim(trace, claim, end);
    const step = trace.steps.find(({ seq }) => seq === place?.seq);
    expect(place?.text).toBe(text);
    expect(step !== undefined && "artefact" in step ? step.artefact?.text : "").toContain(text);
  });

  it("is not found where it did not come", () => {
    expect(findClaim(oidc.trace, "mail", end)).toBeUndefined();
    expect(findClaim(oidc.trace, "email", 1)).toBeUndefined();
  });
});
