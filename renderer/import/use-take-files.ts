import { useState } from "react";
import type { Client, ContractError } from "../../core/contract/contract.ts";
import { describeFailure, outdate } from "../connection/answers.ts";
import { useEngine } from "../connection/engine-context.ts";
import { goTo } from "../connection/hash-location.ts";
import { places } from "../connection/places.ts";
import { askForImport } from "./importing.ts";
import { sortFiles, unreadable } from "./take-files.ts";

/** No workspace is nearly as large, and a text of this length still fits into memory. */
const MAXIMUM_BYTES = 256 * 1024 * 1024;

/** What becomes of files that somebody opens or drops. */
export interface TakeFiles {
  readonly take: (files: readonly File[]) => void;
  readonly busy: boolean;
}

/**
 * Copies a workspace file into the folder and opens it; anything else is imported. `say` hears what is wrong with the
 * files, and undefined as soon as there are others.
 */
export function useTakeFiles(say: (problem: ContractError | undefined) => void): TakeFiles {
  const engine = useEngine();
  const [busy, setBusy] = useState(false);
  const take = async (files: readonly File[]): Promise<void> => {
    setBusy(true);
    say(undefined);
    try {
      await takeFiles(engine, files);
    } catch (failure) {
      say(
        failure instanceof RefusedFile
          ? { code: "FILE_NOT_OPENED", message: failure.message }
          : describeFailure(failure),
      );
    } finally {
      setBusy(false);
    }
  };
  return { take: (files) => void take(files), busy };
}

/** @throws RefusedFile for what the window itself refuses; CallError for what the engine does */
async function takeFiles(engine: Client, files: readonly File[]): Promise<void> {
  const taken = await sortFiles(files);
  switch (taken.kind) {
    case "nothing":
      return;
    case "refused":
      throw new RefusedFile(taken.why);
    case "import":
      return askForImport(taken.files);
    case "workspace":
      return openWorkspace(engine, taken.file);
  }
}

async function openWorkspace(engine: Client, file: File): Promise<void> {
  if (file.size > MAXIMUM_BYTES) throw new RefusedFile(`${file.name} is larger than 256 MiB; no workspace is.`);
  const text = await file.text().catch(() => undefined);
  if (text === undefined) throw new RefusedFile(unreadable(file));
  const { workspace } = await engine.call("workspaces.import", { name: nameOf(file), text });
  outdate(workspace);
  goTo(places.directory(workspace));
}

class RefusedFile extends Error {}

/** A file's name without its ending. */
function nameOf({ name }: File): string {
  return name.replace(/\.json$/i, "").slice(0, 200) || "Workspace";
}
