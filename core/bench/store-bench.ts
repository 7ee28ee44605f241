import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LoginAction } from "../simulation/action.ts";
import { runLogin } from "../simulation/login.ts";
import type { OpenWorkspace } from "../store/open-workspace.ts";
import { createWorkspaceFile, openWorkspace } from "../store/store.ts";
import type { BenchLine } from "./bench-line.ts";
import { BENCH_USER, benchWorkspace, SAML_APPLICATION } from "./bench-workspace.ts";
import { median } from "./measure.ts";

const MANY_STEPS = 10_000;
/** Saves timed on either side; the disk is slow now and then, so the median counts. */
const SAMPLES = 15;

const LOGIN: LoginAction = {
  type: "login",
  user: BENCH_USER,
  application: SAML_APPLICATION,
  protocol: "saml",
  startAt: "application",
};

/** Saving the 10,000th step against saving the 100th, then opening the whole. */
export async function* benchStore(): AsyncGenerator<BenchLine> {
  const folder = await mkdtemp(join(tmpdir(), "rehearsal-bench-"));
  const file = join(folder, "bench.json");
  try {
    await createWorkspaceFile(file, await benchWorkspace());
    const store = await openWorkspace(file, { program: "bench", write: true, now: Date.now });
    const early = await saveUntil(store, 100);
    const late = await saveUntil(store, MANY_STEPS);
    await store.close();
    yield {
      name: "saving one more action at the 10,000th step : at the 100th",
      measured: (late / early).toFixed(2),
      limit: "at most 2.00",
      held: late / early <= 2,
    };
    const { size } = await stat(file.replace(/\.json$/, ".journal"));
    yield {
      name: "10,000 steps in the journal, packed",
      measured: `${(size / 2 ** 20).toFixed(1)} MiB`,
      limit: "about 7 MB",
      held: "printed only",
    };
    const seconds = await timeToOpen(file);
    yield {
      name: "opening a journal of 10,000 steps",
      measured: `${seconds.toFixed(3)} s`,
      limit: "under 1 s",
      held: seconds < 1,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Logs in and saves, each time on what the one before left, until there are that many steps; then times the next saves. */
async function saveUntil(store: OpenWorkspace, steps: number): Promise<number> {
  let kept = 0;
  while (kept < steps) kept = stepsIn(store) + (await saveLogin(store)).steps;
  const times: number[] = [];
  for (let sample = 0; sample < SAMPLES; sample += 1) times.push((await saveLogin(store)).milliseconds);
  return median(times);
}

/** Steps of all the runs that are kept. */
function stepsIn(store: OpenWorkspace): number {
  return store.history().reduce((sum, entry) => sum + (entry.type === "action" ? entry.steps : 0), 0);
}

/** One more login, saved; only the saving is timed. */
async function saveLogin(store: OpenWorkspace): Promise<{ readonly milliseconds: number; readonly steps: number }> {
  const { workspace, trace, outcome } = await runLogin(store.workspace, LOGIN);
  const start = performance.now();
  await store.commit({ workspace, action: LOGIN, trace, outcome });
  return { milliseconds: performance.now() - start, steps: trace.steps.length };
}

async function timeToOpen(file: string): Promise<number> {
  const start = performance.now();
  const store = await openWorkspace(file, { program: "bench", write: false, now: Date.now });
  await store.close();
  return (performance.now() - start) / 1000;
}
