import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { RehearsalError } from "../errors.ts";
import { generateWorkspace, withNewKeys } from "../generate/workspace.ts";
import { parseScenario } from "../scenario/parse-scenario.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { readError } from "../store/file-error.ts";
import { completeKeys } from "../store/key-material.ts";
import { openWorkspace } from "../store/store.ts";
import type { Workspace } from "../store/workspace.ts";

/** A scenario with the workspace that it begins with. */
export interface ScenarioFile {
  readonly file: string;
  readonly scenario: Scenario;
  readonly workspace: Workspace;
}

/**
 * Reads a scenario, and the workspace that it names: a file, by its path from the scenario's folder, or one made up.
 * @throws {RehearsalError} SCENARIO_…, WORKSPACE_…
 */
export async function readScenarioFile(file: string): Promise<ScenarioFile> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    const known = readError(error, file);
    throw known instanceof RehearsalError
      ? new RehearsalError("SCENARIO_NOT_READABLE", known.message, { file })
      : known;
  });
  const scenario = parseScenario(text, file);
  return { file, scenario, workspace: await readScenarioWorkspace(scenario, file) };
}

async function readScenarioWorkspace({ workspace, name }: Scenario, file: string): Promise<Workspace> {
  if (typeof workspace !== "string") {
    const { people, applications, seed } = workspace.generate;
    return withNewKeys(generateWorkspace({ name, people, applications, seed }), Date.now());
  }
  const path = resolve(dirname(file), workspace);
  try {
    const store = await openWorkspace(path, { program: "rehearse run", write: false, now: Date.now });
    const completed = await completeKeys(store.workspace, Date.now());
    await store.close();
    return completed.workspace;
  } catch (error) {
    if (!(error instanceof RehearsalError) || error.code !== "WORKSPACE_NOT_FOUND") throw error;
    const message = `There is no workspace ${JSON.stringify(workspace)}; it is looked for from the scenario's folder: ${path}.`;
    throw new RehearsalError("SCENARIO_WORKSPACE", message, { file, path: "workspace" });
  }
}
