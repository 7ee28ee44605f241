import { Button, FileButton } from "@mantine/core";

/** Chooses files with the system's own dialog: a workspace, or what is to be imported. */
export function OpenFileButton({ onFiles, busy }: { onFiles: (files: readonly File[]) => void; busy: boolean }) {
  return (
    <FileButton multiple onChange={onFiles}>
      {(props) => (
        <Button {...props} variant="default" loading={busy}>
          Open file…
        </Button>
      )}
    </FileButton>
  );
}
