import { pushesWhenSaved } from "../../core/contract/pushes-when-saved.ts";
import { useEditing } from "./editing.ts";

/** Saving these settings would push people at once, without a cycle: said before it is done. */
export function PushNotice() {
  const { detail, base, draft } = useEditing();
  if (!pushesWhenSaved(base.connection, draft.connection)) return null;
  const { pushes = 0 } = detail;
  return (
    <span className="draft-pushes" title="The SCIM client goes by events. Undo takes back what the push writes.">
      Saving pushes {pushes} {pushes === 1 ? "person" : "people"}
    </span>
  );
}
