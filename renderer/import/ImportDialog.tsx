import { Dialog } from "../components/Dialog.tsx";
import { ChooseFiles } from "./ChooseFiles.tsx";
import { ImportFile } from "./ImportFile.tsx";
import { closeImport, useImporting } from "./importing.ts";
import "./import.css";

/** Files on their way into the workspace, one after another: what each would do, and then that it is done. */
export function ImportDialog() {
  const { files, count, batch } = useImporting();
  const [file] = files;
  const number = count - files.length + 1;
  return (
    <Dialog size="62rem" onClose={closeImport} title={file === undefined ? "Import" : titleOf(file, number, count)}>
      {file === undefined ? (
        <ChooseFiles />
      ) : (
        <ImportFile key={`${batch} ${number}`} file={file} more={files.length - 1} />
      )}
    </Dialog>
  );
}

function titleOf({ name }: File, number: number, count: number): string {
  return count > 1 ? `Import ${name} (file ${number} of ${count})` : `Import ${name}`;
}
