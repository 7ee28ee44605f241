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
