import { ActionIcon } from "@mantine/core";
import type { ReactNode } from "react";
import "./icon-button.css";

/**
 * A button that is an icon, with its name as a hint on hover and focus. The hint is a style alone: the first screen need
 * not load what places tooltips. `align`: the edge that the hint keeps to, where the button stands near one.
 */
export function IconButton({
  label,
  onClick,
  disabled = false,
  align = "end",
  children,
}: {
  label: string;
  onClick: () => void;
  disabled?: boolean;
  align?: "start" | "end";
  children: ReactNode;
}) {
  return (
    <span className="icon-button" data-hint={label} data-align={align}>
      <ActionIcon aria-label={label} onClick={onClick} disabled={disabled} color="gray" className="icon-button-face">
        {children}
      </ActionIcon>
    </span>
  );
}
