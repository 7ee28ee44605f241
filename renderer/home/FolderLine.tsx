import { Button } from "@mantine/core";
import { tell } from "../connection/told.ts";

/** Where the files lie, to be found with other programs. */
export function FolderLine({ folder }: { folder: string }) {
  return (
    <p className="home-folder">
      <span>
        Each workspace is a file in <code>{folder}</code>
      </span>
      <Button size="compact-xs" variant="subtle" onClick={() => void copy(folder)}>
        Copy the path
      </Button>
    </p>
  );
}

async function copy(folder: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(folder);
    tell("Copied.");
  } catch {
    tell("The browser does not allow copying here. Select the path and copy it.", "note");
  }
}
