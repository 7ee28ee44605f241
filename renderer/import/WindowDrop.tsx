import { tellError } from "../connection/told.ts";
import { useWorkspace } from "../connection/workspace-context.ts";
import { DropTarget } from "./DropTarget.tsx";
import { useTakeFiles } from "./use-take-files.ts";

/** Files that are dropped on any screen of a workspace. */
export function WindowDrop() {
  const { name } = useWorkspace();
  const { take } = useTakeFiles((problem) => problem && tellError(problem));
  return (
    <DropTarget
      onFiles={take}
      hint={`Drop it to see what importing it into ${name} would do. Nothing is changed before you say so.`}
    />
  );
}
