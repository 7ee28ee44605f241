import { describe, expect, it } from "vitest";
import type { IdentityProvider } from "../idp/identity-provider.ts";
import { WITHOUT_REST } from "../pace.ts";
import type { Provisioning, ScimClientSettings } from "../provisioning/settings.ts";
import { readSample } from "../store/preset.ts";
import type { Workspace } from "../store/workspace.ts";
import type { ExportKind } from "./export-kind.ts";
import { exportWorkspace } from "./export-workspace.ts";
import type { ExportOptions } from "./exported.ts";

const acme = await readSample("acme");
const [first] = acme.identityProviders;
if (first === undefined) throw new Error("The sample has one.");
const groupRules = { rules: [], whoStopsMatching: "leaves" } as const;
const client = {
  dialect: "entra",
  runs: { on: "cycle", everyMinutes: 40 },
  actions: { create: true, update: true, disable: true, delete: true },
  groups: [],
} satisfies ScimClientSettings;
const provisioning: Provisioning = { way: "scim", mappings: [], client };
const one: IdentityProvider = {
  ...first,
  groupRules: { ...groupRules, rules: [] },
  connections: first.connections.map((each) => (each.application === "jira" ? { ...each, provisioning } : each)),
};
const other = { ...one, id: "other", name: "Other", entityId: "https://other.test/saml", origin: "https://other.test" };
/** Two that know the same applications. */
const two: Workspace = { ...acme, identityProviders: [one, other] };

const made = (kind: ExportKind, options: ExportOptions = {}) => exportWorkspace(two, kind, options, WITHOUT_REST);

describe("an export of settings of one identity provider", () => {
  const cases: readonly (readonly [ExportKind, ExportOptions])[] = [
    ["oktaGroupRules", {}],
    ["samlMetadata", {}],
  ];

  it.each(cases)("%s asks which, where several have it", async (kind, options) => {
    await expect(made(kind, options)).rejects.toMatchObject({
      code: "EXPORT_WHICH_IDENTITY_PROVIDER",
      message: `Say which identity provider: ${one.id}, other.`,
    });
    expect((await made(kind, { ...options, identityProvider: "other" })).fileName).toMatch(/^other-/);
    await expect(made(kind, { ...options, identityProvider: "othre" })).rejects.toMatchObject({
      code: "EXPORT_UNKNOWN_IDENTITY_PROVIDER",
      message: expect.stringContaining('Did you mean "other"?'),
    });
  });

  it("asks which, where several provision an application", async () => {
    const options = { application: "jira" };
    await expect(made("entraSchema", options)).rejects.toMatchObject({ code: "EXPORT_WHICH_IDENTITY_PROVIDER" });
    const chosen = await made("entraSchema", { ...options, identityProvider: "other" });
    expect(chosen.notCarried.map(({ message }) => message).join(" ")).toContain("`directories` is empty");
  });

  it("does not ask for an application's own metadata, which is the same for all", async () => {
    expect((await made("samlMetadata", { application: "slack" })).text).toContain("SPSSODescriptor");
  });
});
