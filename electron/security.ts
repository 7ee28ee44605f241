import type { Session, WebContents } from "electron";
import { dialog, shell } from "electron";
import { isOwnPage, ORIGIN } from "./origin.ts";

/** What the page may do beyond the ordinary: copy to the clipboard when told to, and fill the screen. */
const permitted: ReadonlySet<string> = new Set(["clipboard-sanitized-write", "fullscreen"]);

/** Addresses that would leave this machine. */
const network = ["http://*/*", "https://*/*", "ws://*/*", "wss://*/*"];

/**
 * What holds for everything that a page may ask of the machine: no permission but `permitted`, no device, no request
 * to the network, whatever the page's own policy says.
 */
export function lockSession(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, answer) => {
    answer(permitted.has(permission) && contents !== null && isOwnPage(contents.getURL()));
  });
  session.setPermissionCheckHandler((_, permission, origin) => {
    return permitted.has(permission) && origin.replace(/\/$/, "") === ORIGIN;
  });
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest({ urls: network }, (_, answer) => answer({ cancel: true }));
}

/** The minimum of a navigation that decides whether it may go on. */
interface Navigation {
  readonly url: string;
  readonly isMainFrame: boolean;
  preventDefault(): void;
}

/**
 * Keeps a page where it is: it leads nowhere but to itself, opens no window, and holds no other page within
 * (https://www.electronjs.org/docs/latest/tutorial/security, 13 to 15).
 */
export function lockContents(contents: WebContents): void {
  const stay = (navigation: Navigation): void => {
    if (!navigation.isMainFrame || !isOwnPage(navigation.url)) navigation.preventDefault();
  };
  contents.on("will-navigate", stay);
  contents.on("will-frame-navigate", stay);
  contents.on("will-redirect", stay);
  contents.on("will-attach-webview", (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    if (isSecureAddress(url)) void offerAddress(url);
    return { action: "deny" };
  });
}

function isSecureAddress(url: string): boolean {
  return URL.canParse(url) && new URL(url).protocol === "https:";
}

/** Sources are on the web, and Rehearsal is not: the user's own browser opens them, when the user says so. */
async function offerAddress(url: string): Promise<void> {
  const { response } = await dialog.showMessageBox({
    type: "question",
    message: "Open this address in your browser?",
    detail: `${url}\n\nRehearsal itself works offline; your browser would go to the internet.`,
    buttons: ["Open in browser", "Cancel"],
    defaultId: 1,
    cancelId: 1,
  });
  // The browser may be missing, or refuse; the address was shown, and there is nothing to take back.
  if (response === 0) await shell.openExternal(url).catch(() => undefined);
}
