import { session } from "./session.ts";

/** Chromium's names of the permissions that a page may have, by Electron's. */
const names: Readonly<Record<string, string>> = {
  "clipboard-read": "clipboard-read",
  "clipboard-sanitized-write": "clipboard-write",
  geolocation: "geolocation",
  media: "camera",
  midi: "midi",
  notifications: "notifications",
};

/** What the session permits a page of this origin: asked beforehand, as Chromium is told beforehand. */
export function listPermitted(contents: unknown, origin: string): string[] {
  return Object.entries(names)
    .filter(([electronName]) => session.defaultSession.isPermitted(contents, electronName, origin))
    .map(([, name]) => name);
}
