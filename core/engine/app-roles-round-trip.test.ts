import { expect, it } from "vitest";
import { exportWorkspace } from "../export/export-workspace.ts";
import type { AppRole } from "../idp/app-role.ts";
import { planImport } from "../import/plan-import.ts";
import { WITHOUT_REST } from "../pace.ts";
import { readAcme } from "../simulation/test-lifecycle.ts";
import type { Workspace } from "../store/workspace.ts";

const MANIFEST = {
  displayName: "Jira-like",
  groupMembershipClaims: null,
  optionalClaims: { idToken: [], accessToken: [], saml2Token: [] },
  appRoles: [
    {
      allowedMemberTypes: ["User", "Application"],
      description: "Administers everything",
      displayName: "Administrator",
      id: "7f1c0d2e-0000-4000-8000-000000000001",
      isEnabled: true,
      origin: "Application",
      value: "Admin",
    },
    {
      allowedMemberTypes: ["User"],
      description: null,
      displayName: "msiam_access",
      id: "7f1c0d2e-0000-4000-8000-000000000002",
      isEnabled: false,
      value: null,
    },
  ],
};

async function take(document: object, into: Workspace) {
  const file = { name: "manifest.json", bytes: new TextEncoder().encode(JSON.stringify(document)) };
  const asked = { pace: WITHOUT_REST, importedAt: "2026-03-02T10:00:00.000Z" };
  return planImport(into, file, { application: "jira" }, asked);
}

async function give(workspace: Workspace): Promise<{ readonly appRoles: readonly object[] }> {
  const { text } = await exportWorkspace(workspace, "entraClaims", { application: "jira" }, WITHOUT_REST);
  return JSON.parse(text);
}

function rolesOf({ identityProviders }: Workspace): readonly AppRole[] | undefined {
  return identityProviders.flatMap(({ connections }) => connections).find(({ application }) => application === "jira")
    ?.appRoles;
}

function withRoles(workspace: Workspace, change: (roles: readonly AppRole[]) => AppRole[]): Workspace {
  return {
    ...workspace,
    identityProviders: workspace.identityProviders.map((provider) => ({
      ...provider,
      connections: provider.connections.map((each) =>
        each.application === "jira" ? { ...each, appRoles: change(each.appRoles ?? []) } : each,
      ),
    })),
  };
}

it("takes the app roles of a manifest, and gives them back as they were", async () => {
  const { next, report } = await take(MANIFEST, readAcme());
  expect(rolesOf(next)).toEqual([
    {
      id: "7f1c0d2e-0000-4000-8000-000000000001",
      value: "Admin",
      displayName: "Administrator",
      description: "Administers everything",
    },
    { id: "7f1c0d2e-0000-4000-8000-000000000002", displayName: "msiam_access", enabled: false },
  ]);
  expect(report.lines.map(({ place }) => place)).toEqual(["appRoles[0]", "appRoles[1]"]);
  expect(report.counts.taken).toBe(2);
  expect(await give(next)).toEqual(MANIFEST);
});

it("writes what has changed since, and roles that were made here; an import of that has the same roles", async () => {
  const { next } = await take(MANIFEST, readAcme());
  const changed = withRoles(next, ([first]) => [
    ...(first === undefined ? [] : [{ ...first, value: "Owner", enabled: false }]),
    { id: "reader", value: "Reader", displayName: "Reader", description: "Reads" },
  ]);
  const written = await give(changed);
  expect(written.appRoles).toEqual([
    { ...MANIFEST.appRoles[0], value: "Owner", isEnabled: false },
    {
      allowedMemberTypes: ["User"],
      description: "Reads",
      displayName: "Reader",
      id: "reader",
      isEnabled: true,
      value: "Reader",
    },
  ]);
  expect(rolesOf((await take(written, readAcme())).next)).toEqual(rolesOf(changed));
});

it("says nothing of app roles where nobody knows of any", async () => {
  expect(await give(readAcme())).not.toHaveProperty("appRoles");
});
