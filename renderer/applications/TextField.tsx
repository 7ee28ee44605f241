import { useId } from "react";
import type { SettingPath } from "./setting.ts";
import { focusWhenShown } from "./unfold.ts";
import { useFieldMarks } from "./use-field-marks.ts";
import "./controls.css";

/** One line of text. `suggestions` are offered while somebody types; others may be typed as well. */
export function TextField({
  label,
  path,
  value,
  onChange,
  disabled,
  suggestions = [],
  wrong,
  code = false,
  placeholder,
  width = 20,
  isFirst = false,
}: {
  label: string;
  /** What it sets: what is found wrong with that is said of it. */
  path?: SettingPath;
  value: string;
  onChange: (value: string) => void;
  disabled: boolean;
  suggestions?: readonly string[];
  /** The id of what says why nothing can be made of the text as it is. */
  wrong?: string | undefined;
  /** A name or an address rather than words. */
  code?: boolean;
  placeholder?: string | undefined;
  /** In characters. */
  width?: number;
  /** Has the focus as soon as it is shown. */
  isFirst?: boolean;
}) {
  const list = useId();
  const marks = useFieldMarks(path);
  return (
    <>
      <input
        ref={isFirst ? focusWhenShown : undefined}
        type="text"
        className={code ? "control control-code" : "control"}
        aria-label={label}
        {...(wrong === undefined ? marks : { "aria-invalid": true, "aria-describedby": wrong })}
        value={value}
        disabled={disabled}
        size={width}
        spellCheck={false}
        autoComplete="off"
        placeholder={placeholder}
        {...(suggestions.length === 0 ? {} : { list })}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {suggestions.length === 0 ? null : (
        <datalist id={list}>
          {suggestions.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
      )}
    </>
  );
}
