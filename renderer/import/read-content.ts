import type { ContractError } from "../../core/contract/contract.ts";
import { LARGEST_FILE, LARGEST_IMPORT } from "../../core/contract/largest-import.ts";
import { unreadable } from "./take-files.ts";

/** A file as the engine takes it: its name, and its bytes in base64. */
export interface FileContent {
  readonly name: string;
  readonly content: string;
}

/** Why a file is not read, known from its size alone; undefined: it is. */
export function checkSize({ name, size }: Pick<File, "name" | "size">): ContractError | undefined {
  if (size <= LARGEST_IMPORT) return undefined;
  const mebibytes = (bytes: number) => `${Math.ceil(bytes / 1024 / 1024)} MiB`;
  const limit = `${name} has ${mebibytes(size)}; a window reads ${mebibytes(LARGEST_IMPORT)} at most`;
  const most = mebibytes(LARGEST_FILE);
  const message =
    size <= LARGEST_FILE
      ? `${limit}. The command line reads ${most}: \`rehearse import "${name}" --workspace FILE\`.`
      : `${limit}, and the command line ${most}. Split it, or leave columns out.`;
  return { code: "IMPORT_TOO_LARGE", message };
}

/** Reads a file. Gives what is wrong where that cannot be done; what is too large is not even begun. */
export async function readContent(file: File): Promise<FileContent | ContractError> {
  const tooLarge = checkSize(file);
  if (tooLarge !== undefined) return tooLarge;
  if (file.size === 0) return { code: "IMPORT_EMPTY", message: `${file.name} is empty.` };
  try {
    const url = await readAsDataUrl(file);
    return { name: file.name.slice(0, 300), content: url.slice(url.indexOf(",") + 1) };
  } catch {
    return { code: "FILE_NOT_READ", message: unreadable(file) };
  }
}

function readAsDataUrl(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
