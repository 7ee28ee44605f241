import { readFile } from "node:fs/promises";
import { extname, join, resolve, sep } from "node:path";
import type { CustomScheme } from "electron";
import { CONTENT_SECURITY_POLICY } from "../core/host/content-security-policy.ts";
import { isOwnUrl, SCHEME } from "./origin.ts";

/**
 * What Chromium lets our scheme do: an origin of its own, module scripts, `fetch`, and compiled code kept between
 * starts (https://www.electronjs.org/docs/latest/api/structures/custom-scheme). To be said before the app is ready.
 */
export const ownScheme: CustomScheme = {
  scheme: SCHEME,
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
};

const contentTypes: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".woff2": "font/woff2",
};

/** What stands on every answer. Same origin only: no other page may hold a handle on the window's. */
const headers: Readonly<Record<string, string>> = {
  "content-security-policy": CONTENT_SECURITY_POLICY,
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

/** Answers requests for our scheme with the files of one folder, and with 404 for everything else. */
export function serveFolder(folder: string): (request: Request) => Promise<Response> {
  const root = resolve(folder);
  return async ({ url, method }) => {
    const file = method === "GET" ? findFile(root, new URL(url)) : undefined;
    const type = contentTypes[extname(file ?? "")];
    if (file === undefined || type === undefined) return notFound();
    try {
      return new Response(new Uint8Array(await readFile(file)), { headers: { ...headers, "content-type": type } });
    } catch {
      return notFound();
    }
  };
}

/** The file that a URL means; nothing where it would lie outside the folder, however its path is written. */
function findFile(root: string, url: URL): string | undefined {
  const path = decodePath(url.pathname);
  if (!isOwnUrl(url) || path === undefined || /[\\\0:]/.test(path)) return undefined;
  const file = resolve(join(root, path === "/" ? "index.html" : path));
  return file.startsWith(root + sep) ? file : undefined;
}

function decodePath(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

function notFound(): Response {
  return new Response("There is no such file.", {
    status: 404,
    headers: { ...headers, "content-type": "text/plain; charset=utf-8" },
  });
}
