import { useId } from "react";
import "./controls.css";

/** One line of text. `suggestions` are offered while somebody types; others may be typed as well. */
export function TextField({
  label,
  value,
  onChange,
  disabled,
  suggestions = [],
  invalid = false,
  code = false,
  placeholder,
  width = 20,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  disabled: boolean;
  suggestions?: readonly string[];
  invalid?: boolean;
  /** A name or an address rather than words. */
  code?: boolean;
  placeholder?: string | undefined;
  /** In characters. */
  width?: number;
}) {
  const list = useId();
  return (
    <>
      <input
        type="text"
        className={code ? "control control-code" : "control"}
        aria-label={label}
        aria-invalid={invalid}
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
