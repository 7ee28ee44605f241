import { generateWorkspace, withNewKeys } from "../generate/workspace.ts";
import type { Action } from "../simulation/action.ts";
import { deriveProvisioning, withWay } from "../simulation/derive-provisioning.ts";
import { findConnected, withApplication } from "../simulation/find-in-workspace.ts";
import { runAction } from "../simulation/run-action.ts";
import type { Workspace } from "../store/workspace.ts";
import type { BenchLine } from "./bench-line.ts";
import { median } from "./measure.ts";

const PEOPLE = 10_000;
const APPLICATION = "wiki";
const CYCLE: Action = { type: "cycle", application: APPLICATION };
const ROUNDS = 3;

/** A cycle over people of whom nothing changed, against the first one, which makes all their accounts. */
export async function* benchCycles(): AsyncGenerator<BenchLine> {
  const start = await buildCompany();
  const rounds: { readonly initial: number; readonly unchanged: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const initial = await time(start);
    // Saved and opened again in between, so that nothing is told from being the very same object.
    const unchanged = await time(structuredClone(initial.workspace));
    rounds.push({ initial: initial.took, unchanged: unchanged.took });
  }
  const ratio = median(rounds.map(({ initial, unchanged }) => unchanged / initial));
  yield {
    name: `a SCIM cycle over ${PEOPLE} unchanged people : the initial one`,
    measured: ratio.toFixed(3),
    limit: "under 0.100",
    held: ratio < 0.1,
  };
}

async function buildCompany(): Promise<Workspace> {
  const made = generateWorkspace({ name: "Bench", people: PEOPLE, applications: 1, seed: "bench" });
  const workspace = await withNewKeys(made, Date.UTC(2026, 2, 1));
  const connected = findConnected(workspace, APPLICATION);
  const settings = deriveProvisioning(connected, "scim", workspace.directory.groups);
  return withWay(withApplication(workspace, connected.application), APPLICATION, settings);
}

async function time(workspace: Workspace) {
  const begin = performance.now();
  const result = await runAction(workspace, CYCLE);
  return { workspace: result.workspace, took: performance.now() - begin };
}
