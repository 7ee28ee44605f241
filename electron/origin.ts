/** The scheme that the window is loaded from: ours alone, so that no `file:` URL and no other program shares its origin. */
export const SCHEME = "app";
const HOST = "rehearsal";

/** The origin of the window's page, as Chromium writes it. */
export const ORIGIN = `${SCHEME}://${HOST}`;

/** The page that the window shows. Screens are told apart by what follows `#`. */
export const PAGE = `${ORIGIN}/index.html`;

/** Whether this URL is the window's own page, at whichever screen. */
export function isOwnPage(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const parsed = new URL(url);
  return isOwnUrl(parsed) && ["/", "/index.html"].includes(parsed.pathname);
}

/** Whether this URL lies in the window's own origin. Node gives schemes of our own the origin `null`. */
export function isOwnUrl({ protocol, host }: Pick<URL, "protocol" | "host">): boolean {
  return protocol === `${SCHEME}:` && host === HOST;
}
