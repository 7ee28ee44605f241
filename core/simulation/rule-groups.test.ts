import { describe, expect, it } from "vitest";
import type { GroupRule } from "../idp/group-rules.ts";
import type { Workspace } from "../store/workspace.ts";
import type { Action } from "./action.ts";
import { runAction } from "./run-action.ts";
import { provisionedBy, readAcme, runAll } from "./test-lifecycle.ts";

const GINA = "gina.torres@acme.test";
const HIRE: Action = {
  type: "hire",
  id: "u-gina",
  userName: GINA,
  attributes: { displayName: "Gina Torres", mail: GINA, department: "Finance", employeeId: "200001" },
  groups: [],
};
const MOVE: Action = { type: "changeAttributes", user: GINA, attributes: { department: "Engineering" } };

function withRules(workspace: Workspace, texts: Readonly<Record<string, string>>): Workspace {
  const rules = Object.entries(texts).map(
    ([group, text]): GroupRule => ({
      id: `rule-${group}`,
      name: `Rule of ${group}`,
      active: true,
      when: { expression: { dialect: "okta", text } },
      groups: [group],
    }),
  );
  const identityProviders = workspace.identityProviders.map((provider) => ({
    ...provider,
    groupRules: { rules, whoStopsMatching: "leaves" as const },
  }));
  return { ...workspace, identityProviders };
}

function groupsOf({ directory }: Workspace): readonly string[] | undefined {
  return directory.users.find(({ id }) => id === "u-gina")?.groups;
}

const ruled = withRules(readAcme(), {
  "g-finance": 'user.department == "Finance"',
  "g-engineering": 'user.department == "Engineering"',
});

describe("group rules", () => {
  it("follow people as they begin and change place, and say so", async () => {
    const hired = await runAction(ruled, HIRE);
    expect(groupsOf(hired.workspace)).toEqual(["g-finance"]);
    expect(hired.trace.steps.map(({ title }) => title)).toContain("Group rules: Gina Torres is put into Finance");
    const moved = await runAction(hired.workspace, MOVE);
    expect(groupsOf(moved.workspace)).toEqual(["g-engineering"]);
    const titles = moved.trace.steps.map(({ title }) => title);
    expect(titles).toContain("Group rules: Gina Torres is put into Engineering and taken out of Finance");
  });

  it("are worked out before anything is pushed, so that a new group makes an account", async () => {
    const connected = provisionedBy(ruled, "jira", "scim", (settings) => ({
      ...settings,
      mappings: [
        {
          id: "userName",
          target: "userName",
          source: { kind: "expression", dialect: "okta-template", text: `\${source.login}` },
          apply: "always",
        },
      ],
      client: { ...settings.client, dialect: "oktaWizard", runs: { on: "events" } },
    }));
    const identityProviders = connected.identityProviders.map((provider) => ({
      ...provider,
      connections: provider.connections.map((each) =>
        each.application === "jira"
          ? { ...each, assignment: { required: true, users: [], groups: ["g-engineering"] } }
          : each,
      ),
    }));
    const accounts = ({ applications }: Workspace) =>
      applications.find(({ id }) => id === "jira")?.accounts.filter(({ userName }) => userName === GINA);
    const hired = await runAction({ ...connected, identityProviders }, HIRE);
    expect(accounts(hired.workspace)).toEqual([]);
    const moved = await runAction(hired.workspace, MOVE);
    expect(accounts(moved.workspace)).toMatchObject([{ active: true }]);
  });

  it("pass over whoever is taken out of their group by hand", async () => {
    const taken: Action = { type: "changeGroups", user: GINA, join: [], leave: ["g-finance"] };
    const { workspace, trace } = await runAll(ruled, [HIRE, taken]);
    expect(groupsOf(workspace)).toEqual([]);
    expect(trace.steps.map(({ title }) => title)).toContain("Group rules pass over Gina Torres from now on");
    const back = await runAll(workspace, [{ ...MOVE, attributes: { department: "Finance", title: "CFO" } }]);
    expect(groupsOf(back.workspace)).toEqual([]);
  });

  it("are worked out for everybody at once", async () => {
    const { workspace } = await runAll(readAcme(), [HIRE]);
    const before = withRules(workspace, { "g-legal": 'user.department == "Finance"' });
    const action: Action = { type: "applyGroupRules", identityProvider: "acme-id" };
    const applied = await runAction(before, action);
    expect(groupsOf(applied.workspace)).toEqual(["g-legal"]);
    expect(applied.outcome.reason).toBe("The group rules of Acme ID: 5 people join Legal.");
    const again = await runAction(applied.workspace, action);
    expect(again.outcome.reason).toBe("The group rules of Acme ID: everybody is where they are to be.");
    expect(again.workspace.directory).toBe(applied.workspace.directory);
    await expect(runAction(before, { ...action, identityProvider: "acme-idd" })).rejects.toMatchObject({
      code: "ACTION_UNKNOWN_IDENTITY_PROVIDER",
      message: expect.stringContaining("acme-id"),
    });
  });

  it("say what they cannot work out, and leave people where they are", async () => {
    const broken = withRules(readAcme(), { "g-sales": "user.department > 3" });
    const { trace, workspace } = await runAll(broken, [HIRE]);
    expect(groupsOf(workspace)).toEqual([]);
    const step = trace.steps.find(({ title }) => title.startsWith("Group rules"));
    expect(step).toMatchObject({ status: "warning", title: "Group rules: Gina Torres is left where they are" });
  });
});
