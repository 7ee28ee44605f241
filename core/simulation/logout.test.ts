import { describe, expect, it } from "vitest";
import { findPerson } from "../directory/directory-change.ts";
import { createSeededRandom } from "../random.ts";
import { OTHER_CERTIFICATE } from "../saml/test-certificate.ts";
import { schemaErrors } from "../saml/test-schema.ts";
import type { Workspace } from "../store/workspace.ts";
import { createRecorder } from "../trace/recorder.ts";
import type { Trace } from "../trace/step.ts";
import type { Action, LogoutAction } from "./action.ts";
import { type Browser, createBrowser } from "./browser.ts";
import { personWhoSignsIn } from "./login.ts";
import { createNetwork } from "./network.ts";
import { createParties } from "./parties.ts";
import { runAction } from "./run-action.ts";
import { readAcme, runAll } from "./test-lifecycle.ts";
import { changed, revoking, withOidcLogout, withSaml, withSamlLogout, withTwin } from "./test-logout.ts";

const ADA = "ada.lovelace@acme.test";
const acme = readAcme();
const loginTo = (application: string, protocol: "saml" | "oidc" = "oidc"): Action => {
  return { type: "login", user: ADA, application, protocol, startAt: "application" };
};
const logoutOf = (application: string): LogoutAction => ({ type: "logout", user: ADA, application });
const leave: Action = { type: "leave", user: ADA };

const titles = ({ steps }: Trace) => steps.map(({ title }) => title);
const sessionsAt = ({ runtime }: Workspace, id: string) => Object.values(runtime.applications[id]?.sessions ?? {});
const sessionsAtIdp = ({ runtime }: Workspace) =>
  Object.values(runtime.identityProviders).flatMap(({ sessions }) => Object.values(sessions));

/** One browser at work in a workspace, as a person uses it. */
async function browse(workspace: Workspace, task: (browser: Browser) => Promise<void>) {
  const now = Date.parse(workspace.clock.now);
  const parties = createParties(workspace);
  const recorder = createRecorder(parties.actors, () => now);
  const network = createNetwork({ hosts: parties.hosts, recorder, random: createSeededRandom("browse"), now });
  await task(createBrowser(network, now));
  return { workspace: parties.collect(), trace: recorder.trace(), outcome: recorder.outcome() };
}

const signsIn = () => personWhoSignsIn(findPerson(acme.directory, ADA));
const signsOut = () => {
  let pressed = false;
  return ({ action }: { readonly action: string }) => {
    if (pressed || action !== "/logout") return undefined;
    pressed = true;
    return [];
  };
};

describe("signing out where nothing is set up", () => {
  it("lets the same person in again at once, since the identity provider's session is open still", async () => {
    const { outcome, workspace } = await runAction(acme, logoutOf("expenses"));
    expect(outcome).toMatchObject({ result: "done", code: "SIGNED_IN_AGAIN" });
    expect(sessionsAtIdp(workspace)).toHaveLength(1);
  });

  it("is refused as bad input where there is no such person", async () => {
    await expect(runAction(acme, { ...logoutOf("expenses"), user: "nobody" })).rejects.toMatchObject({
      code: "DIRECTORY_USER_UNKNOWN",
    });
  });
});

describe("signing out of an OpenID Connect application", () => {
  const both = withOidcLogout(withOidcLogout(withTwin(acme, "expenses", "travel"), "expenses"), "travel");

  it("ends the session at the identity provider too, and comes back", async () => {
    const { outcome, workspace, trace } = await runAction(withOidcLogout(acme, "expenses"), logoutOf("expenses"));
    expect(outcome).toMatchObject({ result: "done", code: "SIGNED_OUT", by: "app:expenses" });
    expect(sessionsAt(workspace, "expenses")).toEqual([]);
    expect(sessionsAtIdp(workspace)).toEqual([]);
    expect(titles(trace)).toContain("Acme ID ends the session of ada.lovelace@acme.test");
  });

  it("ends the session of the other application by a logout token, and of no other browser", async () => {
    const elsewhere = await runAction(both, loginTo("travel"));
    expect(sessionsAt(elsewhere.workspace, "travel")).toHaveLength(1);
    const { workspace, trace, outcome } = await browse(elsewhere.workspace, async (browser) => {
      await browser.visit("https://travel-acme.test/", signsIn());
      await browser.visit("https://expenses-acme.test/", signsIn());
      await browser.visit("https://expenses-acme.test/", signsOut());
    });
    expect(outcome?.code).toBe("SIGNED_OUT");
    expect(titles(trace)).toEqual(
      expect.arrayContaining([
        "Acme ID signs a logout token for The travel",
        "POST /oidc/backchannel-logout",
        "The travel verifies the logout token",
        `The travel ends the session of ${ADA}`,
        "The travel confirms the logout",
      ]),
    );
    expect(titles(trace)).not.toContain("Acme ID signs a logout token for Expenses");
    expect(sessionsAt(workspace, "expenses")).toEqual([]);
    expect(sessionsAt(workspace, "travel")).toEqual(sessionsAt(elsewhere.workspace, "travel"));
    const checks = trace.steps.find((step) => step.kind === "checks" && step.subject === "logout token");
    expect(checks?.kind === "checks" && checks.checks.every(({ result }) => result === "passed")).toBe(true);
  });

  it("goes on where an application does not confirm, and says so", async () => {
    const deaf = changed(
      both,
      "travel",
      ({ oidc, ...rest }) => (oidc === undefined ? rest : { ...rest, oidc: { ...oidc, backchannelLogout: false } }),
      (connection) => connection,
    );
    const { workspace, trace } = await browse(deaf, async (browser) => {
      await browser.visit("https://travel-acme.test/", signsIn());
      await browser.visit("https://expenses-acme.test/", signsIn());
      await browser.visit("https://expenses-acme.test/", signsOut());
    });
    expect(titles(trace)).toContain("The travel does not confirm the logout");
    expect(sessionsAt(workspace, "travel")).toHaveLength(1);
    expect(sessionsAtIdp(workspace)).toEqual([]);
  });

  it("tells where the browser was left, where it does not come back", async () => {
    const lost = "https://nobody-answers.test/oidc/signed-out";
    const astray = changed(
      both,
      "expenses",
      ({ oidc, ...rest }) => (oidc === undefined ? rest : { ...rest, oidc: { ...oidc, postLogoutRedirectUri: lost } }),
      ({ oidc, ...rest }) =>
        oidc === undefined ? rest : { ...rest, oidc: { ...oidc, postLogoutRedirectUris: [lost] } },
    );
    const { outcome } = await runAction(astray, logoutOf("expenses"));
    expect(outcome).toMatchObject({ code: "BROWSER_DEAD_END", reason: expect.stringContaining(`left at ${lost}`) });
  });

  it("gives the same trace for the same workspace", async () => {
    expect(await runAction(both, logoutOf("expenses"))).toEqual(await runAction(both, logoutOf("expenses")));
  });
});

describe("SAML single logout", () => {
  const two = withSamlLogout(withSamlLogout(acme, "salesforce"), "jira");
  const [salesforce, jira, slack] = ["salesforce", "jira", "slack"].map((id) => {
    const { origin = "" } = acme.applications.find((each) => each.id === id) ?? {};
    return `${origin}/`;
  });

  const signOutOfJira = (workspace: Workspace) =>
    browse(workspace, async (browser) => {
      for (const url of [salesforce, slack, jira]) await browser.visit(url ?? "", signsIn());
      await browser.visit(jira ?? "", signsOut());
    });

  it.each(["redirect", "post"] as const)(
    "goes from the application to the identity provider, to the others and back, by %s",
    async (binding) => {
      const set = withSamlLogout(withSamlLogout(acme, "salesforce", { binding }), "jira", { binding });
      const { workspace, trace, outcome } = await signOutOfJira(set);
      expect(outcome).toMatchObject({ result: "done", code: "SIGNED_OUT", by: "app:jira" });
      for (const id of ["jira", "salesforce"]) expect(sessionsAt(workspace, id)).toEqual([]);
      expect(sessionsAtIdp(workspace)).toEqual([]);
      expect(sessionsAt(workspace, "slack")).toHaveLength(1);
      const messages = trace.steps.flatMap((step) =>
        step.kind === "artefact" && step.artefact.name.startsWith("Logout") ? [`${step.from} ${step.title}`] : [],
      );
      expect(messages).toEqual([
        "app:jira Jira-like asks the identity provider to sign out everywhere",
        "idp:acme-id Acme ID reads the LogoutRequest",
        "idp:acme-id Acme ID asks Salesforce-like to sign out",
        "app:salesforce Salesforce-like reads the LogoutRequest",
        "app:salesforce Salesforce-like answers the identity provider",
        "idp:acme-id Acme ID reads the LogoutResponse",
        "idp:acme-id Acme ID answers Jira-like",
        "app:jira Jira-like reads the LogoutResponse",
      ]);
      const checks = trace.steps.flatMap((step) =>
        step.kind === "checks" && step.subject === "SAML logout message" ? step.checks : [],
      );
      expect(checks.filter(({ result }) => result === "failed" || result === "notReached")).toEqual([]);
    },
  );

  it("writes messages that are valid by the OASIS schema", async () => {
    for (const binding of ["redirect", "post"] as const) {
      const set = withSamlLogout(withSamlLogout(acme, "salesforce", { binding }), "jira", { binding });
      const { trace } = await signOutOfJira(set);
      const texts = trace.steps.flatMap((step) =>
        step.kind === "artefact" && step.artefact.name.startsWith("Logout") ? [step.artefact.text] : [],
      );
      expect(texts).toHaveLength(8);
      const documents = Object.fromEntries(texts.map((text, index) => [`message-${index}`, text]));
      expect(await schemaErrors("protocol", documents)).toEqual([]);
    }
  });

  it("also tells OpenID Connect applications, which need no browser, and the other way round", async () => {
    const mixed = withOidcLogout(two, "expenses");
    const fromSaml = await browse(mixed, async (browser) => {
      await browser.visit("https://expenses-acme.test/", signsIn());
      await browser.visit(jira ?? "", signsIn());
      await browser.visit(jira ?? "", signsOut());
    });
    const fromOidc = await browse(mixed, async (browser) => {
      await browser.visit(jira ?? "", signsIn());
      await browser.visit("https://expenses-acme.test/", signsIn());
      await browser.visit("https://expenses-acme.test/", signsOut());
    });
    for (const { workspace, outcome } of [fromSaml, fromOidc]) {
      expect(outcome?.code).toBe("SIGNED_OUT");
      expect([...sessionsAt(workspace, "jira"), ...sessionsAt(workspace, "expenses")]).toEqual([]);
    }
  });

  it("says so where an application does not confirm, and goes on", async () => {
    const { privateKeyPem: privateKey, certificate } = OTHER_CERTIFICATE;
    const other = { key: { privateKey, certificate }, signRequests: false };
    const { outcome, trace } = await signOutOfJira(
      withSaml(two, "salesforce", other, { requireSignedRequests: false }),
    );
    expect(outcome).toMatchObject({ code: "SIGNED_OUT_IN_PART" });
    expect(outcome?.reason).toContain("Not every other application confirmed");
    expect(titles(trace)).toContain("Salesforce-like does not confirm the logout");
  });

  it("leaves it at the application's own session where that has no key to sign with", async () => {
    const { privateKeyPem: _, certificate } = OTHER_CERTIFICATE;
    const { outcome, trace } = await runAction(withSaml(two, "jira", { key: { certificate } }), logoutOf("jira"));
    expect(outcome.code).toBe("SIGNED_IN_AGAIN");
    expect(titles(trace)).toContain("Jira-like cannot sign the browser out of the identity provider");
  });

  it("needs the browser: where somebody is disabled, the session stays open, unless SOAP leads there", async () => {
    const start: Action[] = [loginTo("jira", "saml"), leave];
    const open = await runAll(revoking(two), start);
    expect(sessionsAt(open.workspace, "jira")).toHaveLength(1);
    const told = open.trace.steps.find(({ title }) => title === "Jira-like does not confirm the logout");
    expect(told?.why).toContain("goes through the person's browser");
    const stays = open.trace.steps.find(({ title }) => title === "Ada Lovelace: the session at Jira-like stays open");
    expect(stays?.why).toContain("goes through the person's browser");

    const soapUrl = `${jira}saml/slo/soap`;
    const closed = await runAll(revoking(withSamlLogout(two, "jira", { soapUrl })), start);
    expect(sessionsAt(closed.workspace, "jira")).toEqual([]);
    expect(titles(closed.trace)).toContain("Jira-like confirms the logout");
    expect(titles(closed.trace)).not.toContain("Ada Lovelace: the session at Jira-like stays open");
  });
});

describe("somebody is disabled", () => {
  it("and loses the sessions in applications that can be told, where the identity provider revokes", async () => {
    const { workspace, trace } = await runAll(revoking(withOidcLogout(acme, "expenses")), [loginTo("expenses"), leave]);
    expect(sessionsAt(workspace, "expenses")).toEqual([]);
    expect(sessionsAtIdp(workspace)).toEqual([]);
    const told = titles(trace);
    expect(told).toContain(`Expenses ends the session of ${ADA}`);
    expect(told).toContain("Ada Lovelace: the session at Acme ID is revoked");
    expect(told).not.toContain("Ada Lovelace: the session at Expenses stays open");
  });

  it("and keeps them where the identity provider does not revoke", async () => {
    const { workspace, trace } = await runAll(withOidcLogout(acme, "expenses"), [loginTo("expenses"), leave]);
    expect(sessionsAt(workspace, "expenses")).toHaveLength(1);
    expect(titles(trace)).toContain("Ada Lovelace: the session at Expenses stays open");
  });

  it("and keeps the session of an application that cannot be reached, which the trace says", async () => {
    const down: Action = { type: "outage", party: "expenses", down: true };
    const { workspace, trace } = await runAll(revoking(withOidcLogout(acme, "expenses")), [
      loginTo("expenses"),
      down,
      leave,
    ]);
    expect(sessionsAt(workspace, "expenses")).toHaveLength(1);
    const open = trace.steps.find(({ title }) => title === "Ada Lovelace: the session at Expenses stays open");
    expect(open?.why).toContain("did not end its own");
  });
});
