import { useId } from "react";
import type { Standing } from "./lanes.ts";
import { Patterns } from "./Patterns.tsx";
import { STANDING_WORDS } from "./words.ts";

/** How somebody stands, by pattern, colour and word. */
export function StandingChip({ standing }: { standing: Standing }) {
  const id = useId();
  return (
    <span className="cmp-chip" data-standing={standing}>
      <svg width={10} height={14} aria-hidden="true">
        <Patterns id={id} />
        <rect width={10} height={14} fill={`url(#${id}-${standing})`} />
      </svg>
      {STANDING_WORDS[standing].word}
    </span>
  );
}
