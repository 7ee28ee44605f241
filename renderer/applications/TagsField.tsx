import { TagsInput } from "@mantine/core";
import type { SettingPath } from "./setting.ts";
import { useInputMarks } from "./use-field-marks.ts";
import "./controls.css";

const TAGS = { pill: "tag" };

/** Any number of texts. `suggestions` are offered; others may be typed as well. */
export function TagsField({
  label,
  path,
  value,
  suggestions,
  className,
  placeholder,
  disabled,
  onChange,
}: {
  label: string;
  path: SettingPath;
  value: readonly string[];
  suggestions: readonly string[];
  className?: string;
  placeholder?: string;
  disabled: boolean;
  onChange: (texts: string[]) => void;
}) {
  return (
    <TagsInput
      aria-label={label}
      className={className}
      classNames={TAGS}
      placeholder={placeholder}
      data={[...suggestions]}
      value={[...value]}
      disabled={disabled}
      onChange={onChange}
      {...useInputMarks(path)}
    />
  );
}
