import { basename } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import type { Directory } from "../directory/directory.ts";
import { awkwardKindOf } from "../generate/awkward-kinds.ts";
import { generateWorkspace, MOST_APPLICATIONS, MOST_PEOPLE, withNewKeys } from "../generate/workspace.ts";
import { createWorkspaceFile } from "../store/store.ts";
import { EXIT } from "./exit.ts";
import type { Terminal } from "./terminal.ts";

interface GenerateOptions {
  readonly people: number;
  readonly seed: string;
  readonly apps: number;
  readonly out: string;
  readonly json?: boolean;
}

/** `rehearse generate`. */
export function addGenerateCommand(program: Command, terminal: Terminal, exit: (code: number) => void): void {
  program
    .command("generate")
    .description(
      "Make a workspace file with a made-up company: many people, awkward ones among them, and applications. Never overwrites a file.",
    )
    .requiredOption("--people <number>", `how many people, 1 to ${MOST_PEOPLE}`, numberFrom(1, MOST_PEOPLE))
    .requiredOption("--seed <text>", "the same seed makes the same company, but for its keys", parseSeed)
    .option("--apps <number>", `how many applications, 0 to ${MOST_APPLICATIONS}`, numberFrom(0, MOST_APPLICATIONS), 3)
    .requiredOption("--out <file>", "the file to make")
    .option("--json", "print what was made, and who is awkward in which way, as JSON")
    .action(async (options: GenerateOptions) => exit(await generate(terminal, options)));
}

/** Reads a whole number in figures. Commander names the option and the value in front of the message. */
function numberFrom(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= least && number <= most) return number;
    throw new InvalidArgumentError(`Use a whole number from ${least} to ${most}.`);
  };
}

function parseSeed(text: string): string {
  if (text !== "") return text;
  throw new InvalidArgumentError("A seed is a text of at least one character.");
}

async function generate(terminal: Terminal, options: GenerateOptions): Promise<number> {
  const { people, seed, apps, out, json } = options;
  const name = basename(out).replace(/\.json$/, "") || "Generated";
  const workspace = generateWorkspace({ name, people, applications: apps, seed });
  await createWorkspaceFile(out, await withNewKeys(workspace, Date.now()));
  const { directory, applications } = workspace;
  const awkward = peopleByKind(directory);
  if (json === true) {
    const ids = applications.map(({ id }) => id);
    const result = { file: out, seed, people, groups: directory.groups.length, applications: ids };
    terminal.out(JSON.stringify({ ...result, awkward: Object.fromEntries(awkward) }, null, 2));
    return EXIT.done;
  }
  const count = [...awkward.values()].reduce((sum, names) => sum + names.length, 0);
  terminal.out(
    `${out}: made from the seed ${JSON.stringify(seed)}, with keys of its own. ${people} people, ${directory.groups.length} groups, ${applications.length} applications.`,
  );
  terminal.out(`  ${count} people are awkward on purpose, in ${awkward.size} ways; their notes say how.`);
  return EXIT.done;
}

/** User names by the kind of awkwardness, in the order of the directory. */
function peopleByKind({ users }: Directory): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const user of users) {
    const kind = awkwardKindOf(user);
    if (kind === undefined) continue;
    const known = found.get(kind);
    if (known === undefined) found.set(kind, [user.userName]);
    else known.push(user.userName);
  }
  return found;
}
