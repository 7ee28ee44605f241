import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { RehearsalError } from "../errors.ts";

/**
 * The path of a file that is published with the program, under `fixtures/`: found from wherever in the package this
 * module was built to.
 * @throws RehearsalError `SAMPLES_MISSING`
 */
export async function fixtureFile(...names: readonly string[]): Promise<string> {
  const start = dirname(fileURLToPath(import.meta.url));
  for (let folder = start; folder !== dirname(folder); folder = dirname(folder)) {
    const text = await readFile(join(folder, "package.json"), "utf8").catch(() => undefined);
    if (text !== undefined && JSON.parse(text).name === "rehearsal") return join(folder, "fixtures", ...names);
  }
  throw new RehearsalError("SAMPLES_MISSING", "The samples are not beside the program: its package is not whole.", {
    file: start,
  });
}
