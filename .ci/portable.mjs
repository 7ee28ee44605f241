// `npm run dist:portable`: one zip that Node alone starts, without npm, an installer or a network.
import { createWriteStream, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";
import { build, portable, targets } from "./build.mjs";
import { requirePackages, root } from "./tool.mjs";

/**
 * A file of the zip.
 *
 * @typedef {object} Entry
 * @property {string} path in it
 * @property {Buffer | string} content
 * @property {boolean} [program] can be started by its name
 */

/**
 * A package that went into what was built, as Vite lists it.
 *
 * @typedef {object} Package
 * @property {string} name
 * @property {string} version
 * @property {string} [identifier] of its licence
 * @property {string} [text] of its licence
 */

/** Packages of which only files were taken, and no code: Vite's list knows code alone. */
const fonts = ["@fontsource-variable/inter", "@fontsource-variable/jetbrains-mono"];

requirePackages();
const trouble = build([portable, targets.renderer]);
if (trouble !== undefined) {
  console.error(trouble);
  process.exit(1);
}
/** @type {{ readonly name: string, readonly version: string, readonly license: string }} */
const { name, version, license } = JSON.parse(readText("package.json"));
const file = join(root, `dist/${name}-portable-${version}.zip`);
await writeZip(file, `${name}-${version}`, entries());
console.log(file);

/** @returns {readonly Entry[]} */
function entries() {
  return [
    ...folder("dist/portable", "app", (path) => path.endsWith(".js")),
    ...folder("dist/renderer", "renderer", (path) => !/^(?:manifest|third-party)\.json$/.test(path)),
    ...folder("fixtures", "fixtures", (path) => !path.startsWith("schemas")),
    // Programs find their samples by this file.
    { path: "package.json", content: `${JSON.stringify({ name, version, license, type: "module" }, null, 2)}\n` },
    { path: "LICENSE", content: readText("LICENSE") },
    { path: "THIRD-PARTY.txt", content: describePackages() },
    { path: "README.txt", content: forWindows(readText(".ci/portable/README.txt")) },
    { path: "start.mjs", content: readText(".ci/portable/start.mjs") },
    { path: "start.cmd", content: forWindows(readText(".ci/portable/start.cmd")) },
    { path: "start.sh", content: readText(".ci/portable/start.sh"), program: true },
    // What a double click starts on macOS.
    { path: "start.command", content: readText(".ci/portable/start.sh"), program: true },
    { path: "rehearse", content: readText(".ci/portable/rehearse.sh"), program: true },
    { path: "rehearse.cmd", content: forWindows(readText(".ci/portable/rehearse.cmd")) },
  ];
}

/**
 * The files of a folder, under another name.
 *
 * @param {string} from
 * @param {string} to
 * @param {(path: string) => boolean} isWanted
 * @returns {readonly Entry[]}
 */
function folder(from, to, isWanted) {
  return readdirSync(join(root, from), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, inside: path.slice(join(root, from).length + 1).replaceAll("\\", "/") }))
    .filter(({ inside }) => isWanted(inside))
    .map(({ path, inside }) => ({ path: `${to}/${inside}`, content: readFileSync(path) }));
}

/** Every package that went inside, with its licence. */
function describePackages() {
  /** @type {readonly Package[]} */
  const listed = ["dist/portable", "dist/renderer"].flatMap((place) =>
    JSON.parse(readText(`${place}/third-party.json`)),
  );
  const packages = new Map(
    [...listed, ...fonts.map(readPackage)].map((each) => [`${each.name} ${each.version}`, each]),
  );
  const texts = [...packages]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([title, { identifier = "licence not named", text = "" }]) => {
      return `${title} (${identifier})\n\n${text === "" ? "Its package holds no text of the licence." : text}\n`;
    });
  return ["Rehearsal holds these packages, each under its own licence.\n", ...texts].join(`\n${"=".repeat(80)}\n`);
}

/**
 * @param {string} name
 * @returns {Package}
 */
function readPackage(name) {
  const { version, license } = JSON.parse(readText(`node_modules/${name}/package.json`));
  return { name, version, identifier: license, text: readText(`node_modules/${name}/LICENSE`) };
}

/**
 * @param {string} file
 * @param {string} top the folder that everything lies in
 * @param {readonly Entry[]} all
 */
async function writeZip(file, top, all) {
  const zip = new ZipFile();
  for (const { path, content, program = false } of all) {
    zip.addBuffer(Buffer.from(content), `${top}/${path}`, { mode: program ? 0o100755 : 0o100644 });
  }
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(file));
}

/** @param {string} text */
function forWindows(text) {
  return text.replaceAll("\n", "\r\n");
}

/** @param {string} path */
function readText(path) {
  return readFileSync(join(root, path), "utf8");
}
