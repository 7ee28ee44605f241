import { type RefObject, useLayoutEffect } from "react";
import { scrollFor } from "./windowing.ts";

/** Scrolls to a row of a list when another becomes the current one. `head`: px above the rows that stay in sight. */
export function useKeptInSight(box: RefObject<HTMLElement | null>, index: number, rowHeight: number, head = 0): void {
  useLayoutEffect(() => {
    const { current } = box;
    if (current === null || index < 0) return;
    const target = scrollFor(index, rowHeight, current.scrollTop, current.clientHeight - head);
    if (target !== undefined) current.scrollTop = target;
  }, [box, index, rowHeight, head]);
}
