import { RehearsalError } from "../errors.ts";

/** The operating system's code of an error, such as `ENOENT`; undefined for any other error. */
export function errnoOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

const READ_ERRORS: Readonly<Record<string, string>> = {
  EACCES: "You may not read this file.",
  EPERM: "You may not read this file.",
  EISDIR: "This is a folder; a file would be right.",
};

/** A file that could not be read, as an error for the person who named it. Anything unexpected comes back as it is. */
export function readError(error: unknown, file: string): unknown {
  const code = errnoOf(error);
  if (code === undefined || error instanceof RehearsalError) return error;
  if (code === "ENOENT" || code === "ENOTDIR") {
    return new RehearsalError("WORKSPACE_NOT_FOUND", "There is no such file.", { file });
  }
  return new RehearsalError("WORKSPACE_NOT_READABLE", READ_ERRORS[code] ?? `The file cannot be read (${code}).`, {
    file,
  });
}

/** A file that could not be written. */
export function writeError(error: unknown, file: string): unknown {
  const code = errnoOf(error);
  if (code === undefined || error instanceof RehearsalError) return error;
  return new RehearsalError(
    "WORKSPACE_NOT_SAVED",
    `The file could not be saved (${code}). What was saved before is untouched.`,
    { file },
  );
}
