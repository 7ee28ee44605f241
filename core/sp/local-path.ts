/**
 * The text if it is a path of this very application, else undefined: whatever comes back from outside as "where to go
 * next" (RelayState, returnTo) must never lead to another site (open redirect).
 *
 * A path begins with one slash. `//host` and `/\host` are other hosts to a browser, and control characters are removed by
 * it before it looks.
 */
export function localPath(text: string | null | undefined): string | undefined {
  if (text === null || text === undefined || text.length > 2048) return undefined;
  return /^\/(?![/\\])[^\u0000-\u001f\u007f\\]*$/.test(text) ? text : undefined;
}
