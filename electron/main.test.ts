import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createClient } from "../core/contract/client.ts";
import type { ContractEvent } from "../core/contract/contract.ts";
import { record } from "./stand-in/control.ts";
import { createPageTransport, endDesktop, firstWindow, prepareStandIn } from "./test-desktop.ts";

// All that `npm run build` has made, run together as it is installed: main process, preload script, page, engine.
let folder: string;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  folder = await prepareStandIn();
  vi.stubEnv("REHEARSAL_FOLDER", join(folder, "workspaces"));
  await import("../dist/app/main.js" as string);
  page = await (await firstWindow()).page();
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
});
afterAll(() => void vi.unstubAllEnvs());

describe("the app as it is built", () => {
  it("opens on Home", async () => {
    await page.reload();
    await page.getByText("Try identity changes before they are real.").waitFor();
  });

  it("keeps its workspaces where it was told to", async () => {
    const client = createClient(await createPageTransport(page), "test");
    const heard: ContractEvent[] = [];
    client.subscribe((event) => heard.push(event));
    expect(await client.call("app.about", {})).toEqual({ version: "1.2.3", folder: join(folder, "workspaces") });
    const { workspace } = await client.call("workspaces.create", { name: "Acme", preset: "acme" });
    expect((await client.call("workspaces.open", { workspace })).people).toBe("sample");
    await client.call("checkpoints.add", { workspace, name: "Before" });
    await vi.waitFor(() => expect(heard).toContainEqual({ type: "changed", workspace }));
    expect((await filesIn(folder)).some((name) => name.endsWith(".lock"))).toBe(true);
  });

  it("has complained of nothing, and asked for nothing elsewhere", () => {
    expect(complaints).toEqual([]);
    expect(record.network).toEqual([]);
  });

  it("lets go of its workspaces when it ends", async () => {
    await endDesktop(folder, async () => {
      const files = await filesIn(folder);
      expect(files.filter((name) => name.endsWith(".json"))).toEqual(["acme.json"]);
      expect(files.filter((name) => name.endsWith(".lock"))).toEqual([]);
    });
  });
});

function filesIn(root: string): Promise<string[]> {
  return readdir(join(root, "workspaces"));
}
