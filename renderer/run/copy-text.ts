import { tell } from "../connection/told.ts";

/** Puts a text on the clipboard; says so where that is not allowed. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    tell("The clipboard cannot be written here. Select the text and copy it by hand.", "failed");
    return false;
  }
}

/** Puts a picture on the clipboard, as soon as it is drawn; says so where that is not possible. */
export async function copyPicture(picture: Promise<Blob>): Promise<boolean> {
  try {
    await navigator.clipboard.write([new ClipboardItem({ "image/png": picture })]);
    return true;
  } catch {
    tell("The picture could not be put on the clipboard here. Copy the diagram as SVG instead.", "failed");
    return false;
  }
}
