import { beforeAll, describe, expect, it } from "vitest";
import { WITHOUT_REST } from "../pace.ts";
import { readSample } from "../store/preset.ts";
import type { Workspace } from "../store/workspace.ts";
import { planImport } from "./plan-import.ts";

const SECRET = "s3cr3t-token-value";

const SECRETS = {
  value: [
    { key: "BaseAddress", value: "https://user:pa55@app.test/scim?key=abc" },
    { key: "SecretToken", value: SECRET },
    { key: "SyncAll", value: "false" },
    {
      key: "SyncNotificationSettings",
      value: '{"Enabled":true,"Recipients":"it@acme.test","DeleteThresholdEnabled":true,"DeleteThresholdValue":500}',
    },
    { key: "SkipOutOfScopeDeletions", value: "True" },
    { key: "Password", value: `${SECRET}-too` },
  ],
};

const JOB = {
  id: "scim.1",
  schedule: { interval: "PT40M", state: "Active" },
  status: { code: "Quarantine", quarantine: { reason: "EncounteredQuarantineException" } },
};

let bare: Workspace;
let provisioned: Workspace;
beforeAll(async () => {
  bare = await readSample("acme");
  const schema = {
    synchronizationRules: [{ objectMappings: [{ sourceObjectName: "User", targetObjectName: "User" }] }],
  };
  provisioned = (await plan(schema)).next;
});

async function plan(document: unknown, workspace = bare) {
  const text = typeof document === "string" ? document : JSON.stringify(document);
  const file = { name: "entra.json", bytes: new TextEncoder().encode(text) };
  const asked = { pace: WITHOUT_REST, importedAt: "2026-03-02T10:00:00.000Z" };
  return planImport(workspace, file, { application: "jira" }, asked);
}

function jiraIn({ identityProviders }: Workspace) {
  const found = identityProviders
    .flatMap(({ connections }) => connections)
    .find(({ application }) => application === "jira");
  const client = found?.provisioning?.way === "scim" ? found.provisioning.client : undefined;
  return { assignment: found?.assignment, client };
}

function results(lines: Awaited<ReturnType<typeof plan>>["report"]["lines"]) {
  return lines.map(({ result, subject }) => `${result} ${subject}`);
}

describe("Entra's secrets list", () => {
  it("gives settings, and is otherwise forgotten", async () => {
    const planned = await plan(SECRETS, provisioned);
    const { assignment, client } = jiraIn(planned.next);
    expect(assignment?.required).toBe(true);
    expect(client).toMatchObject({ deletionThreshold: 500, skipOutOfScopeDeletions: true, dialect: "entra" });
    expect(results(planned.report.lines)).toEqual([
      "notUnderstood BaseAddress",
      "refused SecretToken",
      "taken SyncAll",
      "taken SyncNotificationSettings",
      "taken SkipOutOfScopeDeletions",
      "notUnderstood Password",
    ]);
    for (const secret of [SECRET, "pa55", "key=abc"]) expect(JSON.stringify(planned)).not.toContain(secret);
  });

  it("takes away what it switches off", async () => {
    const on = (await plan(SECRETS, provisioned)).next;
    const value = [
      { key: "SyncAll", value: "True" },
      { key: "SkipOutOfScopeDeletions", value: "False" },
      { key: "SyncNotificationSettings", value: '{"DeleteThresholdEnabled":false,"DeleteThresholdValue":500}' },
    ];
    const { assignment, client } = jiraIn((await plan({ value }, on)).next);
    expect(assignment?.required).toBe(false);
    expect(client).not.toHaveProperty("deletionThreshold");
    expect(client).not.toHaveProperty("skipOutOfScopeDeletions");
  });

  it("says what is missing where the application is not provisioned by SCIM yet", async () => {
    const planned = await plan(SECRETS);
    expect(jiraIn(planned.next)).toMatchObject({ assignment: { required: true }, client: undefined });
    expect(planned.report.lines.find(({ subject }) => subject === "SkipOutOfScopeDeletions")?.message).toContain(
      "import its schema first",
    );
  });

  it("tells the client by the flag in the address", async () => {
    const value = [{ key: "BaseAddress", value: "https://app.test/scim/?aadOptscim062020" }];
    expect(jiraIn((await plan({ value }, provisioned)).next).client?.dialect).toBe("entraScim062020");
  });

  it.each([
    ["SyncAll", "maybe"],
    ["SkipOutOfScopeDeletions", 1],
    ["SyncNotificationSettings", "{"],
    ["SyncNotificationSettings", '{"DeleteThresholdEnabled":true,"DeleteThresholdValue":-1}'],
  ])("leaves as it is what it cannot read: %s %j", async (key, value) => {
    const planned = await plan({ value: [{ key, value }] }, provisioned);
    expect(planned.next).toBe(provisioned);
    expect(planned.report.counts.notUnderstood).toBe(1);
  });

  it.each([
    ["no list", { value: [{ key: 1, value: SECRET }, { key: SECRET }] }],
    ["text that ends too early", `{"value":[{"key":"SecretToken","value":"${SECRET}`],
    ["text that is no JSON", `{"value":[{"key":"SecretToken","value":"a"${SECRET}"}]}`],
  ])("never shows a secret, not even in an error about %s", async (_, document) => {
    const message = await plan(document).then(
      (planned) => JSON.stringify(planned.report),
      (error: Error) => `${error.message} ${JSON.stringify(error)}`,
    );
    expect(message).not.toContain(SECRET.slice(0, 6));
  });
});

describe("Entra's job", () => {
  it("says how often a cycle begins, and its status is told", async () => {
    const planned = await plan(JOB, provisioned);
    expect(jiraIn(planned.next).client?.runs).toEqual({ on: "cycle", everyMinutes: 40 });
    expect(results(planned.report.lines)).toEqual([
      "taken schedule",
      "notUnderstood state",
      "notUnderstood status",
      "notUnderstood quarantine",
    ]);
  });

  it.each([
    ["PT1H30M", 90],
    ["P1D", 1_440],
    ["PT120S", 2],
    ["PT30S", undefined],
    ["P9999D", undefined],
    ["40", undefined],
    ["", undefined],
  ])("%s is a cycle of %s minutes", async (interval, everyMinutes) => {
    const { next } = await plan({ ...JOB, schedule: { interval } }, provisioned);
    expect(jiraIn(next).client?.runs).toEqual({ on: "cycle", everyMinutes: everyMinutes ?? 40 });
    expect(next === provisioned).toBe(everyMinutes === undefined);
  });

  it("of another shape is refused with the place", async () => {
    const document = { schedule: { interval: 40 }, status: { code: "Active" } };
    await expect(plan(document)).rejects.toMatchObject({
      code: "IMPORT_INVALID",
      place: { path: "schedule.interval" },
    });
  });
});
