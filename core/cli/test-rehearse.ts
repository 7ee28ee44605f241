import { execFile } from "node:child_process";
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, beforeEach } from "vitest";

/** The command line as it was built. */
export const REHEARSE = fileURLToPath(new URL("../../dist/cli/rehearse.js", import.meta.url));

/** The sample that is published with the program. */
export const SAMPLE = fileURLToPath(new URL("../../fixtures/workspaces/acme.json", import.meta.url));

/** What a command came to. */
export interface Run {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** A folder for each test, gone after it, and the command line in it. */
export interface Bench {
  readonly folder: string;
  /** The workspace of the test: a copy of the sample, where one was asked for. */
  readonly file: string;
  /** Runs `rehearse` as a person would run it there. */
  rehearse(...words: readonly string[]): Promise<Run>;
}

/** `sample`: each test has a copy of the sample. */
export function benchPerTest({ sample = false } = {}): Bench {
  let folder = "";
  const fileIn = (): string => join(folder, "acme.json");
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "rehearsal-cli-"));
    if (sample) await copyFile(SAMPLE, fileIn());
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  return {
    get folder() {
      return folder;
    },
    get file() {
      return fileIn();
    },
    rehearse: (...words) => runIn(folder, words),
  };
}

/** Nothing of this machine's settings may matter. */
export const ENVIRONMENT = { PATH: process.env.PATH ?? "" };

const LONGEST_OUTPUT = 64 * 1024 * 1024;

async function runIn(folder: string, words: readonly string[]): Promise<Run> {
  const options = { cwd: folder, env: ENVIRONMENT, maxBuffer: LONGEST_OUTPUT };
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [REHEARSE, ...words], options);
    return { code: 0, out: stdout, error: stderr };
  } catch (failure) {
    const { code, stdout, stderr } = failure as { code: number; stdout: string; stderr: string };
    return { code, out: stdout, error: stderr };
  }
}
