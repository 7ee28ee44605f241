import { STANDINGS } from "./words.ts";

/** What tells the standings apart without their colours: each fills with a pattern of its own. */
export function Patterns({ id, scale = 1 }: { id: string; scale?: number }) {
  return (
    <defs>
      {STANDINGS.map((standing) => (
        <pattern
          key={standing}
          id={`${id}-${standing}`}
          width={8 * scale}
          height={8 * scale}
          viewBox="0 0 8 8"
          patternUnits="userSpaceOnUse"
        >
          <g className="cmp-pattern" data-standing={standing}>
            <rect className="cmp-pattern-ground" width={8} height={8} />
            <path className="cmp-pattern-line" d={LINES[standing]} />
          </g>
        </pattern>
      ))}
    </defs>
  );
}

/** Solid; rising lines; upright lines; crosses; dots; nothing but a line along. */
const LINES = {
  correct: "M0 4h8",
  stale: "M-2 2l4 -4M0 8l8 -8M6 10l4 -4",
  excess: "M2 0v8M6 0v8",
  orphaned: "M0 0l8 8M0 8l8 -8",
  waiting: "M2 2h.01M6 6h.01",
  none: "M0 4h3",
} as const;
