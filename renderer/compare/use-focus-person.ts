import { useCallback } from "react";
import { useCompareView } from "./compare-view.ts";
import { changePlace, useComparing } from "./comparing.ts";
import { withFocus } from "./place.ts";

/** Looks at one person of many alone; undefined: at all of them again. No lane is run anew for it. */
export function useFocusPerson(): (person: string | undefined) => void {
  const { workspace } = useCompareView();
  return useCallback(
    (person) => {
      const known = useComparing.getState()[workspace];
      if (known === undefined) return;
      changePlace(workspace, withFocus(known.place, person));
    },
    [workspace],
  );
}
