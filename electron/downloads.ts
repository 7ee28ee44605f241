import type { DownloadItem, Session } from "electron";
import { ORIGIN } from "./origin.ts";

/**
 * Lets the page hand over what it has made itself, a copy of a workspace to share for instance, and asks where to
 * put it. Nothing is fetched from anywhere.
 */
export function guardDownloads(session: Session): void {
  session.on("will-download", (event, item) => {
    if (!item.getURL().startsWith(`blob:${ORIGIN}/`)) event.preventDefault();
    else askWhere(item);
  });
}

function askWhere(item: DownloadItem): void {
  item.setSaveDialogOptions({
    title: "Save a copy",
    defaultPath: item.getFilename(),
    properties: ["createDirectory", "showOverwriteConfirmation"],
  });
}
