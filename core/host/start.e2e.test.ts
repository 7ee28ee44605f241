import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createClient } from "../contract/client.ts";
import { createHttpTransport } from "../contract/http-transport.ts";
import { type ServedProgram, startProgram } from "./test-program.ts";

/** `npm start` and the browser host as they were built, started as a person would start them. */

const START = fileURLToPath(new URL("../../.ci/start.mjs", import.meta.url));
const SERVE = fileURLToPath(new URL("../../dist/app/serve.js", import.meta.url));

let folder: string;
const running: ServedProgram[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "rehearsal-start-"));
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((program) => program.end("SIGKILL")));
  await rm(folder, { recursive: true, force: true });
});

async function start(...args: readonly string[]): Promise<ServedProgram> {
  const program = await startProgram([process.execPath, ...args]);
  running.push(program);
  return program;
}

function clientOf({ address, secret }: ServedProgram) {
  return createClient(createHttpTransport({ base: address, secret: () => secret, fetch }), "test");
}

describe("npm start -- --no-open", () => {
  it("prints the address of the app, serves it, and lets go of its workspaces at the end", async () => {
    const program = await start(START, "--no-open", "--port", "0", "--folder", folder);
    const client = clientOf(program);
    expect(await client.call("app.about", {})).toMatchObject({ folder });
    const { workspace } = await client.call("workspaces.create", { name: "Class", preset: "acme" });
    expect(await client.call("workspaces.open", { workspace })).toMatchObject({ access: { kind: "write" } });
    const page = await fetch(program.address);
    expect(await page.text()).toContain("<title>Rehearsal</title>");
    expect(await readdir(folder)).toContain(`${workspace}.json.lock`);
    expect(await program.end()).toBe(0);
    expect((await readdir(folder)).filter((name) => name.endsWith(".lock"))).toEqual([]);
  });

  it("refuses what it does not know, and says what there is", () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [START, "--brwoser"], { encoding: "utf8" });
    expect([status, stderr]).toEqual([2, expect.stringContaining("--brwoser")]);
    expect(stdout).toContain("--no-open");
  });
});

describe("serve.js", () => {
  it("takes a secret of its own at every start", async () => {
    const args = [SERVE, "--no-open", "--port", "0", "--folder", folder];
    const programs = [await start(...args), await start(...args)];
    const secrets = programs.map(({ secret }) => secret);
    expect(new Set(secrets).size).toBe(2);
    for (const secret of secrets) expect(Buffer.from(secret, "base64url")).toHaveLength(32);
    const stranger = createHttpTransport({ base: programs[0]?.address ?? "", secret: () => secrets[1] ?? "", fetch });
    expect(await stranger.call({ call: "1", method: "app.about", arguments: {} })).toMatchObject({
      error: { code: "SECRET_WRONG" },
    });
  });

  it("says so in one line where its port is taken, and gives up", async () => {
    const { address } = await start(SERVE, "--no-open", "--port", "0", "--folder", folder);
    const { port } = new URL(address);
    const second = spawnSync(process.execPath, [SERVE, "--no-open", "--port", port, "--folder", folder], {
      encoding: "utf8",
    });
    expect([second.status, second.stdout]).toEqual([2, ""]);
    expect(second.stderr.trim().split("\n")).toEqual([
      `rehearsal: Port ${port} is taken by another program: choose another with --port. (PORT_TAKEN)`,
    ]);
  });

  it.each(["x", "-1", "65536", "80.5", ""])("refuses the port %j", (port) => {
    const { status, stderr } = spawnSync(process.execPath, [SERVE, "--no-open", `--port=${port}`], {
      encoding: "utf8",
    });
    expect([status, stderr]).toEqual([2, expect.stringContaining("A port is a number from 0 to 65535")]);
  });

  it("takes its folder from REHEARSAL_FOLDER", async () => {
    const program = await startProgram([process.execPath, SERVE, "--no-open", "--port", "0"], {
      ...process.env,
      REHEARSAL_FOLDER: folder,
    });
    running.push(program);
    expect(await clientOf(program).call("app.about", {})).toMatchObject({ folder });
  });

  it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("ends cleanly on %s, though a page listens", async (signal) => {
    const program = await start(SERVE, "--no-open", "--port", "0", "--folder", folder);
    const client = clientOf(program);
    const stop = client.subscribe(() => undefined);
    await client.call("app.about", {});
    expect(await program.end(signal)).toBe(0);
    stop();
  });
});
