import { beforeAll, describe, expect, it } from "vitest";
import { exportWorkspace } from "../export/export-workspace.ts";
import { planImport } from "../import/plan-import.ts";
import type { Source } from "../mapping/source.ts";
import { WITHOUT_REST } from "../pace.ts";
import type { Provisioning, ProvisioningMapping } from "../provisioning/settings.ts";
import { readSample } from "../store/preset.ts";
import type { Workspace } from "../store/workspace.ts";

/** The user name template of an application in Okta, imported and exported. */

let acme: Workspace;
beforeAll(async () => {
  acme = await readSample("acme");
});

async function imported(template: object, workspace = provisioned()): Promise<Workspace> {
  const bytes = new TextEncoder().encode(JSON.stringify({ credentials: { userNameTemplate: template } }));
  const options = { application: "jira" };
  const planning = { pace: WITHOUT_REST, importedAt: "2026-03-02T10:00:00.000Z" };
  return (await planImport(workspace, { name: "app.json", bytes }, options, planning)).next;
}

async function exported(workspace: Workspace) {
  const options = { application: "jira" };
  const made = await exportWorkspace(workspace, "oktaUserNameTemplate", options, WITHOUT_REST);
  const document = JSON.parse(made.text);
  return { ...made, document, template: document.credentials.userNameTemplate };
}

/** Provisioned by SCIM, with other members of the row for the user name. */
function provisioned(differs: Partial<ProvisioningMapping> = {}): Workspace {
  const source: Source = { kind: "attribute", attribute: "userName" };
  const row: ProvisioningMapping = { id: "userName", target: "userName", source, apply: "always", ...differs };
  const actions = { create: true, update: true, disable: true, delete: false };
  const provisioning: Provisioning = {
    way: "scim",
    mappings: [row],
    client: { dialect: "oktaWizard", runs: { on: "events" }, actions, groups: [] },
  };
  const identityProviders = acme.identityProviders.map((provider) => ({
    ...provider,
    connections: provider.connections.map((each) => (each.application === "jira" ? { ...each, provisioning } : each)),
  }));
  return { ...acme, identityProviders };
}

function rowOf({ identityProviders }: Workspace): ProvisioningMapping | undefined {
  const found = identityProviders[0]?.connections.find(({ application }) => application === "jira");
  return found?.provisioning?.mappings.find(({ target }) => target === "userName");
}

describe("a template that was imported", () => {
  it.each([
    { template: `\${source.login}`, type: "BUILT_IN", pushStatus: "PUSH" },
    {
      template: `\${source.userName}\${instance.userSuffix}`,
      type: "BUILT_IN",
      userSuffix: ".acme",
      pushStatus: "PUSH",
    },
    { template: 'String.substringBefore(user.login, "@")', type: "CUSTOM", pushStatus: "DONT_PUSH" },
    { template: `\${source.email}`, type: "BUILT_IN", pushStatus: "NOT_CONFIGURED", whoKnows: [1] },
    { template: `\${source.email}`, type: "BUILT_IN" },
  ])("comes back as it was: %j", async (template) => {
    const made = await exported(await imported(template));
    expect(made.template).toEqual({ ...template, pushStatus: template.pushStatus ?? "DONT_PUSH" });
    expect(made).toMatchObject({ fileName: "jira-okta-user-name.json", notCarried: [] });
  });

  it("says what has changed since, and keeps what nobody here understands", async () => {
    const workspace = await imported({ template: `\${source.login}`, type: "BUILT_IN", userSuffix: ".x", other: 1 });
    const row = rowOf(workspace);
    if (row === undefined) throw new Error("It is there.");
    Object.assign(row, { apply: "always", source: { kind: "expression", dialect: "okta", text: "user.email" } });
    const { template } = await exported(workspace);
    expect(template).toEqual({ template: "user.email", type: "CUSTOM", other: 1, pushStatus: "PUSH" });
  });
});

describe("a row that somebody made", () => {
  const okta = (text: string): ProvisioningMapping["source"] => ({ kind: "expression", dialect: "okta", text });

  it.each([
    [okta("user.email"), { template: "user.email", type: "CUSTOM" }, 0],
    [{ kind: "attribute", attribute: "userName" }, { template: "user.login", type: "CUSTOM" }, 1],
    [{ kind: "expression", dialect: "okta-template", text: `\${source.email}` }, { type: "BUILT_IN" }, 0],
    [{ kind: "expression", dialect: "okta-template", text: `x-\${source.email}` }, { type: "CUSTOM" }, 1],
  ] as const)("is written, and an import gives the same user names: %j", async (source, expected, notes) => {
    const before = provisioned({ source, apply: "always", required: true, matching: 1 });
    const made = await exported(before);
    expect(made.template).toMatchObject({ ...expected, pushStatus: "PUSH" });
    expect(made.notCarried.filter(({ place }) => place.endsWith("/source") && !place.startsWith("saml"))).toHaveLength(
      notes,
    );
    const back = rowOf(await imported(made.template, provisioned()));
    expect(back).toMatchObject({ apply: "always", required: true, matching: 1 });
    expect((await exported(await imported(made.template))).template).toEqual(made.template);
    if (source.kind === "expression") expect(back?.source).toEqual(source);
  });

  it("says what a template cannot carry", async () => {
    const note = { kind: "decision", text: "As agreed." } as const;
    const { notCarried } = await exported(provisioned({ source: okta("user.email"), defaultIfNull: "x", note }));
    expect(notCarried.map(({ place }) => place)).toEqual(
      expect.arrayContaining(["provisioning/mappings/userName/defaultIfNull", "provisioning/mappings/userName/note"]),
    );
    expect(notCarried.at(-1)).toMatchObject({ place: "saml/nameId/source" });
  });

  it("is refused where Okta has no way to say it", async () => {
    const source = { kind: "expression", dialect: "entra", text: "[mail]" } as const;
    await expect(exported(provisioned({ source }))).rejects.toMatchObject({ code: "EXPORT_NOT_WRITTEN" });
  });

  it("keeps its note when a template is imported", async () => {
    const note = { kind: "decision", text: "As agreed." } as const;
    expect(rowOf(await imported({ template: `\${source.email}` }, provisioned({ note })))?.note).toEqual(note);
  });
});
