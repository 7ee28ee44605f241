import { readdir, readFile } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";

/** A file of the window's page, as it is sent. */
export interface StaticFile {
  readonly body: Buffer;
  readonly type: string;
  /** The value of `cache-control`. */
  readonly caching: string;
}

const types: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".woff2": "font/woff2",
};

/**
 * Every file of a folder by its path in a URL: `/assets/main-1a2b.js`, and `/` for `index.html`. Read once: what is not
 * in this list is not served, and a new build changes nothing under a page that is open.
 */
export async function readStaticFiles(folder: string): Promise<ReadonlyMap<string, StaticFile>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = await Promise.all(
    entries
      .filter((entry) => entry.isFile() && extname(entry.name) in types)
      .map(async (entry) => readStaticFile(folder, join(entry.parentPath, entry.name))),
  );
  const byPath = new Map(files);
  const index = byPath.get("/index.html");
  return index === undefined ? byPath : byPath.set("/", index);
}

async function readStaticFile(folder: string, file: string): Promise<readonly [string, StaticFile]> {
  const path = `/${relative(folder, file).replaceAll(sep, "/")}`;
  const type = types[extname(file)] ?? "application/octet-stream";
  return [path, { body: await readFile(file), type, caching: cachingOf(path) }];
}

/** Vite puts a hash of their content into the names of assets: under one name, they never change. */
function cachingOf(path: string): string {
  return path.startsWith("/assets/") ? "private, max-age=31536000, immutable" : "no-store";
}
