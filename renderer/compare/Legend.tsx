import { useId } from "react";
import { Patterns } from "./Patterns.tsx";
import { STANDING_WORDS, STANDINGS } from "./words.ts";

/** Pattern, colour and word of each way to stand. */
export function Legend({ size }: { size: "desk" | "projector" }) {
  const id = useId();
  const scale = size === "desk" ? 1 : 1.5;
  return (
    <ul className="cmp-legend" aria-label="Legend">
      {STANDINGS.map((standing) => (
        <li key={standing} title={STANDING_WORDS[standing].about}>
          <svg width={26 * scale} height={13 * scale} aria-hidden="true">
            <Patterns id={id} scale={scale} />
            <rect className="cmp-swatch" width="100%" height="100%" fill={`url(#${id}-${standing})`} />
          </svg>
          {STANDING_WORDS[standing].word}
        </li>
      ))}
    </ul>
  );
}
