import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readSample } from "../store/preset.ts";
import { unpack } from "../store/record.ts";
import { createWorkspaceFile, openWorkspace, shareWorkspace } from "../store/store.ts";
import type { Workspace, WorkspaceDocument } from "../store/workspace.ts";
import { runLogin } from "./login.ts";

const ADA = "ada.lovelace@acme.test";
const NOTE = { kind: "question", text: `Ask Sofia, or ${ADA}.`, owner: "Grace Hopper" } as const;

let folder: string;
let original: Workspace;
const copies = new Map<boolean, WorkspaceDocument>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rehearsal-"));
  const file = join(folder, "acme.json");
  await createWorkspaceFile(file, await readSample("acme"));
  const store = await openWorkspace(file, { program: "test", now: () => 0, write: true });
  for (const application of ["slack", "expenses"]) {
    const protocol = store.workspace.applications.find(({ id }) => id === application)?.signOn ?? "saml";
    const action = { type: "login", user: ADA, application, protocol, startAt: "application" } as const;
    await store.commit({ action, ...(await runLogin(store.workspace, action)) });
  }
  await store.edit(withNotes(store.workspace), `Noted what ${ADA} and u-grace asked.`);
  await store.addCheckpoint("After Ada Lovelace signed in");
  await store.returnTo("r1");
  const [, checkpoint] = store.checkpoints();
  original = await store.returnTo(checkpoint?.id ?? "");
  await store.close();
  for (const pseudonymise of [true, false]) {
    const copy = join(folder, `copy-${pseudonymise}.json`);
    await shareWorkspace(file, copy, { pseudonymise });
    copies.set(pseudonymise, JSON.parse(await readFile(copy, "utf8")));
  }
}, 30_000);

afterAll(() => rm(folder, { recursive: true }));

/** A group with a note that mentions people, and a mapping that names some. */
function withNotes(workspace: Workspace): Workspace {
  const groups = workspace.directory.groups.map((group) => ({
    ...group,
    description: "Led by Ada Lovelace.",
    note: NOTE,
  }));
  return { ...workspace, directory: { ...workspace.directory, groups } };
}

/** All that somebody who has the file can read. */
function readable(pseudonymised: boolean): string {
  return JSON.stringify(copies.get(pseudonymised), (name, value) =>
    typeof value === "string" && (name === "state" || name === "trace") ? unpack(value) : value,
  );
}

/** What tells who somebody is. */
function namesOf({ directory, applications }: Workspace): readonly string[] {
  const people = directory.users.flatMap(({ id, userName, attributes }) => {
    const { displayName, givenName, surname, mail, employeeId } = attributes;
    return [id, userName, displayName, `${givenName} ${surname}`, mail, employeeId];
  });
  const accounts = applications.flatMap((application) => application.accounts);
  const subjects = accounts.flatMap(({ links }) => links.map(({ subject }) => subject));
  const names = [...people, ...accounts.map(({ id }) => id), ...accounts.map(({ userName }) => userName), ...subjects];
  return [...new Set(names.filter((name) => typeof name === "string"))];
}

/** Which of these stand in a text by themselves, whatever their case. */
function foundIn(text: string, names: readonly string[]): readonly string[] {
  return names.filter((name) =>
    new RegExp(`(?<![\\p{L}\\p{N}])${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![\\p{L}\\p{N}])`, "iu").test(text),
  );
}

describe("a copy of the sample after somebody signed in, with people pseudonymised", () => {
  it("tells of nobody who they are: not in its state, its records or its checkpoints", () => {
    const names = foundIn(readable(false), namesOf(original));
    expect(names.length).toBeGreaterThan(120);
    expect(foundIn(readable(true), names)).toEqual([]);
  });

  it("calls the same person by the same new subject, in links and in sentences, now and at every checkpoint", () => {
    const subjectOf = (workspace: Workspace | undefined): string | undefined =>
      workspace?.applications.find(({ id }) => id === "slack")?.accounts.at(-1)?.links[0]?.subject;
    const copy = copies.get(true);
    const subject = subjectOf(copy);
    expect(subject).toMatch(/^[\w-]{43}$/);
    expect(subject).not.toBe(subjectOf(original));
    const journal = copy?.journal !== undefined && "version" in copy.journal ? copy.journal : undefined;
    const states = (journal?.records ?? []).flatMap((record) =>
      record.type === "checkpoint" ? [unpack(record.state)] : [],
    );
    expect(states.map((state) => subjectOf(state as Workspace))).toContain(subject);
  });
});

describe.each([true, false])("a copy (with people pseudonymised: %s)", (pseudonymised) => {
  it("has a seed of its own everywhere, since every token can be made again from the seed", () => {
    expect(readable(pseudonymised)).not.toContain(`"seed":"${original.seed}"`);
    const seeds = new Set(readable(pseudonymised).match(/"seed":"[^"]*"/g));
    expect(seeds.size).toBe(1);
  });
});
