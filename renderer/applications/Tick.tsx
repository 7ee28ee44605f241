import type { ReactNode } from "react";
import "./controls.css";

/** Yes or no, with its words beside it. */
export function Tick({
  checked,
  onChange,
  disabled,
  label,
  children,
}: {
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled: boolean;
  /** Its name where the words beside it do not say enough. */
  label?: string;
  children: ReactNode;
}) {
  return (
    <label className="tick">
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        aria-label={label}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span>{children}</span>
    </label>
  );
}
