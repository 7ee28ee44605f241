import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach } from "vitest";
import { createClient } from "../contract/client.ts";
import type { Client } from "../contract/contract.ts";
import type { Configuration } from "../contract/methods.ts";
import type { RunDetail } from "../contract/results.ts";
import type { Engine } from "./engine.ts";
import { createTestEngine } from "./test-engine.ts";

/** A fresh folder with the sample `acme` in it for each test, and an engine over it. */
export function acmePerTest() {
  let folder = "";
  let engines: Engine[] = [];
  let client: Client;

  const start = (): Client => {
    const engine = createTestEngine(folder);
    engines.push(engine);
    return createClient(engine, `test-${engines.length}`);
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "rehearsal-engine-"));
    engines = [];
    client = start();
    await client.call("workspaces.create", { name: "Acme", preset: "acme" });
  });

  afterEach(async () => {
    for (const engine of engines) await engine.close();
    await rm(folder, { recursive: true });
  });

  const configuration = async (application: string): Promise<Configuration> =>
    (await client.call("applications.read", { workspace: "acme", application })).configuration;

  return {
    folder: () => folder,
    client: () => client,
    /** Another program over the same folder. */
    startAnother: start,
    configuration,
    /** Saves settings of an application with some of its members set. */
    async configure(application: string, members: Partial<Configuration["application"]>) {
      const present = await configuration(application);
      const changed = { ...present, application: { ...present.application, ...members } };
      return client.call("applications.save", { workspace: "acme", configuration: changed });
    },
    login: (application = "expenses", user = "ada.lovelace@acme.test", by: Client = client): Promise<RunDetail> => {
      const protocol = application === "expenses" ? "oidc" : "saml";
      const action = { type: "login", user, application, protocol, startAt: "application" } as const;
      return by.call("runs.login", { workspace: "acme", action });
    },
  };
}
