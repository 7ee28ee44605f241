import type { ReactNode } from "react";
import "./chip.css";

/** How something stands. Mantine's badges are too faint to read. */
export type Tone = "good" | "warn" | "bad" | "note" | "accent";

/** A short word in a box, with a stripe whose pattern tells the tone apart without its colour. */
export function Chip({ tone = "note", title, children }: { tone?: Tone; title?: string; children: ReactNode }) {
  return (
    <span className="chip" data-tone={tone} title={title}>
      {children}
    </span>
  );
}
