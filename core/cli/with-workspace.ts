import { RehearsalError } from "../errors.ts";
import type { OpenWorkspace } from "../store/open-workspace.ts";
import { openWorkspace } from "../store/store.ts";
import type { Terminal } from "./terminal.ts";

/** How a command opens a workspace. */
export interface Opening {
  readonly file: string;
  /** The command, for whoever finds the file held by it. */
  readonly program: string;
  readonly write: boolean;
}

/**
 * Opens a workspace for one command and closes it again, whatever happens. A command that is to save is refused at once
 * where it could not: somebody else holds the file, or a newer version wrote it.
 */
export async function withWorkspace<Result>(
  terminal: Terminal,
  { file, program, write }: Opening,
  run: (store: OpenWorkspace) => Promise<Result>,
): Promise<Result> {
  const store = await openWorkspace(file, { program, write, now: Date.now });
  try {
    if (write && store.access.kind === "readOnly") {
      throw new RehearsalError(
        "WORKSPACE_READ_ONLY",
        `Nothing was done, since it could not be saved: ${store.access.reason}.`,
        { file },
      );
    }
    for (const { message } of store.problems) terminal.error(`note: ${message}`);
    return await run(store);
  } finally {
    await store.close();
  }
}
