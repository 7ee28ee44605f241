import { useEffect, useRef } from "react";

/** Gives the focus back to what had it when the dialog came: a dialog that is taken away as a whole does not by itself. */
export function useFocusBack(): void {
  const opener = useRef(document.activeElement);
  useEffect(
    () => () => {
      const { current } = opener;
      requestAnimationFrame(() => {
        if (current instanceof HTMLElement && current.isConnected) current.focus();
      });
    },
    [],
  );
}
