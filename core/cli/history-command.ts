import type { Command } from "commander";
import { RehearsalError } from "../errors.ts";
import { EXIT } from "./exit.ts";
import { detailOption } from "./options.ts";
import { type Detail, printTrace } from "./print-trace.ts";
import type { Terminal } from "./terminal.ts";
import { withWorkspace } from "./with-workspace.ts";

/** `rehearse history` and `rehearse trace`: what was kept, and each run step by step. */
export function addHistoryCommand(program: Command, terminal: Terminal, exit: (code: number) => void): void {
  program
    .command("history")
    .description("Everything that was kept, oldest first; branches that were left are marked.")
    .argument("<file>", "workspace file")
    .option("--json", "print JSON")
    .action(async (file: string, options: { json?: boolean }) =>
      exit(await history(terminal, file, options.json === true)),
    );
  program
    .command("trace")
    .description("The steps of a run that was kept.")
    .argument("<file>", "workspace file")
    .argument("[id]", "which run, as `rehearse history` names it; the last one unless said")
    .option("--json", "print JSON")
    .addOption(detailOption())
    .action(async (file: string, id: string | undefined, options: { json?: boolean; detail: Detail }) =>
      exit(await showTrace(terminal, file, id, options)),
    );
}

async function history(terminal: Terminal, file: string, json: boolean): Promise<number> {
  return withWorkspace(terminal, { file, program: "rehearse history", write: false }, async (store) => {
    const entries = store.history();
    if (json) terminal.out(JSON.stringify(entries, null, 2));
    else if (entries.length === 0) terminal.out("Nothing was kept yet. A run is kept with: rehearse login … --save");
    else
      for (const { id, at, onBranch, title } of entries)
        terminal.out(`${id.padEnd(6)} ${at}  ${onBranch ? "" : "(left) "}${title}`);
    return EXIT.done;
  });
}

async function showTrace(
  terminal: Terminal,
  file: string,
  id: string | undefined,
  options: { json?: boolean; detail: Detail },
): Promise<number> {
  return withWorkspace(terminal, { file, program: "rehearse trace", write: false }, async (store) => {
    const wanted = id ?? store.history().findLast(({ type }) => type === "action")?.id;
    if (wanted === undefined) {
      throw new RehearsalError("HISTORY_EMPTY", "No run was kept yet. Keep one with: rehearse login … --save", {
        file,
      });
    }
    const trace = await store.readTrace(wanted);
    if (options.json === true) terminal.out(JSON.stringify(trace, null, 2));
    else printTrace(terminal, trace, options.detail);
    return EXIT.done;
  });
}
