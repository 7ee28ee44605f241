import { useId } from "react";
import { useCompareView } from "./compare-view.ts";
import { outagesIn } from "./outages.ts";
import { Patterns } from "./Patterns.tsx";
import { STANDING_WORDS, STANDINGS } from "./words.ts";

/** Pattern, colour and word of each way to stand, and of an outage where there is one. */
export function Legend({ size }: { size: "desk" | "projector" }) {
  const id = useId();
  const { ran } = useCompareView();
  const hasOutage = outagesIn(ran.place.request.events, [ran.from, ran.to], ran.unreachable).length > 0;
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
      {hasOutage ? (
        <li title="somebody cannot be reached, and whoever asks gets no answer">
          <svg width={26 * scale} height={13 * scale} aria-hidden="true">
            <rect className="cmp-outage" width="100%" height="100%" />
            <rect className="cmp-outage-bar" width="100%" height={4} />
          </svg>
          Outage
        </li>
      ) : null}
    </ul>
  );
}
