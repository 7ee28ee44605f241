import type { Page } from "playwright-core";

/** A file, as somebody drops it on the window. */
export interface DroppedFile {
  readonly name: string;
  readonly content: string | Uint8Array;
}

/** Drops files on the window, as a desktop does. */
export async function dropFiles(page: Page, ...files: readonly DroppedFile[]): Promise<void> {
  const sent = files.map(({ name, content }) => ({ name, bytes: [...Buffer.from(content)] }));
  await page.evaluate((given) => {
    const dataTransfer = new DataTransfer();
    for (const { name, bytes } of given) dataTransfer.items.add(new File([Uint8Array.from(bytes)], name));
    for (const type of ["dragover", "drop"]) {
      window.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    }
  }, sent);
}
