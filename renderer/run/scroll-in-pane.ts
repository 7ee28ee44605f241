/**
 * Scrolls a pane so far that a part of it is in sight, and nothing but that pane: the screen around it stays where
 * somebody reads. `covered`: px at the pane's upper edge that something lies over.
 */
export function scrollInPane(part: Element | null | undefined, covered = 0): void {
  const pane = part?.closest(".run-pane-body");
  if (part === null || part === undefined || pane === null || pane === undefined) return;
  const [outer, inner] = [pane.getBoundingClientRect(), part.getBoundingClientRect()];
  const above = inner.top - outer.top - covered;
  const below = inner.bottom - outer.bottom;
  if (above < 0) pane.scrollTop += above;
  else if (below > 0) pane.scrollTop += Math.min(below, above);
}
