import { createContext, useContext } from "react";
import type { Mismatch } from "./mismatch.ts";
import { parsePath, type SettingPath } from "./setting.ts";

/** What does not go together in the draft. */
export const MismatchContext = createContext<readonly Mismatch[]>([]);

/** A mismatch beside one of the settings that it is about. */
export interface ShownMismatch extends Mismatch {
  /** Of the words about it there. */
  readonly id: string;
  /** The setting stands first in it. */
  readonly isFirst: boolean;
}

/** What does not go together and is about this setting, or a part of it. */
export function useMismatches(path: SettingPath | undefined): readonly ShownMismatch[] {
  const all = useContext(MismatchContext);
  if (path === undefined) return [];
  return all.flatMap((mismatch, index) => {
    const at = mismatch.paths.find((each) => isIn(parsePath(each), path));
    if (at === undefined) return [];
    return [{ ...mismatch, id: `mismatch-${index}/${at}`, isFirst: at === mismatch.paths[0] }];
  });
}

function isIn(place: SettingPath, path: SettingPath): boolean {
  return path.every((part, index) => place[index] === part);
}
