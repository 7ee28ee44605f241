import { describe, expect, it } from "vitest";
import { checkWorkspace } from "../store/check.ts";
import { type Workspace, workspaceSchema } from "../store/workspace.ts";
import { generateWorkspace, withNewKeys } from "./workspace.ts";

const NOW = Date.parse("2026-05-01T12:00:00Z");
const wish = { name: "Test", people: 60, applications: 15, seed: "test" };
const workspace = generateWorkspace(wish);
const complete = await withNewKeys(workspace, NOW);

describe("generateWorkspace", () => {
  it("gives the same workspace for the same wish, and another for another seed", () => {
    expect(generateWorkspace(wish)).toEqual(workspace);
    expect(generateWorkspace({ ...wish, seed: "other" }).applications).not.toEqual(workspace.applications);
  });

  it("gives the same people however many applications there are", () => {
    expect(generateWorkspace({ ...wish, applications: 0 }).directory).toEqual(workspace.directory);
  });

  it("holds no secret before its keys are made", () => {
    expect(JSON.stringify(workspace)).not.toMatch(/privateKey|clientSecret|bearerToken|pairwiseSalt/);
  });

  it("numbers the applications once their names run out", () => {
    const { applications } = generateWorkspace({ ...wish, people: 1, applications: 100 });
    expect(new Set(applications.map(({ id }) => id)).size).toBe(100);
    expect(applications.at(-1)).toMatchObject({ id: "design-7", origin: "https://design-7.test" });
  });
});

describe("withNewKeys", () => {
  it("changes the secrets and nothing else", async () => {
    const again = await withNewKeys(workspace, NOW);
    expect(withoutKeys(again)).toEqual(withoutKeys(complete));
    expect(again.identityProviders).not.toEqual(complete.identityProviders);
    expect(again.directory).toBe(workspace.directory);
  });

  it("makes a workspace in which nothing is wrong, not even a little", () => {
    expect(workspaceSchema.safeParse(complete).error).toBeUndefined();
    expect(checkWorkspace(complete)).toEqual([]);
    expect(JSON.stringify(complete)).not.toContain("CERTIFICATE of");
  });
});

/** Everything but what is made anew each time. */
function withoutKeys(made: Workspace): unknown {
  const secrets = new Set(["privateKey", "certificate", "clientSecret", "bearerToken", "pairwiseSalt"]);
  return JSON.parse(
    JSON.stringify(made, (name, value) => (secrets.has(name) || name === "requestCertificates" ? "" : value)),
  );
}
