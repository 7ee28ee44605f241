import { type RefObject, useLayoutEffect, useState } from "react";

/** How far an element is scrolled, and how much of it is in sight and how wide it is, in px. Scrolling is told in steps of `grain` px. */
export function useScrolled(
  element: RefObject<HTMLElement | null>,
  grain = 120,
): { readonly top: number; readonly height: number; readonly width: number } {
  const [seen, setSeen] = useState({ top: 0, height: 0, width: 0 });
  useLayoutEffect(() => {
    const { current } = element;
    if (current === null) return;
    const look = (): void => {
      const next = {
        top: Math.floor(current.scrollTop / grain) * grain,
        height: current.clientHeight,
        width: current.clientWidth,
      };
      setSeen((last) =>
        last.top === next.top && last.height === next.height && last.width === next.width ? last : next,
      );
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(current);
    current.addEventListener("scroll", look, { passive: true });
    return () => {
      observer.disconnect();
      current.removeEventListener("scroll", look);
    };
  }, [element, grain]);
  return seen;
}
