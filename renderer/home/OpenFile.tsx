import { Button, FileButton } from "@mantine/core";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { ContractError } from "../../core/contract/contract.ts";
import { ErrorNotice, Notice } from "../components/Notice.tsx";
import { outdate } from "../connection/answers.ts";
import { goTo } from "../connection/hash-location.ts";
import { places } from "../connection/places.ts";
import { useCommand } from "../connection/use-command.ts";

/** No workspace is nearly as large, and a text of this length still fits into memory. */
const MAXIMUM_BYTES = 256 * 1024 * 1024;

/** Files of workspaces on their way into the folder. `notice`: what went wrong with the last one. */
export interface Import {
  readonly open: (files: readonly File[]) => void;
  readonly busy: boolean;
  readonly notice: ReactNode;
}

/** Copies a workspace file into the folder, and opens it. */
export function useImport(): Import {
  const { run, busy, error } = useCommand("workspaces.import");
  const [refused, setRefused] = useState<string>();
  const open = async (files: readonly File[]): Promise<void> => {
    const problem = checkFiles(files);
    setRefused(problem);
    const [file] = files;
    if (problem !== undefined || file === undefined) return;
    const text = await file.text().catch(() => undefined);
    if (text === undefined) {
      setRefused(`${file.name} could not be read. A folder is no workspace; choose the file itself.`);
      return;
    }
    const imported = await run({ name: nameOf(file), text });
    if (imported === undefined) return;
    outdate(imported.workspace);
    goTo(places.directory(imported.workspace));
  };
  return { open: (files) => void open(files), busy, notice: <ImportNotice error={error} refused={refused} /> };
}

function ImportNotice({ error, refused }: { error: ContractError | undefined; refused: string | undefined }) {
  if (refused !== undefined) return <Notice tone="warn" title={refused} />;
  return error === undefined ? null : <ErrorNotice error={error} />;
}

/** Chooses a file with the system's own dialog. */
export function OpenFileButton({ onFiles, busy }: { onFiles: (files: readonly File[]) => void; busy: boolean }) {
  return (
    <FileButton accept=".json,application/json" onChange={(file) => onFiles(file === null ? [] : [file])}>
      {(props) => (
        <Button {...props} variant="default" loading={busy}>
          Open file…
        </Button>
      )}
    </FileButton>
  );
}

/** Takes a file that is dropped anywhere in the window, which would otherwise go to the file. Says so while one hovers. */
export function DropTarget({ onFiles }: { onFiles: (files: readonly File[]) => void }) {
  const [over, setOver] = useState(false);
  const latest = useRef(onFiles);
  latest.current = onFiles;
  useEffect(() => {
    const drag = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes("Files") !== true) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent): void => {
      event.preventDefault();
      setOver(false);
      latest.current([...(event.dataTransfer?.files ?? [])]);
    };
    const stop = new AbortController();
    const { signal } = stop;
    window.addEventListener("dragover", drag, { signal });
    window.addEventListener("dragleave", leave, { signal });
    window.addEventListener("drop", drop, { signal });
    return () => stop.abort();
  }, []);
  return over ? <p className="drop-hint">Drop the workspace file to copy it into the folder and open it.</p> : null;
}

function checkFiles(files: readonly File[]): string | undefined {
  const [file, ...more] = files;
  if (file === undefined) return undefined;
  if (more.length > 0) return `Found ${files.length} files. Open one workspace file at a time.`;
  if (file.size > MAXIMUM_BYTES) return `${file.name} is larger than 256 MiB; no workspace is.`;
  return undefined;
}

/** A file's name without its ending. */
function nameOf({ name }: File): string {
  return name.replace(/\.json$/i, "").slice(0, 200) || "Workspace";
}
