import { homedir } from "node:os";
import { join } from "node:path";

/** Where the workspaces lie when nobody says otherwise: the same folder for the desktop app and in the browser. */
export function findWorkspacesFolder(): string {
  const given = process.env.REHEARSAL_FOLDER ?? "";
  return given === "" ? join(homedir(), "Rehearsal") : given;
}
