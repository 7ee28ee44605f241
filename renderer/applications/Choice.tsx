import type { SettingPath } from "./setting.ts";
import { useFieldMarks } from "./use-field-marks.ts";
import "./controls.css";

/** One of a few values. `absent`: what having none of them is called, where that is a choice too. */
export function Choice<Value extends string>({
  label,
  path,
  value,
  options,
  absent,
  disabled,
  onChange,
}: {
  /** Its name for whoever does not see where it stands. */
  label: string;
  /** What it sets: what is found wrong with that is said of it. */
  path?: SettingPath;
  value: Value | undefined;
  options: readonly (readonly [Value, string])[];
  absent?: string | undefined;
  disabled: boolean;
  onChange: (value: Value | undefined) => void;
}) {
  const marks = useFieldMarks(path);
  const isKnown = value === undefined || options.some(([each]) => each === value);
  return (
    <select
      className="control"
      aria-label={label}
      {...marks}
      value={value ?? ""}
      disabled={disabled}
      onChange={(event) => onChange(options.find(([each]) => each === event.currentTarget.value)?.[0])}
    >
      {absent === undefined && value !== undefined ? null : <option value="">{absent ?? "Choose…"}</option>}
      {isKnown ? null : <option value={value}>{value} (not there)</option>}
      {options.map(([each, text]) => (
        <option key={each} value={each}>
          {text}
        </option>
      ))}
    </select>
  );
}
