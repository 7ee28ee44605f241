import type { ReactNode } from "react";
import type { SettingPath } from "./setting.ts";
import { useFieldMarks } from "./use-field-marks.ts";
import "./controls.css";

/** Yes or no, with its words beside it. */
export function Tick({
  path,
  checked,
  onChange,
  disabled,
  label,
  children,
}: {
  /** What it sets: what is found wrong with that is said of it. */
  path?: SettingPath;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled: boolean;
  /** Its name where the words beside it do not say enough. */
  label?: string;
  children: ReactNode;
}) {
  const marks = useFieldMarks(path);
  return (
    <label className="tick">
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        aria-label={label}
        {...marks}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span>{children}</span>
    </label>
  );
}
