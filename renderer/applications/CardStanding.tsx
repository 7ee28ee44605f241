import type { SettingComparison } from "../../core/contract/model.ts";
import { Chip } from "../components/Chip.tsx";
import { useEditing } from "./editing.ts";
import { readSetting, type SettingPath, showPath } from "./setting.ts";
import { standingOf } from "./standing.ts";

/** Whether a setting is as the behaviour card has it, and the way back where it is not. Nothing where no card decides it. */
export function CardStanding({ path }: { path: SettingPath }) {
  const { detail, draft, canEdit, change } = useEditing();
  const comparison = detail.comparisons.find((each) => each.path === path.join("."));
  if (comparison === undefined) return null;
  const value = readSetting(draft, path);
  const standing = standingOf(comparison, value);
  const [word, tone] = STANDINGS[standing];
  const { expected } = comparison;
  return (
    <span className="standing">
      <Chip tone={tone} title={describeRule(comparison)}>
        {word}
      </Chip>
      {standing === "changed" && "equals" in expected ? (
        <button
          type="button"
          className="link-button"
          disabled={!canEdit}
          aria-label={`Reset ${showPath(path)} to the card`}
          onClick={() => change(path, expected.equals)}
        >
          reset to the card
        </button>
      ) : null}
    </span>
  );
}

/** How a setting stands beside the card, in words. */
export const STANDINGS = {
  asDocumented: ["as documented", "good"],
  asAssumed: ["as assumed", "note"],
  changed: ["changed", "warn"],
} as const;

function describeRule({ rule }: SettingComparison): string {
  return rule.known ? rule.statement : `Not known: ${rule.question} Assumed: ${rule.assumption}`;
}
