import { useLayoutEffect, useRef, useState } from "react";
import type { WorkspaceSummary } from "../../core/contract/results.ts";
import { Palette } from "./later.ts";
import { closePalette, typeInPalette, useOverlays } from "./overlays.ts";
import "./open-palette.css";

/** The palette, from the key press on that asks for it. */
export function OpenPalette({ workspace }: { workspace: WorkspaceSummary | undefined }) {
  return (
    <>
      <FirstLetters />
      <Palette workspace={workspace} />
    </>
  );
}

/**
 * A field in the place of the palette's, which may have to be fetched first: it has the focus until that one takes it,
 * so that no letter is lost. What is typed is the same in both.
 */
function FirstLetters() {
  const typed = useOverlays((overlays) => overlays.typed);
  const [isOver, setOver] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  if (isOver) return null;
  return (
    <div role="dialog" aria-modal="true" aria-label="Search" className="first-letters">
      <input
        ref={field}
        aria-label="Search"
        value={typed}
        onChange={(event) => typeInPalette(event.currentTarget.value)}
        onKeyDown={({ key }) => (key === "Escape" ? closePalette() : undefined)}
        // A window that is left takes the focus with it, and brings it back.
        onBlur={({ relatedTarget }) => setOver(relatedTarget !== null)}
        autoComplete="off"
        spellCheck={false}
      />
    </div>
  );
}
