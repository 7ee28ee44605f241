import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import type { Account } from "../accounts/account.ts";
import type { IdentityProvider } from "../idp/identity-provider.ts";
import type { Application } from "../sp/application.ts";
import { parseWorkspace } from "../store/parse.ts";
import type { Workspace } from "../store/workspace.ts";
import type { Step } from "../trace/step.ts";
import type { LoginAction } from "./action.ts";
import { type LoginResult, runLogin } from "./login.ts";

const ADA = "ada.lovelace@acme.test";

let acme: Workspace;
beforeAll(() => {
  const file = new URL("../../fixtures/workspaces/acme.json", import.meta.url);
  acme = parseWorkspace(readFileSync(file, "utf8"), "acme.json");
});

function login(application: string, more: Partial<LoginAction> = {}): LoginAction {
  const protocol = acme.applications.find(({ id }) => id === application)?.signOn ?? "saml";
  return { type: "login", user: ADA, application, protocol, startAt: "application", ...more };
}

function withDepartment(workspace: Workspace, userName: string, department: string): Workspace {
  const users = workspace.directory.users.map((user) =>
    user.userName === userName ? { ...user, attributes: { ...user.attributes, department } } : user,
  );
  return { ...workspace, directory: { ...workspace.directory, users } };
}

function withApplication(
  workspace: Workspace,
  id: string,
  change: (application: Application) => Application,
): Workspace {
  return { ...workspace, applications: workspace.applications.map((each) => (each.id === id ? change(each) : each)) };
}

function withProvider(workspace: Workspace, change: (provider: IdentityProvider) => IdentityProvider): Workspace {
  return { ...workspace, identityProviders: workspace.identityProviders.map(change) };
}

function rolesOf(account: Account | undefined): readonly string[] {
  return account?.roles.map(({ role }) => role) ?? [];
}

function kinds(result: LoginResult): readonly string[] {
  return result.trace.steps.map(({ kind, phase }) => `${phase}/${kind}`);
}

describe.each(["slack", "salesforce", "jira", "expenses"])("Ada's first login to %s", (id) => {
  it("makes an account with a role, from a message that was really signed and checked", async () => {
    const result = await runLogin(acme, login(id));
    expect(result.outcome).toMatchObject({ result: "signedIn", code: "SIGNED_IN", application: id });
    expect(result.decision).toMatchObject({ result: "create" });
    expect(result.account?.links).toHaveLength(1);
    const signature = result.trace.steps
      .flatMap((step) => (step.kind === "checks" ? step.checks : []))
      .filter(({ code }) => /SIGNATURE$/.test(code));
    expect(signature.map((check) => check.result)).toContain("passed");
    expect(result.trace.steps.every(({ kind }) => kind !== "checks") || kinds(result).includes("validate/checks")).toBe(
      true,
    );
  });

  it("gives the same trace and the same workspace again, byte for byte", async () => {
    const [first, second] = [await runLogin(acme, login(id)), await runLogin(acme, login(id))];
    expect(JSON.stringify(second.trace)).toBe(JSON.stringify(first.trace));
    expect(JSON.stringify(second.workspace)).toBe(JSON.stringify(first.workspace));
  });

  it("leaves the workspace that it was given as it was", async () => {
    const before = JSON.stringify(acme);
    await runLogin(acme, login(id));
    expect(JSON.stringify(acme)).toBe(before);
  });

  it("keeps every secret out of the trace", async () => {
    const { trace, workspace } = await runLogin(acme, login(id));
    const text = JSON.stringify(trace);
    const secrets = workspace.identityProviders.flatMap(({ keys, pairwiseSalt, connections }) => [
      ...keys.map(({ privateKey }) => privateKey),
      pairwiseSalt,
      ...connections.map(({ oidc }) => oidc?.clientSecret),
    ]);
    for (const secret of [...secrets, ...workspace.applications.map(({ saml }) => saml?.key?.privateKey)]) {
      if (secret === undefined) continue;
      expect(text).not.toContain(JSON.stringify(secret).slice(1, -1));
    }
    const cookies = trace.steps.flatMap((step) =>
      step.kind === "response" ? (step.response.headers["set-cookie"] ?? []) : [],
    );
    expect(cookies.length).toBeGreaterThan(0);
    for (const cookie of cookies) expect(cookie).toMatch(/^[^=]+=(‹redacted [0-9a-f]{4}›)?;/);
    expect(text).not.toMatch(/[?&]code=(?!‹)/);
  });

  it("says something to a classroom at every step, in order, between known actors", async () => {
    const { trace } = await runLogin(acme, login(id));
    const actors = new Set(trace.actors.map((actor) => actor.id));
    trace.steps.forEach((step, index) => {
      expect(step.seq).toBe(index + 1);
      expect(step.at).toBe(acme.clock.now);
      expect(step.title.length).toBeGreaterThan(3);
      expect(step.why.length).toBeGreaterThan(10);
      expect(actors.has(step.from) && actors.has(step.to), `${step.from} → ${step.to}`).toBe(true);
    });
    const moments = ["import", "scope", "match", "decide", "apply", "session"];
    const order = trace.steps.map(({ phase }) => phase).filter((phase) => moments.includes(phase));
    expect([...new Set(order)]).toEqual(moments);
  });

  it("finds the account again at the second login, by its link, and makes no second one", async () => {
    const first = await runLogin(acme, login(id));
    const second = await runLogin(first.workspace, login(id));
    expect(second.outcome.result).toBe("signedIn");
    expect(second.account?.id).toBe(first.account?.id);
    expect(second.decision?.result).toBe("unchanged");
  });
});

describe("a change of department", () => {
  it.each(["salesforce", "jira", "expenses"])("moves the role in %s at the next login, and not before", async (id) => {
    const first = await runLogin(acme, login(id));
    const moved = withDepartment(first.workspace, ADA, "Engineering");
    expect(
      rolesOf(
        moved.applications
          .find((each) => each.id === id)
          ?.accounts.find(({ id: account }) => account === first.account?.id),
      ),
    ).toEqual(rolesOf(first.account));
    const next = await runLogin(moved, login(id));
    expect(next.decision?.result).toBe("update");
    expect(rolesOf(next.account)).not.toEqual(rolesOf(first.account));
    const paths = next.trace.steps.flatMap((step) =>
      step.kind === "change" ? step.changes.map(({ path }) => path) : [],
    );
    expect(paths.filter((path) => path.startsWith("roles"))).not.toEqual([]);
  });
});

describe("people who are not let in", () => {
  it("refuses somebody who is disabled, and the application hears nothing", async () => {
    const leaver = acme.directory.users.find(({ active }) => !active);
    const result = await runLogin(acme, login("expenses", { user: leaver?.userName ?? "" }));
    expect(result.outcome).toMatchObject({ result: "refused", code: "IDP_USER_DISABLED" });
    expect(result.decision).toBeUndefined();
    expect(result.workspace.applications).toEqual(acme.applications);
  });

  it("refuses a first login where creation is off, and says which setting", async () => {
    const closed = withApplication(acme, "expenses", (application) => ({
      ...application,
      jit: { ...application.jit, noMatch: "refuse" },
    }));
    const result = await runLogin(closed, login("expenses"));
    expect(result.outcome).toMatchObject({
      result: "refused",
      code: "JIT_CREATE_OFF",
      setting: "applications/expenses/jit/noMatch",
    });
    expect(result.outcome.reason).toBe("Refused, as Expenses is set: no match, and creation is off. Nothing changed.");
    expect(result.workspace.applications).toEqual(closed.applications);
  });

  it.each([
    [
      { user: "ada.lovelase@acme.test" },
      "DIRECTORY_USER_UNKNOWN",
      `Nobody has the userName "ada.lovelase@acme.test". Did you mean "${ADA}"?`,
    ],
    [
      { application: "expense" },
      "ACTION_UNKNOWN_APPLICATION",
      'No application has the id "expense". Did you mean "expenses"?',
    ],
    [{ application: "slack", protocol: "oidc" as const }, "LOGIN_PROTOCOL", "is not set up for oidc."],
    [
      { protocol: "oidc" as const, startAt: "identityProvider" as const },
      "LOGIN_PROTOCOL",
      "Only a SAML login can start at the identity provider",
    ],
  ])("takes %j as bad input: %s", async (more, code, message) => {
    await expect(runLogin(acme, login("expenses", more))).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });
});

describe("a SAML login", () => {
  function saml(workspace: Workspace, id: string, change: Partial<NonNullable<Application["saml"]>>): Workspace {
    return withApplication(workspace, id, (application) =>
      application.saml === undefined ? application : { ...application, saml: { ...application.saml, ...change } },
    );
  }

  it("that starts at the identity provider is let in where the application takes unsolicited responses, and else refused", async () => {
    const unsolicited = { startAt: "identityProvider" as const };
    const open = await runLogin(saml(acme, "salesforce", { allowUnsolicited: true }), login("salesforce", unsolicited));
    expect(open.outcome.result).toBe("signedIn");
    expect(JSON.stringify(open.trace)).not.toContain("InResponseTo=");
    const closed = await runLogin(
      saml(acme, "salesforce", { allowUnsolicited: false }),
      login("salesforce", unsolicited),
    );
    expect(closed.outcome).toMatchObject({ result: "refused", code: "SAML_IN_RESPONSE_TO" });
  });

  it("to an application that expects another audience is refused by that check, with expected and found", async () => {
    const wrong = withProvider(acme, (provider) => ({
      ...provider,
      connections: provider.connections.map((connection) =>
        connection.application === "salesforce" && connection.saml !== undefined
          ? { ...connection, saml: { ...connection.saml, entityId: "https://other.test" } }
          : connection,
      ),
    }));
    const started = await runLogin(
      saml(wrong, "salesforce", { allowUnsolicited: true }),
      login("salesforce", { startAt: "identityProvider" }),
    );
    expect(started.outcome).toMatchObject({ result: "refused", code: "SAML_AUDIENCE" });
    const asked = await runLogin(wrong, login("salesforce"));
    expect(asked.outcome).toMatchObject({ result: "refused", by: expect.stringMatching(/^idp:/) });
  });

  it("asks for a second factor when the application does, and comes back without an account when nobody can give one", async () => {
    const mfa = {
      requestedAuthnContext: { comparison: "exact" as const, classes: ["https://refeds.org/profile/mfa"] },
    };
    const admin = acme.directory.users[3];
    const strong = await runLogin(saml(acme, "salesforce", mfa), login("salesforce", { user: admin?.userName ?? "" }));
    expect(strong.trace.steps.map(({ title }) => title).join()).toContain("confirms with a second factor");
    const never = withProvider(acme, (provider) => ({
      ...provider,
      signOnPolicy: { ...provider.signOnPolicy, secondFactor: "never" },
    }));
    const unmet = await runLogin(saml(never, "salesforce", mfa), login("salesforce"));
    expect(unmet.outcome).toMatchObject({ result: "refused", code: "SAML_STATUS" });
    expect(unmet.outcome.reason).toContain("NoAuthnContext");
  });

  it("that may show no page is answered NoPassive", async () => {
    const result = await runLogin(saml(acme, "salesforce", { isPassive: true }), login("salesforce"));
    expect(result.outcome).toMatchObject({ result: "refused", code: "SAML_STATUS" });
    expect(result.outcome.reason).toContain("NoPassive");
  });

  it("survives a rollover of the identity provider's certificate", async () => {
    const first = await runLogin(acme, login("salesforce"));
    const rolled = withProvider(first.workspace, (provider) => {
      const jira = acme.applications.find(({ id }) => id === "jira");
      const spare =
        acme.applications.find((each) => each.saml?.key?.privateKey !== undefined)?.saml?.key ?? jira?.saml?.key;
      const next = { id: "next", algorithm: "RS256" as const, status: "active" as const, createdAt: acme.clock.now };
      return {
        ...provider,
        keys: [
          ...provider.keys.map((key) => (key.algorithm === "RS256" ? { ...key, status: "retiring" as const } : key)),
          { ...next, certificate: spare?.certificate ?? "", privateKey: spare?.privateKey ?? "" },
        ],
      };
    });
    const second = await runLogin(rolled, login("salesforce"));
    expect(second.outcome.result).toBe("signedIn");
    const metadataReads = second.trace.steps.filter(
      (step) => step.kind === "request" && step.request.url.endsWith("/saml/metadata"),
    );
    expect(metadataReads).toHaveLength(1);
  });
});

describe("an encrypted assertion", () => {
  it.each(["assertion", "response", "both"] as const)(
    "signed as %s is decrypted, verified and provisioned",
    async (sign) => {
      const key = acme.applications.find((each) => each.saml?.key?.privateKey !== undefined)?.saml?.key;
      if (key === undefined) throw new TypeError("The sample has no application with a key.");
      const want = { assertion: "assertionSigned", response: "responseSigned", both: "bothSigned" } as const;
      const encrypted = withApplication(
        withProvider(acme, (provider) => ({
          ...provider,
          connections: provider.connections.map((connection) =>
            connection.application === "jira" && connection.saml !== undefined
              ? { ...connection, saml: { ...connection.saml, sign, encryptionCertificate: key.certificate } }
              : connection,
          ),
        })),
        "jira",
        (application) =>
          application.saml === undefined
            ? application
            : { ...application, saml: { ...application.saml, key, want: want[sign], wantEncrypted: true } },
      );
      const result = await runLogin(encrypted, login("jira"));
      expect(result.outcome).toMatchObject({ result: "signedIn" });
      expect(rolesOf(result.account)).toEqual(["jira-users", "finance-users"]);
      const posted = result.trace.steps.find(
        (step) => step.kind === "request" && step.request.url.endsWith("/saml/acs"),
      );
      const body = posted?.kind === "request" ? new URLSearchParams(posted.request.body).get("SAMLResponse") : "";
      const xml = Buffer.from(body ?? "", "base64").toString();
      expect(xml).toContain("EncryptedAssertion");
      expect(xml).not.toContain("ada.lovelace");
      const plain = await runLogin(
        withApplication(acme, "jira", (each) =>
          each.saml === undefined ? each : { ...each, saml: { ...each.saml, key, wantEncrypted: true } },
        ),
        login("jira"),
      );
      expect(plain.outcome).toMatchObject({ result: "refused", code: "SAML_ENCRYPTION" });
    },
  );
});

describe("a browser that gets nowhere", () => {
  /** Both sides agree on the wrong address. */
  const answeredAt = (redirectUri: string): Workspace =>
    withApplication(
      withProvider(acme, (provider) => ({
        ...provider,
        connections: provider.connections.map((connection) =>
          connection.oidc === undefined
            ? connection
            : { ...connection, oidc: { ...connection.oidc, redirectUris: [redirectUri] } },
        ),
      })),
      "expenses",
      (application) =>
        application.oidc === undefined ? application : { ...application, oidc: { ...application.oidc, redirectUri } },
    );

  it("is told where it was left, without the code in the address", async () => {
    const lost = "https://nobody-answers.test/oidc/callback";
    const { outcome, trace } = await runLogin(answeredAt(lost), login("expenses"));
    expect(outcome).toMatchObject({ result: "refused", code: "BROWSER_DEAD_END" });
    expect(outcome.reason).toBe(`The browser was left at ${lost}, with status 502, and nobody was signed in.`);
    expect(JSON.stringify(trace)).not.toMatch(/[?&]code=(?!‹)/);
  });

  it("gives up where it is sent in circles: a page that takes no answer begins the login once more", async () => {
    const { outcome, trace } = await runLogin(answeredAt("https://expenses-acme.test/"), login("expenses"));
    expect(outcome).toMatchObject({ result: "refused", code: "BROWSER_REDIRECT_LOOP", by: "browser" });
    expect(outcome.reason).toMatch(/^The parties sent the browser in circles, and it gave up\./);
    expect(trace.steps.at(-1)).toMatchObject({ kind: "outcome", title: "The browser gives up", outcome });
    const begun = trace.steps.filter(
      (step) => step.kind === "request" && step.request.url.startsWith("https://expenses-acme.test/?code="),
    );
    expect(begun.length).toBeGreaterThan(5);
  });
});

describe("an OpenID Connect login", () => {
  it("discovers once, and reads the keys again after they were rolled over", async () => {
    const reads = (steps: readonly Step[], path: string) =>
      steps.filter((step) => step.kind === "request" && step.request.url.endsWith(path)).length;
    const first = await runLogin(acme, login("expenses"));
    expect(reads(first.trace.steps, "/oidc/jwks")).toBe(1);
    const second = await runLogin(first.workspace, login("expenses"));
    expect(reads(second.trace.steps, "/oidc/jwks")).toBe(0);
    const rolled = withProvider(second.workspace, (provider) => ({
      ...provider,
      keys: provider.keys.map((key) => ({ ...key, id: `${key.id}-2` })),
    }));
    const third = await runLogin(rolled, login("expenses"));
    expect(third.outcome.result).toBe("signedIn");
    expect(reads(third.trace.steps, "/oidc/jwks")).toBe(1);
  });

  it("signed with ES256 differs in nothing but the signature", async () => {
    const es256 = withApplication(
      withProvider(acme, (provider) => ({
        ...provider,
        connections: provider.connections.map((connection) =>
          connection.oidc === undefined
            ? connection
            : { ...connection, oidc: { ...connection.oidc, idTokenAlgorithm: "ES256" } },
        ),
      })),
      "expenses",
      (application) =>
        application.oidc === undefined
          ? application
          : { ...application, oidc: { ...application.oidc, algorithms: ["ES256"] } },
    );
    const [first, second] = [await runLogin(es256, login("expenses")), await runLogin(es256, login("expenses"))];
    expect(first.outcome.result).toBe("signedIn");
    const unsigned = (result: LoginResult) =>
      JSON.stringify(result.trace).replace(/eyJ[\w-]+\.[\w-]+\.[\w-]+/g, (token) => token.replace(/\.[\w-]+$/, ""));
    expect(unsigned(second)).toBe(unsigned(first));
  });
});

it("keeps what the parties remember small: a hundred logins leave ten sessions each", async () => {
  let workspace = acme;
  for (let count = 0; count < 100; count += 1) workspace = (await runLogin(workspace, login("expenses"))).workspace;
  const { identityProviders, applications } = workspace.runtime;
  const idp = Object.values(identityProviders)[0];
  expect(Object.keys(idp?.sessions ?? {})).toHaveLength(10);
  expect(Object.keys(applications.expenses?.sessions ?? {})).toHaveLength(10);
  expect(Object.keys(idp?.transactions ?? {})).toEqual([]);
  expect(Object.keys(applications.expenses?.oidcRequests ?? {})).toEqual([]);
});
