import "./controls.css";

/** One of a few values. `absent`: what having none of them is called, where that is a choice too. */
export function Choice<Value extends string>({
  label,
  value,
  options,
  absent,
  disabled,
  invalid = false,
  onChange,
}: {
  /** Its name for whoever does not see where it stands. */
  label: string;
  value: Value | undefined;
  options: readonly (readonly [Value, string])[];
  absent?: string | undefined;
  disabled: boolean;
  invalid?: boolean;
  onChange: (value: Value | undefined) => void;
}) {
  const isKnown = value === undefined || options.some(([each]) => each === value);
  return (
    <select
      className="control"
      aria-label={label}
      aria-invalid={invalid}
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
