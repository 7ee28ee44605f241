import { readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";

/** A chunk of the build, as Vite's manifest writes it. */
interface Chunk {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly isDynamicEntry?: boolean;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}

const built = fileURLToPath(new URL("../../dist/renderer/", import.meta.url));
const manifest: Readonly<Record<string, Chunk>> = JSON.parse(readFileSync(`${built}manifest.json`, "utf8"));
const entry = Object.keys(manifest).filter((key) => manifest[key]?.isEntry === true);
const lazy = Object.keys(manifest).filter((key) => manifest[key]?.isDynamicEntry === true);

/** kB as the limits count them: 1,000 bytes, gzipped. */
function kilobytes(files: Iterable<string>): number {
  return [...files].reduce((sum, file) => sum + gzipSync(readFileSync(built + file)).length, 0) / 1000;
}

/** A chunk with everything that it imports at once. */
function closure(keys: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (key: string): void => {
    if (found.has(key)) return;
    found.add(key);
    for (const imported of manifest[key]?.imports ?? []) visit(imported);
  };
  for (const key of keys) visit(key);
  return found;
}

function scriptsOf(keys: Iterable<string>): readonly string[] {
  return [...keys].flatMap((key) => manifest[key]?.file ?? []).filter((file) => file.endsWith(".js"));
}

function stylesOf(keys: Iterable<string>): ReadonlySet<string> {
  return new Set([...keys].flatMap((key) => manifest[key]?.css ?? []));
}

describe("the size of the window", () => {
  const first = closure(entry);

  it("loads at most 130 kB of gzipped script to begin with", () => {
    expect(entry).toHaveLength(1);
    expect(kilobytes(scriptsOf(first))).toBeLessThanOrEqual(130);
  });

  it("has at most 45 kB of gzipped style in all", () => {
    const styles = new Set(Object.values(manifest).flatMap(({ css }) => css ?? []));
    expect(styles.size).toBeGreaterThan(0);
    expect(kilobytes(styles)).toBeLessThanOrEqual(45);
    expect(stylesOf(first).size).toBeGreaterThan(0);
  });

  it.each(lazy)("loads at most 120 kB more for %s", (screen) => {
    const more = [...closure([screen])].filter((key) => !first.has(key));
    expect(kilobytes(scriptsOf(more))).toBeLessThanOrEqual(120);
  });

  it("has at most 650 kB of gzipped script and 180 kB of fonts in all, every screen counted", () => {
    const files = Object.values(manifest).map(({ file }) => file);
    expect(kilobytes(new Set(files.filter((file) => file.endsWith(".js"))))).toBeLessThanOrEqual(650);
    const fonts = new Set(files.filter((file) => file.endsWith(".woff2")));
    const bytes = [...fonts].reduce((sum, file) => sum + statSync(built + file).size, 0);
    expect(bytes / 1000).toBeLessThanOrEqual(180);
  });
});
