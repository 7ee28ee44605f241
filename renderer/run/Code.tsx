import { memo, useEffect, useMemo, useRef } from "react";
import { buildLines, type Piece, type Stretch } from "./highlight.ts";
import type { CodeText } from "./payload.ts";
import { scrollInPane } from "./scroll-in-pane.ts";
import { useSyntax } from "./use-syntax.ts";

/** A text with its colours, its marks, and what was searched for. It scrolls, so it can have the focus. */
export const Code = memo(function Code({
  code,
  hits,
  hit,
  lit,
}: {
  code: CodeText;
  /** Where the searched word stands, and which of these places is the current one. */
  hits: readonly { readonly from: number; readonly to: number }[];
  hit: number;
  /** Pieces that belong to the value that somebody looks at. */
  lit: readonly { readonly from: number; readonly to: number }[];
}) {
  const syntax = useSyntax(code);
  const lines = useMemo(
    () =>
      buildLines(code.text, [...syntax, ...styled(code.marks, "mark"), ...styled(lit, "lit"), ...hitStyles(hits, hit)]),
    [code, syntax, lit, hits, hit],
  );
  const text = useRef<HTMLPreElement>(null);
  useEffect(() => {
    if (lines.length === 0) return;
    if (hits.length > 0) text.current?.querySelector(".hit-current")?.scrollIntoView?.({ block: "nearest" });
    else scrollInPane(text.current?.querySelector(".lit"));
  }, [lines, hits]);
  return (
    <section className="code" aria-label={code.name} {...SCROLLS}>
      <pre ref={text}>
        <code>
          {lines.map((line) => (
            <Line key={line[0]?.from} pieces={line} />
          ))}
        </code>
      </pre>
    </section>
  );
});

/** What scrolls can have the focus, so that the keyboard scrolls it too (WCAG 2.2, 2.1.1). */
export const SCROLLS = { tabIndex: 0 } as const;

function Line({ pieces }: { pieces: readonly Piece[] }) {
  return (
    <span className="code-line">
      {pieces.map(({ text, from, className }) =>
        className === "" ? (
          text
        ) : (
          <span key={from} className={className}>
            {text}
          </span>
        ),
      )}
      {"\n"}
    </span>
  );
}

function styled(
  places: readonly { readonly from: number; readonly to: number }[],
  className: string,
): readonly Stretch[] {
  return places.map(({ from, to }) => ({ from, to, className }));
}

function hitStyles(hits: readonly { readonly from: number; readonly to: number }[], hit: number): readonly Stretch[] {
  return hits.map(({ from, to }, index) => ({ from, to, className: index === hit ? "hit hit-current" : "hit" }));
}
