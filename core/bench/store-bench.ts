import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LoginAction } from "../simulation/action.ts";
import { type LoginResult, runLogin } from "../simulation/login.ts";
import type { OpenWorkspace } from "../store/open-workspace.ts";
import { createWorkspaceFile, openWorkspace } from "../store/store.ts";
import type { BenchLine } from "./bench.ts";
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
    const login = await runLogin(store.workspace, LOGIN);
    const early = await saveUntil(store, login, 100);
    const late = await saveUntil(store, login, MANY_STEPS);
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

/** Saves the same login again and again until there are that many steps, then gives the median time of the next saves. */
async function saveUntil(store: OpenWorkspace, login: LoginResult, steps: number): Promise<number> {
  const perLogin = login.trace.steps.length;
  while (store.history().length * perLogin < steps) await save(store, login);
  const times: number[] = [];
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    const start = performance.now();
    await save(store, login);
    times.push(performance.now() - start);
  }
  return median(times);
}

async function save(store: OpenWorkspace, { workspace, trace, outcome }: LoginResult): Promise<void> {
  await store.commit({ workspace, action: LOGIN, trace, outcome });
}

async function timeToOpen(file: string): Promise<number> {
  const start = performance.now();
  const store = await openWorkspace(file, { program: "bench", write: false, now: Date.now });
  await store.close();
  return (performance.now() - start) / 1000;
}
