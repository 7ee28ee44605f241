import { describe, expect, it } from "vitest";
import type { ContractEvent } from "./contract.ts";
import type { LiveState } from "./live.ts";
import type { Bench } from "./test-suite-bench.ts";

/** A real client makes an account by SCIM in an application of a workspace that listens. Gives the status. */
async function makeAccount({ addresses }: LiveState): Promise<number> {
  const { scim } = addresses?.applications.find(({ id }) => id === "jira") ?? {};
  const schemas = ["urn:ietf:params:scim:schemas:core:2.0:User"];
  const response = await fetch(`${scim?.baseUrl}/Users`, {
    method: "POST",
    headers: { authorization: `Bearer ${scim?.token}`, "content-type": "application/scim+json" },
    body: JSON.stringify({ schemas, userName: "lisa", displayName: "Lisa", emails: [{ value: "lisa@acme.test" }] }),
  });
  await response.text();
  return response.status;
}

/** The parties of a workspace, on loopback. */
export function describeLive(bench: () => Bench): void {
  describe("live mode", () => {
    it("makes a run of every request from outside, and says so", async () => {
      const { client } = bench();
      const workspace = await bench().create();
      expect(await client.call("live.read", { workspace })).toMatchObject({ running: false, entries: [] });
      const live = await client.call("live.start", { workspace });
      expect(JSON.parse(JSON.stringify(live))).toStrictEqual(live);
      const told: ContractEvent[] = [];
      client.subscribe((event) => told.push(event));
      expect(await makeAccount(live)).toBe(201);
      await expect.poll(() => told).toContainEqual({ type: "changed", workspace });
      const { entries } = await client.call("live.read", { workspace });
      expect(entries).toMatchObject([{ method: "POST", path: "/scim/v2/Users", status: 201, party: "Jira-like" }]);
      const run = await client.call("runs.read", { workspace, run: entries[0]?.run ?? "" });
      expect(run).toMatchObject({
        saved: true,
        title: "POST /scim/v2/Users from outside",
        outcome: { result: "done" },
      });
      const { userName } = await client.call("accounts.table", { workspace, application: "jira" });
      expect(userName).toContain("lisa");
    });

    it("has the workspace to itself while it runs, and gives it back", async () => {
      const { client, move, login } = bench();
      const workspace = await bench().create();
      const live = await client.call("live.start", { workspace });
      expect(await client.call("workspaces.open", { workspace })).toMatchObject({ live: true });
      for (const refused of [move(workspace, "Sales"), login(workspace)]) {
        await expect(refused).rejects.toMatchObject({ code: "LIVE_RUNNING" });
      }
      const stopped = await client.call("live.stop", { workspace });
      expect(stopped).toMatchObject({ running: false });
      expect(stopped.addresses).toBeUndefined();
      await expect(makeAccount(live)).rejects.toThrow("fetch failed");
      await move(workspace, "Sales");
      expect(await bench().department(workspace)).toBe("Sales");
    });
  });
}
