import type { Command } from "commander";
import { nearestName, RehearsalError } from "../errors.ts";
import type { CheckpointSummary } from "../store/journal.ts";
import { EXIT } from "./exit.ts";
import type { Terminal } from "./terminal.ts";
import { withWorkspace } from "./with-workspace.ts";

/** `rehearse checkpoint list|add|return`: named moments to come back to. */
export function addCheckpointCommand(program: Command, terminal: Terminal, exit: (code: number) => void): void {
  const checkpoint = program.command("checkpoint").description("Name a moment, and come back to it.");
  checkpoint
    .command("list")
    .description("The moments that have a name.")
    .argument("<file>", "workspace file")
    .option("--json", "print JSON")
    .action(async (file: string, options: { json?: boolean }) =>
      exit(await list(terminal, file, options.json === true)),
    );
  checkpoint
    .command("add")
    .description("Name this moment.")
    .argument("<file>", "workspace file")
    .argument("<name>", "what to call it")
    .action(async (file: string, name: string) => exit(await add(terminal, file, name)));
  checkpoint
    .command("return")
    .description("Come back to a moment. What came after stays as a branch.")
    .argument("<file>", "workspace file")
    .argument("[name]", "which moment", "Start")
    .action(async (file: string, name: string) => exit(await comeBack(terminal, file, name)));
}

async function list(terminal: Terminal, file: string, json: boolean): Promise<number> {
  return withWorkspace(terminal, { file, program: "rehearse checkpoint list", write: false }, async (store) => {
    const checkpoints = store.checkpoints();
    if (json) terminal.out(JSON.stringify(checkpoints, null, 2));
    else for (const { name, at } of checkpoints) terminal.out(`${name} (${at})`);
    return EXIT.done;
  });
}

async function add(terminal: Terminal, file: string, name: string): Promise<number> {
  return withWorkspace(terminal, { file, program: "rehearse checkpoint add", write: true }, async (store) => {
    await store.addCheckpoint(name);
    terminal.out(`${file}: this moment is called ${JSON.stringify(name)}.`);
    return EXIT.done;
  });
}

async function comeBack(terminal: Terminal, file: string, name: string): Promise<number> {
  return withWorkspace(terminal, { file, program: "rehearse checkpoint return", write: true }, async (store) => {
    await store.returnTo(findCheckpoint(store.checkpoints(), name, file));
    terminal.out(`${file}: back at ${JSON.stringify(name)}. What came after stays as a branch.`);
    return EXIT.done;
  });
}

/** The id of the checkpoint of that name; of several, the youngest. */
function findCheckpoint(checkpoints: readonly CheckpointSummary[], name: string, file: string): string {
  const found = checkpoints.findLast((each) => each.name === name);
  if (found !== undefined) return found.id;
  const names = checkpoints.map((each) => each.name);
  const near = nearestName(name, names);
  const hint = near === undefined ? `There are: ${names.join(", ")}.` : `Did you mean ${JSON.stringify(near)}?`;
  throw new RehearsalError("CHECKPOINT_UNKNOWN", `No checkpoint is called ${JSON.stringify(name)}. ${hint}`, { file });
}
