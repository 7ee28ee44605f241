import { spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const biome = createRequire(import.meta.url).resolve("@biomejs/biome/bin/biome");

const base = ["http", "trace", "party", "directory", "accounts", "mapping"];
const protocols = ["saml", "oidc", "scim"];
const parties = [...base, "expression", ...protocols, "cards", "jit", "provisioning", "idp", "sp"];
const stored = [...parties, "store"];
const compared = [...stored, "simulation", "compare"];
const contract = [...compared, "import", "export", "scenario", "plan"];
const engine = [...contract, "generate", "contract"];
const programs = [...engine, "engine", "host"];

/** Which folders of core each folder of core may import. All may import the files of core/ itself. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  http: [],
  trace: ["http"],
  party: ["http", "trace"],
  directory: ["http"],
  accounts: ["http"],
  expression: [],
  mapping: ["http", "expression"],
  cards: [],
  saml: base,
  oidc: base,
  scim: base,
  jit: base,
  provisioning: base,
  idp: [...base.filter((folder) => folder !== "accounts"), ...protocols, "provisioning"],
  sp: [...base.filter((folder) => folder !== "directory"), ...protocols, "jit"],
  store: parties,
  generate: stored,
  import: stored,
  export: stored,
  simulation: stored,
  compare: [...stored, "simulation"],
  scenario: [...compared, "generate"],
  plan: compared,
  contract,
  engine,
  host: [...engine, "engine"],
  cli: programs,
  bench: programs,
};
const folders = Object.keys(mayImport);

/** A file, a line of it, and the rule that must catch the line; without a rule the line must pass. */
interface Case {
  readonly file: string;
  readonly line: string;
  readonly rule?: string;
}

const RESTRICTED = "lint/style/noRestrictedImports";
const GLOBAL = "lint/style/noRestrictedGlobals";
const PLUGIN = "plugin";

/** Every folder of core against every other. */
const matrix: readonly Case[] = folders.flatMap((folder) => othersOf(folder).map((other) => importOf(folder, other)));

function othersOf(folder: string): readonly string[] {
  return folders.filter((other) => other !== folder);
}

function importOf(folder: string, other: string): Case {
  return { file: `core/${folder}/matrix.ts`, line: `import "../${other}/other.ts";` };
}

/** What no file of core may import, and what every file in a folder of core may. */
const refusedEverywhere = [
  'import "electron";',
  'import "electron/main";',
  'import "react";',
  'import "react-dom/client";',
  'import "../../renderer/main.ts";',
  'import "../../electron/main.ts";',
  'import "./../../electron/main.ts";',
  'import "..";',
  'import "/core/errors.ts";',
];
const allowedEverywhere = ['import "../errors.ts";', 'import "./other.ts";', 'import { z } from "zod";'];

function everywhere(folder: string, lines: readonly string[]): readonly Case[] {
  return lines.map((line) => ({ file: `core/${folder}/everywhere.ts`, line }));
}

/** Single lines: in which file, and the rule that must catch them; without a rule they must pass. */
const cases: readonly Case[] = [
  // However an import is written.
  ...[
    'import type { A } from "../oidc/a.ts";',
    'export * from "../oidc/a.ts";',
    'export { b } from "../oidc/a.ts";',
    'export const c = await import("../oidc/a.ts");',
    'import "../http/../oidc/a.ts";',
  ].map((line) => ({ file: "core/saml/forms.ts", line, rule: RESTRICTED })),
  { file: "core/saml/forms.ts", line: 'export type D = import("../oidc/a.ts").A;', rule: PLUGIN },
  // The bottom.
  { file: "core/bottom.ts", line: 'import "./errors.ts";' },
  { file: "core/bottom.ts", line: 'import "./http/message.ts";', rule: RESTRICTED },
  { file: "core/bottom.ts", line: 'import "../electron/main.ts";', rule: RESTRICTED },
  // Types, from one file alone.
  { file: "core/directory/types.ts", line: 'import type { A } from "../trace/step.ts";' },
  { file: "core/accounts/types.ts", line: 'import type { A } from "../trace/step.ts";' },
  { file: "core/mapping/types.ts", line: 'import type { A } from "../trace/step.ts";' },
  { file: "core/mapping/types.ts", line: 'import type { B } from "../directory/directory.ts";' },
  { file: "core/mapping/types.ts", line: 'import type { C } from "../accounts/account.ts";' },
  // The tests of a folder stand under its rules.
  { file: "core/saml/probe.test.ts", line: 'import "../oidc/a.ts";', rule: RESTRICTED },
  { file: "core/saml/probe.test.ts", line: 'import "./test-response.ts";' },
  { file: "core/saml/ships.ts", line: 'import "./test-response.ts";', rule: PLUGIN },
  // A folder within a folder.
  { file: "core/simulation/probe.ts", line: 'import "../idp/scim-client/cycle.ts";' },
  { file: "core/sp/probe.ts", line: 'import "../idp/scim-client/cycle.ts";', rule: RESTRICTED },
  { file: "core/idp/scim-client/probe.ts", line: 'import "../world.ts";' },
  ...[
    'import "../check-request.ts";',
    'import "../../errors.ts";',
    'import "../../store/a.ts";',
    'import "../../engine/a.ts";',
    'import "./other.ts";',
  ].map((line) => ({ file: "core/host/live/probe.ts", line })),
  ...[
    'import "../../cli/a.ts";',
    'import "../../bench/a.ts";',
    'import "../../../renderer/main.ts";',
    'import "../../store/../cli/a.ts";',
    'import "electron";',
  ].map((line) => ({ file: "core/host/live/probe.ts", line, rule: RESTRICTED })),
  { file: "core/cli/probe.ts", line: 'import "../host/live/a.ts";' },
  { file: "core/expression/probe.ts", line: 'import "./entra/parse.ts";' },
  ...["../tree.ts", "../../errors.ts", "./other.ts"].map((path) => ({
    file: "core/expression/entra/probe.ts",
    line: `import "${path}";`,
  })),
  ...["../okta/parse.ts", "../../mapping/a.ts", "../../../renderer/a.ts", "react"].map((path) => ({
    file: "core/expression/entra/probe.ts",
    line: `import "${path}";`,
    rule: RESTRICTED,
  })),
  { file: "core/idp/scim-client/probe.ts", line: 'import "../../errors.ts";' },
  { file: "core/idp/scim-client/probe.ts", line: 'import "../../scim/binding.ts";' },
  ...["../../saml/a.ts", "../../accounts/a.ts", "../../sp/a.ts", "../../idp/a.ts", "../../../electron/main.ts"].map(
    (path) => ({ file: "core/idp/scim-client/probe.ts", line: `import "${path}";`, rule: RESTRICTED }),
  ),
  // The window stands on the contract.
  { file: "electron/main.ts", line: 'import "electron";' },
  { file: "electron/main.ts", line: 'import "node:path";' },
  { file: "electron/main.ts", line: 'import "../core/contract/a.ts";' },
  { file: "electron/main.ts", line: 'import "../core/host/a.ts";' },
  { file: "electron/main.ts", line: 'import "../core/saml/a.ts";', rule: RESTRICTED },
  { file: "electron/main.ts", line: 'import "../core/contract/../saml/a.ts";', rule: RESTRICTED },
  { file: "electron/main.ts", line: 'import "../renderer/a.ts";', rule: RESTRICTED },
  { file: "electron/main.ts", line: 'import "jose";', rule: RESTRICTED },
  { file: "electron/main.ts", line: 'import "@node-saml/node-saml";', rule: RESTRICTED },
  { file: "renderer/run/trace.tsx", line: 'import "react";' },
  { file: "renderer/run/trace.tsx", line: 'import "../state/cursor.ts";' },
  { file: "renderer/run/trace.tsx", line: 'import "../../core/contract/a.ts";' },
  { file: "renderer/run/trace.tsx", line: 'import "../../core/trace/step.ts";', rule: RESTRICTED },
  { file: "renderer/run/trace.tsx", line: 'import "../../electron/main.ts";', rule: RESTRICTED },
  { file: "renderer/run/trace.tsx", line: 'import "electron";', rule: RESTRICTED },
  { file: "renderer/run/trace.tsx", line: 'import "node:fs";', rule: RESTRICTED },
  { file: "renderer/run/trace.tsx", line: 'import "node:fs/promises";', rule: RESTRICTED },
  // Nothing in core takes time, randomness, files or sockets from the machine …
  ...[
    "export const a = Date.now();",
    "export const b = new Date();",
    "export const c = Math.random();",
    'import { randomUUID } from "node:crypto";',
    'import { readFile } from "node:fs/promises";',
  ].map((line) => ({ file: "core/idp/machine.ts", line, rule: PLUGIN })),
  ...[
    "export const d = process.env.HOME;",
    "export const e = performance.now();",
    'export const f = fetch("https://app.test/");',
    "setTimeout(() => {}, 1);",
    "export const g = document.title;",
  ].map((line) => ({ file: "core/idp/globals.ts", line, rule: GLOBAL })),
  { file: "core/idp/handed-in.ts", line: "export const a = new Date(0);" },
  { file: "core/idp/handed-in.ts", line: 'import { createHash } from "node:crypto";' },
  // … but in the folders that hand them in.
  { file: "core/store/machine.ts", line: 'import { readFile } from "node:fs/promises";' },
  { file: "core/cli/machine.ts", line: "export const a = Date.now();" },
  { file: "core/cli/machine.ts", line: "export const d = process.env.HOME;" },
];

const probes: readonly Case[] = [
  ...matrix,
  ...folders.flatMap((folder) => everywhere(folder, [...refusedEverywhere, ...allowedEverywhere])),
  ...cases,
];

/** Where Biome reported which rules: `file:line` to rules. */
let reported: ReadonlyMap<string, readonly string[]>;

/** All probes as files, in a folder of their own under the very configuration of this repository, linted in one go. */
beforeAll(() => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "rehearsal-import-rules-")));
  try {
    for (const path of ["biome.json", ".ci/lint", "package.json"]) {
      cpSync(join(root, path), join(folder, path), { recursive: true });
    }
    for (const [file, lines] of linesByFile()) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), `${lines.join("\n")}\n`);
    }
    reported = lint(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

function linesByFile(): ReadonlyMap<string, readonly string[]> {
  const files = new Map<string, string[]>();
  for (const { file, line } of probes) files.set(file, [...(files.get(file) ?? []), line]);
  return files;
}

function lint(folder: string): ReadonlyMap<string, readonly string[]> {
  const args = [biome, "lint", "--reporter=github", "--max-diagnostics=none", "."];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
  const found = new Map<string, string[]>();
  for (const [, rule = "", file = "", line = ""] of stdout.matchAll(/ title=([^,]+),file=([^,]+),line=(\d+),/g)) {
    const place = `${relative(folder, resolve(folder, file)).replaceAll("\\", "/")}:${line}`;
    found.set(place, [...(found.get(place) ?? []), rule]);
  }
  if (found.size === 0) throw new Error(`Biome reported nothing at all:\n${stdout}\n${stderr}`);
  return found;
}

/** The rules of this suite that were reported on the line of a case. */
function rulesAt({ file, line }: Case): readonly string[] {
  const number = (linesByFile().get(file)?.indexOf(line) ?? -1) + 1;
  return (reported.get(`${file}:${number}`) ?? []).filter((rule) => [RESTRICTED, GLOBAL, PLUGIN].includes(rule));
}

describe("import rules", () => {
  it.each(folders)("let core/%s import exactly its folders", (folder) => {
    const allowed = othersOf(folder).filter((other) => rulesAt(importOf(folder, other)).length === 0);
    expect(allowed).toEqual(othersOf(folder).filter((other) => mayImport[folder]?.includes(other)));
  });

  it.each(folders)("keep core/%s from the window, and from unusual paths", (folder) => {
    const linesOf = (lines: readonly string[]) => everywhere(folder, lines).map((each) => rulesAt(each));
    expect(linesOf(refusedEverywhere)).toEqual(refusedEverywhere.map(() => [RESTRICTED]));
    expect(linesOf(allowedEverywhere)).toEqual(allowedEverywhere.map(() => []));
  });

  it.each(cases.filter(({ rule }) => rule !== undefined))("refuse in $file: $line", (each) => {
    expect(rulesAt(each)).toContain(each.rule);
  });

  it.each(cases.filter(({ rule }) => rule === undefined))("allow in $file: $line", (each) => {
    expect(rulesAt(each)).toEqual([]);
  });

  it("cover every folder of core", () => {
    const present = readdirSync(join(root, "core"), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders).toEqual(expect.arrayContaining(present.map(({ name }) => name)));
  });

  it("are nowhere switched off by a comment", () => {
    const switches = /biome-(?:ignore)|@ts-(?:ignore|nocheck|expect-error)/;
    const sources = ["core", "electron", "renderer", ".ci"].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((name) => join(root, folder, name)),
    );
    const code = sources.filter((file) => /\.(?:[cm]?[jt]s|tsx)$/.test(file));
    expect(code.filter((file) => switches.test(readFileSync(file, "utf8")))).toEqual([]);
  });
});
