import type { LoginAction } from "../simulation/action.ts";
import { runLogin } from "../simulation/login.ts";
import type { Workspace } from "../store/workspace.ts";
import type { BenchLine } from "./bench-line.ts";
import { BENCH_USER, benchWorkspace, SAML_APPLICATION } from "./bench-workspace.ts";
import { heapAfterCollection } from "./measure.ts";

const LOGINS = 1000;
const LIMIT_MIB = 8;

/** A thousand logins one after another, each on the workspace that the one before left, their traces dropped. */
export async function* benchHeap(): AsyncGenerator<BenchLine> {
  let workspace: Workspace = await login(await benchWorkspace());
  for (let warmUp = 0; warmUp < 20; warmUp += 1) workspace = await login(workspace);
  const before = heapAfterCollection();
  for (let count = 0; count < LOGINS; count += 1) workspace = await login(workspace);
  const grown = (heapAfterCollection() - before) / 2 ** 20;
  yield {
    name: `${LOGINS} logins, traces dropped: growth of the heap after collection`,
    measured: `${grown.toFixed(2)} MiB`,
    limit: `within ${LIMIT_MIB} MiB`,
    held: grown <= LIMIT_MIB,
  };
  // The workspace is still in use here, so that what it holds is counted.
  if (workspace.actions < LOGINS) throw new TypeError("Not every login was counted.");
}

async function login(workspace: Workspace): Promise<Workspace> {
  const action: LoginAction = {
    type: "login",
    user: BENCH_USER,
    application: SAML_APPLICATION,
    protocol: "saml",
    startAt: "application",
  };
  return (await runLogin(workspace, action)).workspace;
}
