import { openWorkspace } from "./store.ts";

/**
 * A program that saves one action after another into the workspace named on its command line, and prints how many it
 * has saved, until it is killed or has saved as many as its second argument says. It never closes the workspace. A test
 * builds it and runs it.
 */
const [, , file = "", most = "Infinity"] = process.argv;
const store = await openWorkspace(file, { program: "saver", now: Date.now, write: true });
for (let count = 0; count < Number(most); count += 1) {
  const { workspace } = store;
  await store.commit({
    workspace: { ...workspace, actions: workspace.actions + 1 },
    action: { type: "test" },
    trace: { version: 1, actors: [], steps: [] },
    outcome: { result: "signedIn", code: "SIGNED_IN", reason: "Signed in.", by: "person" },
  });
  process.stdout.write(`${store.workspace.actions}\n`);
}
process.exit();
