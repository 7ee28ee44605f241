import { describe, expect, it } from "vitest";
import { acmePerTest } from "./test-client.ts";

const acme = acmePerTest();

describe("an engine that was given no live mode", () => {
  const workspace = "acme";

  it.each(["live.read", "live.start", "live.stop"] as const)("refuses %s", async (method) => {
    await expect(acme.client().call(method, { workspace })).rejects.toMatchObject({ code: "LIVE_UNAVAILABLE" });
  });

  it("has nothing due to hold off, and its workspaces say nothing of it", async () => {
    const setting = acme.client().call("live.setDue", { workspace, due: false });
    await expect(setting).rejects.toMatchObject({ code: "LIVE_UNAVAILABLE" });
    expect((await acme.client().call("workspaces.open", { workspace })).live).toBeUndefined();
  });
});
