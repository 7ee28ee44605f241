import { beforeAll, describe, expect, it } from "vitest";
import { planImport } from "../import/plan-import.ts";
import { WITHOUT_REST } from "../pace.ts";
import { runAction } from "../simulation/run-action.ts";
import { readSample } from "../store/preset.ts";
import type { Workspace } from "../store/workspace.ts";
import type { Trace } from "../trace/step.ts";

const JIRA = "urn:rehearsal:scim:schemas:extension:jira:2.0:User";

const MAPPING = {
  source: { name: "user", type: "user" },
  target: { name: "jira", type: "appuser" },
  properties: {
    givenName: { expression: "user.givenName", pushStatus: "PUSH" },
    familyName: { expression: "user.surname", pushStatus: "PUSH" },
    displayName: { expression: 'user.surname + ", " + user.givenName', pushStatus: "PUSH" },
    email: { expression: "String.toLowerCase(user.mail)", pushStatus: "PUSH" },
    title: { expression: 'user.jobTitle ?: "Staff"', pushStatus: "DONT_PUSH" },
    seat: { expression: 'user.department == "Engineering" ? "full" : "viewer"', pushStatus: "PUSH" },
  },
};

const TEMPLATE = {
  label: "jira",
  credentials: {
    userNameTemplate: { template: 'String.substringBefore(user.login, "@")', type: "CUSTOM", pushStatus: "PUSH" },
  },
};

async function imported(workspace: Workspace, document: unknown): Promise<Workspace> {
  const file = { name: "okta.json", bytes: new TextEncoder().encode(JSON.stringify(document)) };
  const planning = { pace: WITHOUT_REST, importedAt: "2026-03-02T10:00:00.000Z" };
  return (await planImport(workspace, file, {}, planning)).next;
}

/** What was sent about a person, by its method. */
function bodies({ steps }: Trace, method: string): readonly unknown[] {
  return steps.flatMap((step) =>
    step.kind === "request" && step.request.method === method && step.request.url.includes("/Users")
      ? [JSON.parse(step.request.body)]
      : [],
  );
}

let workspace: Workspace;
beforeAll(async () => {
  const mapped = await imported(await readSample("acme"), MAPPING);
  const named = await imported(mapped, TEMPLATE);
  const identityProviders = named.identityProviders.map((provider) => ({
    ...provider,
    connections: provider.connections.map((each) =>
      each.application === "jira" ? { ...each, assignment: { required: true, users: ["u-ada"], groups: [] } } : each,
    ),
  }));
  // Nobody is there yet, so that everybody is made.
  const applications = named.applications.map((each) =>
    each.id === "jira" ? { ...each, accounts: [], groups: [] } : each,
  );
  workspace = { ...named, identityProviders, applications };
});

const PROFILE = {
  userName: "ada.lovelace",
  active: true,
  name: { givenName: "Ada", familyName: "Lovelace" },
  displayName: "Lovelace, Ada",
  emails: [{ type: "work", value: "ada.lovelace@acme.test" }],
  title: "Accountant",
  [JIRA]: { seat: "viewer" },
};

describe("what was imported from Okta, at work", () => {
  it("makes an account with the values that Okta's expressions give, and PUTs the whole profile", async () => {
    const made = await runAction(workspace, { type: "cycle", application: "jira" });
    expect(bodies(made.trace, "POST")).toMatchObject([PROFILE]);
    const account = made.workspace.applications.find(({ id }) => id === "jira")?.accounts[0];
    expect(account).toMatchObject({ userName: "ada.lovelace", attributes: { seat: "viewer" } });
    const changed = await runAction(made.workspace, {
      type: "changeAttributes",
      user: "ada.lovelace@acme.test",
      attributes: { department: "Engineering", jobTitle: "Engineer" },
    });
    // A title is for the first day; Okta keeps it and sends it again.
    expect(bodies(changed.trace, "PUT")).toMatchObject([{ ...PROFILE, [JIRA]: { seat: "full" } }]);
  });

  it("says in the trace that SCIM stands in for the vendor's API", async () => {
    const { trace } = await runAction(workspace, { type: "cycle", application: "jira" });
    const evaluations = trace.steps.flatMap((step) => (step.kind === "evaluation" ? step.evaluations : []));
    const seat = evaluations.find(({ id, result }) => id === "seat" && result === "applied");
    expect(seat?.why).toContain("SCIM stands in for the application's own API, which calls it `seat`");
  });
});
