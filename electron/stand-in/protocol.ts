import { app } from "./app.ts";
import { record } from "./control.ts";

type SchemeHandler = (request: Request) => Response | Promise<Response>;

const handlers = new Map<string, SchemeHandler>();

/** `protocol`: schemes of our own. */
export const protocol = {
  registerSchemesAsPrivileged(schemes: readonly unknown[]): void {
    app.requireNotReady("protocol.registerSchemesAsPrivileged()");
    record.privileged.push(...schemes);
  },
  handle(scheme: string, handler: SchemeHandler): void {
    app.requireReady("protocol.handle()");
    handlers.set(scheme, handler);
  },
};

/** The handler of a URL's scheme, if one was registered. */
export function findSchemeHandler(url: string): SchemeHandler | undefined {
  return handlers.get(new URL(url).protocol.slice(0, -1));
}

/**
 * Chromium, when not within Electron, knows no scheme of ours: `app://rehearsal` is served as `https://rehearsal.app.test`,
 * an origin as secure and as separate as the real one.
 */
export function toChromium(url: string): string {
  return url.replace(
    /^(blob:)?([a-z]+):\/\/([^/]+)/,
    (whole, blob: string | undefined, scheme: string, host: string) =>
      handlers.has(scheme) ? `${blob ?? ""}https://${host}.${scheme}.test` : whole,
  );
}

/** The URL as the main process sees it. */
export function fromChromium(url: string): string {
  return url.replace(
    /^(blob:)?https:\/\/([^/]+)\.([a-z]+)\.test(?=\/|$)/,
    (whole, blob: string | undefined, host: string, scheme: string) =>
      handlers.has(scheme) ? `${blob ?? ""}${scheme}://${host}` : whole,
  );
}

/** The origin of such a URL, as Chromium writes it for a standard scheme. */
export function originOf(url: string): string {
  const { protocol: scheme, host, origin } = new URL(url);
  return handlers.has(scheme.slice(0, -1)) ? `${scheme}//${host}` : origin;
}
