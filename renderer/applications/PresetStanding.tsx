import type { ConnectionPreset } from "../../core/contract/products.ts";
import { Chip } from "../components/Chip.tsx";
import { useEditing } from "./editing.ts";
import { isSame, readSetting, type SettingPath, showPath } from "./setting.ts";
import { CERTAINTY_WORDS } from "./sign-on-words.ts";

type PresetSetting = ConnectionPreset["settings"][number];

/** Whether a setting is as the identity provider's product has it, where that is known from, and the way back. */
export function PresetStanding({ path }: { path: SettingPath }) {
  const { detail, draft, canEdit, change } = useEditing();
  const setting = detail.preset?.settings.find((each) => each.path === path.join("."));
  if (detail.preset === undefined || setting === undefined) return null;
  const isPreset = isPresetValue(setting, readSetting(draft, path));
  return (
    <span className="standing">
      <details className="preset">
        <summary>
          <Chip tone={isPreset ? toneOf(setting) : "warn"}>{isPreset ? "preset" : "changed"}</Chip>
        </summary>
        <Evidence product={detail.preset.name} setting={setting} />
      </details>
      {isPreset ? null : (
        <button
          type="button"
          className="link-button"
          disabled={!canEdit}
          aria-label={`Reset ${showPath(path)} to ${detail.preset.name}`}
          onClick={() => change(path, setting.value)}
        >
          reset
        </button>
      )}
    </span>
  );
}

/** A note beside a row changes nothing about it. */
export function isPresetValue({ value }: Pick<PresetSetting, "value">, actual: unknown): boolean {
  if (typeof actual !== "object" || actual === null || Array.isArray(actual)) return isSame(actual, value);
  return isSame(Object.fromEntries(Object.entries(actual).filter(([name]) => name !== "note")), value);
}

function toneOf({ evidence }: PresetSetting) {
  return evidence.certainty === "fromMemory" ? "note" : "good";
}

function Evidence({ product, setting }: { product: string; setting: PresetSetting }) {
  const { certainty, source, url, date } = setting.evidence;
  return (
    <span className="preset-evidence">
      <strong>{product}</strong>, {CERTAINTY_WORDS[certainty]}, {date}.
      {certainty === "fromMemory" ? null : ` ${source}`}
      {url === undefined ? null : (
        <>
          {" "}
          <code>{url}</code>
        </>
      )}
      {setting.note === undefined ? null : ` ${setting.note}`}
    </span>
  );
}
