import type { ReactNode } from "react";
import "./empty.css";

/** Where there is nothing yet: one sentence on what would be here, one thing to do, one example. */
export function Empty({ title, action, children }: { title: string; action?: ReactNode; children?: ReactNode }) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {children === undefined ? null : <div className="empty-text">{children}</div>}
      {action}
    </div>
  );
}
