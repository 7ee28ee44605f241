import { EventEmitter } from "node:events";
import type { Download } from "playwright-core";
import { StoppableEvent } from "./app.ts";
import { control, record } from "./control.ts";
import { fromChromium } from "./protocol.ts";
import { session } from "./session.ts";

/** A file that a page hands over. */
class DownloadItem extends EventEmitter {
  private readonly download: Download;
  private dialog: object = {};

  constructor(download: Download) {
    super();
    this.download = download;
  }

  getURL(): string {
    return fromChromium(this.download.url());
  }

  getFilename(): string {
    return this.download.suggestedFilename();
  }

  setSaveDialogOptions(options: object): void {
    this.dialog = options;
  }

  getSaveDialogOptions(): object {
    return this.dialog;
  }
}

/** Offers a download to the session; when nobody stops it, the user is asked where it should go. */
export async function receiveDownload(download: Download, contents: unknown): Promise<void> {
  const item = new DownloadItem(download);
  const event = new StoppableEvent();
  session.defaultSession.emit("will-download", event, item, contents);
  const savedAs = event.defaultPrevented ? undefined : control.saveAs.shift();
  if (savedAs === undefined) await download.cancel();
  else await download.saveAs(savedAs);
  record.downloads.push({ name: item.getFilename(), savedAs, refused: event.defaultPrevented });
}
