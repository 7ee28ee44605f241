import { type ChildProcess, spawn } from "node:child_process";

/** A program that serves Rehearsal, as somebody would start it. */
export interface ServedProgram {
  readonly process: ChildProcess;
  /** What it printed, with the secret. */
  readonly url: string;
  readonly address: string;
  readonly secret: string;
  /** Everything that it said so far. */
  said(): string;
  /** Tells it to end, and gives its exit code. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Starts a program and waits until it says where it is. Rejects with what it said where it ends before. */
export async function startProgram(
  command: readonly [string, ...(readonly string[])],
  environment: NodeJS.ProcessEnv = process.env,
  cwd?: string,
): Promise<ServedProgram> {
  const [program, ...args] = command;
  const child = spawn(program, args, { env: environment, cwd, stdio: ["ignore", "pipe", "pipe"] });
  let text = "";
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const url = await new Promise<string>((resolve, reject) => {
    const hear = (part: Buffer): void => {
      text += part;
      const found = /http:\/\/127\.0\.0\.1:\d+\/#secret=[\w-]+/.exec(text);
      if (found !== null) resolve(found[0]);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.once("error", reject);
    void ended.then((code) => reject(new Error(`It ended with code ${code}: ${text}`)));
  });
  const { origin: address, hash } = new URL(url);
  return {
    process: child,
    url,
    address,
    secret: hash.replace("#secret=", ""),
    said: () => text,
    async end(signal = "SIGTERM") {
      child.kill(signal);
      return ended;
    },
  };
}
