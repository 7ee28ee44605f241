import type { GroupSet } from "../../core/contract/model.ts";
import { Choice } from "./Choice.tsx";
import { useEditing } from "./editing.ts";
import type { SettingPath } from "./setting.ts";

const ABOVE = [
  ["refuse", "nobody gets in"],
  ["truncate", "the first ones are sent"],
] as const;

/** How many groups a claim holds, and what happens above. Links are the product's own way, and are not chosen here. */
export function GroupLimitLine({
  name,
  path,
  source,
  onChange,
}: {
  name: string;
  path: SettingPath;
  source: GroupSet;
  onChange: (source: GroupSet) => void;
}) {
  const { canEdit } = useEditing();
  const { limit, chosen } = source;
  const picked =
    chosen === undefined ? null : (
      <span className="row-soft">
        {chosen.length === 1 ? "1 group is picked" : `${chosen.length} groups are picked`}
      </span>
    );
  if (limit === undefined) return picked;
  const { most, above } = limit;
  const isLink = above.kind === "link" || above.kind === "claimSources";
  return (
    <>
      {picked}
      <span className="row-soft">
        {isLink ? `up to ${most}; above, a link takes their place` : `up to ${most}; above,`}
      </span>
      {isLink ? null : (
        <Choice
          label={`${name}: more groups than ${most}`}
          path={[...path, "limit", "above", "kind"]}
          value={above.kind}
          options={ABOVE}
          disabled={!canEdit}
          onChange={(kind) => onChange({ ...source, limit: { ...limit, above: { kind: kind ?? "truncate" } } })}
        />
      )}
    </>
  );
}
