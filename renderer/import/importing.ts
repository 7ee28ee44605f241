import { create } from "zustand";

/** Files that somebody wants to import. Pasted text is a file as well. */
interface Importing {
  readonly open: boolean;
  /** Those that are still to be imported; the first one is on screen. */
  readonly files: readonly File[];
  /** How many came together. */
  readonly count: number;
  /** Another number for other files. */
  readonly batch: number;
}

const CLOSED = { open: false, files: [], count: 0 } as const;

/** The dialog in which files are imported. */
export const useImporting = create<Importing>(() => ({ ...CLOSED, batch: 0 }));

/** Opens the dialog, from anywhere. Without files it asks for some. */
export function askForImport(files: readonly File[] = []): void {
  useImporting.setState(({ batch }) => ({ open: true, files, count: files.length, batch: batch + 1 }));
}

/** Goes on with the next file. */
export function nextImport(): void {
  useImporting.setState(({ files }) => ({ files: files.slice(1) }));
}

/** Closes it: what was not imported is left out. */
export function closeImport(): void {
  useImporting.setState(CLOSED);
}

/** What an export begins with. */
export interface ExportWish {
  /** Id of the application that it is about. */
  readonly application?: string | undefined;
}

/** The dialog in which a part of the workspace is exported; open while there is a wish. */
export const useExporting = create<{ readonly wish: ExportWish | undefined }>(() => ({ wish: undefined }));

/** Opens the dialog, from anywhere in a workspace. */
export function askForExport(wish: ExportWish = {}): void {
  useExporting.setState({ wish });
}

/** Closes it. */
export function closeExport(): void {
  useExporting.setState({ wish: undefined });
}
