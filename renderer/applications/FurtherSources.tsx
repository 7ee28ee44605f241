import { IconPlus, IconTrash } from "@tabler/icons-react";
import type { ClaimMapping, Source } from "../../core/contract/model.ts";
import { withItem, withoutItem } from "./claim-refinement.ts";
import { useEditing } from "./editing.ts";
import { SourceEditor } from "./SourceEditor.tsx";
import type { SettingPath } from "./setting.ts";
import { withMember } from "./with-member.ts";

const NEW_SOURCE: Source = { kind: "attribute", attribute: "" };

/** Further sources of a claim, whose values come behind those of the first. */
export function FurtherSources({
  name,
  path,
  row,
  onChange,
}: {
  name: string;
  path: SettingPath;
  row: ClaimMapping;
  onChange: (row: ClaimMapping) => void;
}) {
  const { detail, canEdit } = useEditing();
  const { further = [] } = row;
  // A list of values is Okta's way; elsewhere it stays where somebody has it.
  const isOffered = further.length > 0 || (detail.preset?.product === "okta" && row.source.kind !== "groups");
  return (
    <>
      {further.map((source, index) => (
        <div key={`${further.length}-${String(index)}`} className="row-line">
          <span className="row-soft">and from</span>
          <SourceEditor
            name={`${name}, source ${index + 2}`}
            path={[...path, "further", String(index)]}
            noun="attribute"
            source={source}
            suggestions={["id", "userName", ...detail.directoryAttributes]}
            onChange={(next) =>
              next.kind === "groups" ? undefined : onChange({ ...row, further: withItem(further, index, next) })
            }
          />
          {canEdit ? (
            <button
              type="button"
              className="quiet-button"
              aria-label={`Remove ${name}, source ${index + 2}`}
              onClick={() => onChange(withMember(row, "further", withoutItem(further, index)))}
            >
              <IconTrash size={14} />
            </button>
          ) : null}
        </div>
      ))}
      {canEdit && isOffered ? (
        <button
          type="button"
          className="quiet-button"
          aria-label={`${name}: add a source`}
          onClick={() => onChange({ ...row, further: [...further, NEW_SOURCE] })}
        >
          <IconPlus size={14} /> Source
        </button>
      ) : null}
    </>
  );
}
