import { execFile } from "node:child_process";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire, isBuiltin } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

// electron-builder packs what was built, with its own schema and its own code, around a runtime that is made up here.
const root = join(import.meta.dirname, "..");
const own = createRequire(import.meta.url);
/** What electron-builder itself requires. */
const theirs = createRequire(own.resolve("electron-builder"));

type Configuration = Readonly<Record<string, unknown>>;
interface ConfigModule {
  getConfig(projectDir: string, configPath: string | null, options: null): Promise<Configuration>;
  validateConfiguration(config: Configuration, logger: { readonly isEnabled: boolean }): Promise<void>;
}
const { getConfig, validateConfiguration } = theirs("app-builder-lib/out/util/config/config") as ConfigModule;
const { listPackage } = createRequire(theirs.resolve("app-builder-lib"))("@electron/asar") as {
  listPackage(archive: string, options: { readonly isPack: boolean }): string[];
};

describe("electron-builder.yml", () => {
  const quiet = { isEnabled: false };

  it("is what electron-builder understands", async () => {
    await expect(validateConfiguration(await getConfig(root, null, null), quiet)).resolves.toBeUndefined();
  });

  it.each([
    ["an option that there is not", { asarr: true }, "asarr"],
    ["a fuse that there is not", { electronFuses: { runAsNodes: false } }, "electronFuses"],
    ["an option in the wrong place", { linux: { oneClick: false } }, "configuration.linux"],
  ])("would be refused with %s", async (_, broken, named) => {
    const config = { ...(await getConfig(root, null, null)), ...broken };
    await expect(validateConfiguration(config, quiet)).rejects.toThrow(named);
  });

  it("asks no server for updates", async () => {
    expect(await getConfig(root, null, null)).toMatchObject({ publish: null });
  });
});

describe("what was built", () => {
  it("wants no package beside it: all are inside", async () => {
    const wanted = await Promise.all(["app", "preload"].map((name) => listImports(join(root, "dist", name))));
    expect(new Set(wanted.flat())).toEqual(new Set(["electron"]));
  });
});

describe("the packed app", () => {
  let folder: string;
  let files: readonly string[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "rehearsal-pack-"));
    await writeRuntime(join(folder, "runtime"));
    const output = `-c.directories.output=${join(folder, "out")}`;
    const options = ["--dir", "--linux", "--x64", "--publish", "never", output];
    await promisify(execFile)(
      process.execPath,
      [own.resolve("electron-builder/cli.js"), ...options, `-c.electronDist=${join(folder, "runtime")}`],
      { cwd: root },
    );
    files = listPackage(join(folder, "out/linux-unpacked/resources/app.asar"), { isPack: false });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("holds what it starts with, what its window shows, and the samples", async () => {
    const { main } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as { readonly main: string };
    expect(files).toEqual(
      expect.arrayContaining([
        "/package.json",
        "/LICENSE",
        `/${main}`,
        "/dist/app/engine-worker.js",
        "/dist/preload/preload.cjs",
        "/dist/renderer/index.html",
        "/fixtures/workspaces/acme.json",
      ]),
    );
  });

  it("holds nothing else: no packages, no sources, no maps, no other builds", () => {
    expect(topsOf(files, 1)).toEqual(["LICENSE", "dist", "fixtures", "package.json"]);
    expect(
      topsOf(
        files.filter((file) => file.startsWith("/dist/")),
        2,
      ),
    ).toEqual(["app", "preload", "renderer"]);
    expect(files.filter((file) => /\.(?:map|tsx?)$|node_modules/.test(file))).toEqual([]);
  });

  it("has a runtime that is good for nothing but this app", async () => {
    const program = await readFile(join(folder, "out/linux-unpacked/rehearsal"), "latin1");
    // 0 is off and 1 is on, in the order of https://www.electronjs.org/docs/latest/tutorial/fuses.
    expect(program.slice(program.indexOf(SENTINEL) + SENTINEL.length + 2)).toBe(
      [
        "0", // run as Node
        "1", // cookies encrypted
        "0", // NODE_OPTIONS
        "0", // --inspect
        "1", // the archive is checked
        "1", // no app but the archive
        "0", // a V8 snapshot of its own: as Electron has it
        "0", // more rights for file://
      ].join(""),
    );
  });
});

/** What marks the fuses within Electron's program. */
const SENTINEL = "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX";

/** The files of a runtime as far as packing looks at them: a program with the fuses as Electron ships them. */
async function writeRuntime(path: string): Promise<void> {
  await mkdir(join(path, "resources"), { recursive: true });
  await writeFile(join(path, "electron"), Buffer.from(`program ${SENTINEL}\u0001\u000810110001`, "latin1"));
  await chmod(join(path, "electron"), 0o755);
}

/** What the scripts of a folder import that is neither Node's nor of the folder. */
async function listImports(path: string): Promise<readonly string[]> {
  const scripts = (await readdir(path)).filter((name) => /\.c?js$/.test(name));
  const texts = await Promise.all(scripts.map((name) => readFile(join(path, name), "utf8")));
  return texts
    .flatMap((text) => [
      ...text.matchAll(/^(?:import|export) [^"'\n]*?from "([^"]+)"|^import "([^"]+)"|\brequire\("([^"]+)"\)/gm),
    ])
    .map(([, ...names]) => names.find((name) => name !== undefined) ?? "")
    .filter((name) => !name.startsWith(".") && !isBuiltin(name));
}

/** The names at one level of the paths, each once. */
function topsOf(paths: readonly string[], level: number): readonly string[] {
  return [...new Set(paths.flatMap((path) => path.split("/")[level] ?? []))].sort();
}
