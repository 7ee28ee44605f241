import { describe, expect, it } from "vitest";
import { acmePerTest } from "./test-client.ts";

const acme = acmePerTest();

describe("an engine that was given no live mode", () => {
  it.each(["live.read", "live.start", "live.stop"] as const)(
    "refuses %s, and its workspaces say nothing of it",
    async (method) => {
      const workspace = "acme";
      await expect(acme.client().call(method, { workspace })).rejects.toMatchObject({ code: "LIVE_UNAVAILABLE" });
      expect((await acme.client().call("workspaces.open", { workspace })).live).toBeUndefined();
    },
  );
});
