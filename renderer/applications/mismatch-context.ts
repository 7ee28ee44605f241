import { createContext, useContext } from "react";
import type { Mismatch } from "./mismatch.ts";

/** What does not go together in the draft. */
export const MismatchContext = createContext<readonly Mismatch[]>([]);

/** What does not go together and is about this setting. */
export function useMismatches(path: string): readonly Mismatch[] {
  return useContext(MismatchContext).filter(({ paths }) => paths.includes(path));
}
