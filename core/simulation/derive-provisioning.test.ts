import { describe, expect, it } from "vitest";
import { provisioningSchema } from "../provisioning/settings.ts";
import { checkWorkspace } from "../store/check.ts";
import { deriveProvisioning, withWay } from "./derive-provisioning.ts";
import { findConnected } from "./find-in-workspace.ts";
import { provisioningStateOf } from "./provisioning-state.ts";
import { passMinutes, provisionedBy, readAcme, runAll } from "./test-lifecycle.ts";

const acme = readAcme();
const WAYS = ["scim", "scheduled", "manual", "workflow"] as const;

describe("a way that nobody has set up", () => {
  it.each(acme.applications.flatMap(({ id }) => WAYS.map((way) => ({ id, way }))))(
    "can be worked out for $id by $way",
    ({ id, way }) => {
      const settings = deriveProvisioning(findConnected(acme, id), way, acme.directory.groups);
      expect(provisioningSchema.safeParse(settings).success).toBe(true);
      const targets = settings.mappings.map(({ target }) => target);
      expect(new Set(targets).size).toBe(targets.length);
      expect(targets).toEqual(expect.arrayContaining(["userName", "active"]));
      expect(settings.mappings.some(({ matching }) => matching === 1)).toBe(true);
      expect(checkWorkspace(withWay(acme, id, settings))).toEqual(checkWorkspace(acme));
    },
  );

  it("takes what a claim is made from, through the table of the login's own row", () => {
    const { mappings } = deriveProvisioning(findConnected(acme, "expenses"), "scim");
    expect(mappings.find(({ id }) => id === "costCentre")).toMatchObject({
      target: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:costCenter",
      source: { kind: "table", attribute: "department" },
    });
  });

  it("pushes the groups that the application makes roles of", () => {
    const settings = deriveProvisioning(findConnected(acme, "jira"), "scim", acme.directory.groups);
    expect(settings).toMatchObject({ client: { groups: expect.arrayContaining(["g-finance"]) } });
  });
});

describe("another way", () => {
  it("keeps accounts and whose they are, and forgets how far the way before had come", async () => {
    const workflow = provisionedBy(acme, "expenses", "workflow");
    const { workspace } = await runAll(workflow, [
      { type: "changeAttributes", user: "mara.okafor@acme.test", attributes: { jobTitle: "Analyst II" } },
      passMinutes(1),
    ]);
    const next = withWay(workspace, "expenses", deriveProvisioning(findConnected(workspace, "expenses"), "scim"));
    const [before, after] = [workspace, next].map((each) => provisioningStateOf(each, "acme-id", "expenses"));
    expect(after?.links["u-mara"]?.target).toBe(before?.links["u-mara"]?.target);
    expect(after).toMatchObject({ cycles: 0, escrow: {} });
    expect(next.applications).toBe(workspace.applications);
    expect(findConnected(withWay(next, "expenses", undefined), "expenses").connection.provisioning).toBeUndefined();
  });
});
