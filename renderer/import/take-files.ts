/** Enough of a file to see what it is. */
const BEGINNING = 64 * 1024;

/** What is to be done with files that somebody dropped or chose. */
export type Taken =
  | { readonly kind: "nothing" }
  | { readonly kind: "workspace"; readonly file: File }
  | { readonly kind: "import"; readonly files: readonly File[] }
  | { readonly kind: "refused"; readonly why: string };

/** Decides what files are for: a workspace is opened, anything else imported. Reads no more than their beginnings. */
export async function sortFiles(files: readonly File[]): Promise<Taken> {
  const [file, ...more] = files;
  if (file === undefined) return { kind: "nothing" };
  const beginnings = await Promise.all(files.map(readBeginning));
  const unread = files[beginnings.indexOf(undefined)];
  if (unread !== undefined) return { kind: "refused", why: unreadable(unread) };
  if (!beginnings.some((text) => text !== undefined && isWorkspace(text))) return { kind: "import", files };
  if (more.length === 0) return { kind: "workspace", file };
  return { kind: "refused", why: `Found ${files.length} files. Open one workspace file at a time.` };
}

/** What to say of something that the browser cannot read. */
export function unreadable({ name }: File): string {
  return `${name} could not be read. A folder cannot be opened here; choose the files in it.`;
}

async function readBeginning(file: File): Promise<string | undefined> {
  return file
    .slice(0, BEGINNING)
    .text()
    .catch(() => undefined);
}

/** Workspaces begin with the number of their format; one that somebody put in another order still has a clock. */
function isWorkspace(text: string): boolean {
  return VERSION_FIRST.test(text) || (/^\uFEFF?\s*\{/.test(text) && /"clock"\s*:\s*\{\s*"now"/.test(text));
}

const VERSION_FIRST = /^\uFEFF?\s*\{\s*(?:"\$schema"\s*:\s*"[^"]*"\s*,\s*)?"version"\s*:\s*\d/;
