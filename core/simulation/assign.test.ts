import { describe, expect, it } from "vitest";
import type { AppRole } from "../idp/app-role.ts";
import type { Connection } from "../idp/identity-provider.ts";
import { ASSIGNED_ROLES } from "../mapping/app-role-rows.ts";
import { describeAction } from "../store/describe-action.ts";
import type { Workspace } from "../store/workspace.ts";
import type { Action } from "./action.ts";
import { runAction } from "./run-action.ts";
import { readAcme, runAll } from "./test-lifecycle.ts";

const ADA = "ada.lovelace@acme.test";
const ROLE_CLAIM = "http://schemas.microsoft.com/ws/2008/06/identity/claims/role";
const APP_ROLES: AppRole[] = [
  { id: "r-admin", value: "Admin", displayName: "Administrator" },
  { id: "r-reader", value: "Reader", displayName: "Reader" },
  { id: "r-none", displayName: "msiam_access" },
  { id: "r-off", value: "Old", displayName: "Old role", enabled: false },
];

function withConnection(workspace: Workspace, id: string, change: (connection: Connection) => Connection): Workspace {
  return {
    ...workspace,
    identityProviders: workspace.identityProviders.map((provider) => ({
      ...provider,
      connections: provider.connections.map((each) => (each.application === id ? change(each) : each)),
    })),
  };
}

function assignmentOf({ identityProviders }: Workspace, id: string): Connection["assignment"] | undefined {
  return identityProviders.flatMap(({ connections }) => connections).find(({ application }) => application === id)
    ?.assignment;
}

/** The application publishes roles, and is sent those of whoever signs in. */
function publishing(id: string): Workspace {
  const row = (claim: string) =>
    ({ id: "roles", claim, source: { kind: "attribute", attribute: ASSIGNED_ROLES } }) as const;
  return withConnection(readAcme(), id, ({ saml, oidc, ...connection }) => ({
    ...connection,
    appRoles: APP_ROLES,
    assignment: { required: true, users: [], groups: [] },
    ...(saml === undefined ? {} : { saml: { ...saml, claims: [...saml.claims, row(ROLE_CLAIM)] } }),
    ...(oidc === undefined ? {} : { oidc: { ...oidc, claims: [...oidc.claims, row("roles")] } }),
  }));
}

const assign = (application: string, appRole?: string): Action => ({
  type: "assign",
  application,
  user: ADA,
  ...(appRole === undefined ? {} : { appRole }),
});

/** What came of the row in a login, and the messages that it may stand in. */
async function rolesSent(workspace: Workspace, id: string) {
  const protocol = workspace.applications.find((each) => each.id === id)?.signOn ?? "saml";
  const login: Action = { type: "login", user: ADA, application: id, protocol, startAt: "application" };
  const { outcome, trace } = await runAction(workspace, login);
  expect(outcome).toMatchObject({ code: "SIGNED_IN" });
  const rows = trace.steps.flatMap((step) => (step.kind === "evaluation" ? step.evaluations : []));
  const texts = trace.steps.flatMap((step) => (step.kind === "artefact" ? [step.artefact.text] : []));
  return { row: rows.find((row) => row.id === "roles"), texts: texts.join("\n") };
}

describe("an application is assigned with a role", () => {
  it("by its id or its value, beside those that are there; the last one goes with the assignment", async () => {
    const id = "slack";
    const both = await runAll(publishing(id), [assign(id, "r-admin"), assign(id, "Reader")]);
    expect(assignmentOf(both.workspace, id)).toEqual({
      required: true,
      users: ["u-ada"],
      groups: [],
      roles: { users: { "u-ada": ["r-admin", "r-reader"] } },
    });
    const take = (appRole: string): Action => ({ type: "unassign", application: id, user: ADA, appRole });
    const one = await runAll(both.workspace, [take("Admin")]);
    expect(assignmentOf(one.workspace, id)?.roles).toEqual({ users: { "u-ada": ["r-reader"] } });
    const none = await runAll(one.workspace, [take("r-reader")]);
    expect(assignmentOf(none.workspace, id)).toEqual({ required: true, users: [], groups: [] });
  });

  it("to a group", async () => {
    const action: Action = { type: "assign", application: "slack", group: "g-finance", appRole: "Admin" };
    const { workspace, trace } = await runAction(publishing("slack"), action);
    expect(assignmentOf(workspace, "slack")?.roles).toEqual({ groups: { "g-finance": ["r-admin"] } });
    expect(trace.steps[0]?.title).toContain("as Administrator,");
    expect(describeAction({ ...action })).toBe("The group g-finance is assigned to slack as Admin");
  });

  it.each([
    ["Admni", 'publishes no app role "Admni". Did you mean "Admin"? There are: Admin, Reader, r-none.'],
    ["Old", "The app role Old role is switched off, so that nobody can be assigned it."],
  ])("but not with %s", async (role, message) => {
    await expect(runAction(publishing("slack"), assign("slack", role))).rejects.toMatchObject({
      code: "ACTION_APP_ROLE",
      message: expect.stringContaining(message),
      place: { path: "appRole" },
    });
  });
});

describe.each([
  ["slack", new RegExp(`${ROLE_CLAIM}.*Admin.*Reader`, "s")],
  ["expenses", /"roles":\s*\[\s*"Admin",\s*"Reader"\s*\]/],
])("the roles claim of %s", (id, sent) => {
  it("has the values of the app roles that somebody is assigned", async () => {
    const actions = [assign(id, "Admin"), assign(id, "Reader"), assign(id, "r-none")];
    const { row, texts } = await rolesSent((await runAll(publishing(id), actions)).workspace, id);
    expect(row).toMatchObject({ result: "applied", value: ["Admin", "Reader"] });
    expect(texts).toMatch(sent);
  });

  it("is left out where there is none", async () => {
    const { row, texts } = await rolesSent((await runAll(publishing(id), [assign(id)])).workspace, id);
    expect(row?.result).toBe("absent");
    expect(texts).not.toMatch(/identity\/claims\/role|"roles"/);
  });
});
