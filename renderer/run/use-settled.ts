import { useEffect, useRef, useState } from "react";

/** How long the cursor rests before the dear panes follow, in ms. */
export const REST = 90;

/**
 * A value that follows at once while it changes now and then, and `rest` ms after the last change while it rushes by:
 * for panes that are dear to draw.
 */
export function useSettled<Value>(value: Value, rest = REST): Value {
  const [settled, setSettled] = useState(value);
  const lastChange = useRef(Number.NEGATIVE_INFINITY);
  const [seen, setSeen] = useState(value);
  if (seen !== value) {
    setSeen(value);
    const now = performance.now();
    if (now - lastChange.current > rest * 2) setSettled(value);
    lastChange.current = now;
  }
  useEffect(() => {
    if (settled === value) return;
    const timer = setTimeout(() => setSettled(value), rest);
    return () => clearTimeout(timer);
  }, [value, settled, rest]);
  return settled;
}
