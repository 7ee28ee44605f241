import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { generateWorkspace, withNewKeys } from "../generate/workspace.ts";
import { parseWorkspace } from "../store/parse.ts";
import type { Workspace } from "../store/workspace.ts";
import { parseScenario } from "./parse-scenario.ts";
import { runScenario } from "./run-scenario.ts";
import type { Scenario } from "./scenario.ts";

const folder = new URL("../../fixtures/scenarios/", import.meta.url);
const files = readdirSync(fileURLToPath(folder)).filter((name) => name.endsWith(".json"));

async function workspaceOf({ workspace, name }: Scenario): Promise<Workspace> {
  if (typeof workspace === "string") return parseWorkspace(readFileSync(new URL(workspace, folder), "utf8"), workspace);
  const { people, applications, seed } = workspace.generate;
  return withNewKeys(generateWorkspace({ name, people, applications, seed }), Date.UTC(2026, 2, 1));
}

describe("a published scenario", () => {
  it.each(files)(
    "holds: %s",
    async (file) => {
      const scenario = parseScenario(readFileSync(new URL(file, folder), "utf8"), file);
      const { checks } = await runScenario(scenario, await workspaceOf(scenario));
      expect(checks.filter(({ holds }) => !holds)).toEqual([]);
      expect(checks.length).toBeGreaterThan(0);
    },
    180_000,
  );
});
