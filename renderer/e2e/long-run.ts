import { join } from "node:path";
import type { LoginAction } from "../../core/simulation/action.ts";
import { runLogin } from "../../core/simulation/login.ts";
import { newWorkspace } from "../../core/store/preset.ts";
import { createWorkspaceFile, openWorkspace } from "../../core/store/store.ts";
import type { Step, Trace } from "../../core/trace/step.ts";

const ACTION: LoginAction = {
  type: "login",
  user: "ada.lovelace@acme.test",
  application: "salesforce",
  protocol: "saml",
  startAt: "application",
};

/**
 * Saves a workspace with one run of that many steps in a folder: a login that was really carried out, its steps told
 * again and again until there are enough, so that their payloads weigh what they weigh in life.
 */
export async function saveLongRun(folder: string, steps: number): Promise<{ workspace: string; run: string }> {
  const now = Date.now();
  const id = `steps-${steps}`;
  const workspace = await newWorkspace({ name: `${steps} steps`, preset: "acme", now });
  await createWorkspaceFile(join(folder, `${id}.json`), workspace);
  const store = await openWorkspace(join(folder, `${id}.json`), { program: "bench", now: Date.now, write: true });
  const { trace, outcome, workspace: after } = await runLogin(workspace, ACTION);
  const run = await store.commit({ workspace: after, action: ACTION, trace: lengthen(trace, steps), outcome });
  await store.close();
  return { workspace: id, run };
}

/** The last step, which is the outcome, stays the last. */
function lengthen(trace: Trace, count: number): Trace {
  const last = trace.steps.at(-1);
  const body = trace.steps.slice(0, -1);
  const repeated = Array.from({ length: count - 1 }, (_, index) => body[index % body.length]);
  const steps = [...repeated, last].filter((step) => step !== undefined);
  return { ...trace, steps: steps.map((step, index): Step => ({ ...step, seq: index + 1 })) };
}
