import { spawnSync } from "node:child_process";
import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Ways to run programs where there is no network but loopback. */
export interface Offline {
  /** A command that makes such a place and runs what follows in it. */
  readonly enter: readonly [string, ...(readonly string[])];
  /** A command that runs what follows in the place of a process that is there already. */
  join(pid: number): readonly string[];
}

/**
 * A network namespace of Linux (https://man7.org/linux/man-pages/man7/network_namespaces.7.html): root may make one,
 * others only with a user namespace around it. Undefined where neither works.
 */
export function findOffline(): Offline | undefined {
  const ways: readonly Offline[] = [
    { enter: isolate("--net"), join: (pid) => ["nsenter", `--target=${pid}`, "--net"] },
    {
      enter: isolate("--user", "--map-root-user", "--net"),
      join: (pid) => ["nsenter", `--target=${pid}`, "--user", "--preserve-credentials", "--net"],
    },
  ];
  return ways.find(({ enter: [program, ...args] }) => spawnSync(program, [...args, "true"]).status === 0);
}

/** A new namespace has a loopback of its own, which is down at first. */
function isolate(...flags: readonly string[]): Offline["enter"] {
  return ["unshare", ...flags, "sh", "-c", 'ip link set lo up && exec "$@"', "sh"];
}

/** Writes a script that starts a program in the place of a process. Gives its path. */
export async function writeLauncher(
  folder: string,
  { join: enter }: Offline,
  pid: number,
  program: string,
): Promise<string> {
  const file = join(folder, "launch.sh");
  await writeFile(file, `#!/bin/sh\nexec ${enter(pid).join(" ")} "${program}" "$@"\n`);
  await chmod(file, 0o755);
  return file;
}
