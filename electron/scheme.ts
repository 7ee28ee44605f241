import type { CustomScheme } from "electron";
import { CONTENT_SECURITY_POLICY } from "../core/host/content-security-policy.ts";
import type { StaticFile } from "../core/host/static-files.ts";
import { isOwnUrl, SCHEME } from "./origin.ts";

/**
 * What Chromium lets our scheme do: an origin of its own, module scripts, `fetch`, and compiled code kept between
 * starts (https://www.electronjs.org/docs/latest/api/structures/custom-scheme). To be said before the app is ready.
 */
export const ownScheme: CustomScheme = {
  scheme: SCHEME,
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
};

/** What stands on every answer. Same origin only: no other page may hold a handle on the window's. */
const headers: Readonly<Record<string, string>> = {
  "content-security-policy": CONTENT_SECURITY_POLICY,
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

/**
 * Answers requests for our scheme with these files, by their paths, and with 404 for everything else: a path that is
 * not in the list leads nowhere, however it is written.
 */
export function serveFiles(files: Promise<ReadonlyMap<string, StaticFile>>): (request: Request) => Promise<Response> {
  return async ({ url, method }) => {
    const { protocol, host, pathname } = new URL(url);
    const asked = method === "GET" && isOwnUrl({ protocol, host });
    const file = asked ? (await files).get(pathname) : undefined;
    if (file === undefined) return notFound();
    return new Response(new Uint8Array(file.body), {
      headers: { ...headers, "content-type": file.type, "cache-control": file.caching },
    });
  };
}

function notFound(): Response {
  return new Response("There is no such file.", {
    status: 404,
    headers: { ...headers, "content-type": "text/plain; charset=utf-8" },
  });
}
