import type { SettingPath } from "./setting.ts";
import { useFieldMarks } from "./use-field-marks.ts";
import "./controls.css";

/** A whole number with its unit. What is not a number yet leaves the value as it is. */
export function NumberField({
  label,
  path,
  value,
  unit,
  max,
  optional = false,
  disabled,
  onChange,
}: {
  label: string;
  path: SettingPath;
  value: number | undefined;
  unit: string;
  max: number;
  /** May be empty. */
  optional?: boolean;
  disabled: boolean;
  onChange: (value: number | undefined) => void;
}) {
  const marks = useFieldMarks(path);
  return (
    <span className="row-line">
      <input
        type="number"
        className="control control-number"
        aria-label={`${label}, in ${unit}`}
        {...marks}
        min={0}
        max={max}
        step={1}
        value={value ?? ""}
        disabled={disabled}
        onChange={(event) => {
          const { value: text, valueAsNumber } = event.currentTarget;
          if (text === "" && optional) onChange(undefined);
          if (Number.isInteger(valueAsNumber)) onChange(valueAsNumber);
        }}
      />
      <span className="row-soft">{unit}</span>
    </span>
  );
}
