import { createContext, useContext } from "react";
import type { Configuration } from "../../core/contract/methods.ts";
import type { ApplicationDetail } from "../../core/contract/results.ts";
import type { ShownProblem } from "./problems.ts";
import type { SettingPath } from "./setting.ts";

/** What the fields of an application's page work on. */
export interface Editing {
  readonly workspace: string;
  /** What the engine says of the application as it is saved. */
  readonly detail: ApplicationDetail;
  readonly base: Configuration;
  readonly draft: Configuration;
  readonly canEdit: boolean;
  /** What the engine found wrong: with what is saved, or at the last attempt to save the draft. */
  readonly problems: readonly ShownProblem[];
  /** Sets one value of the draft; undefined removes it. */
  readonly change: (path: SettingPath, value: unknown) => void;
  /** Sets several values as one edit, which `path` names. */
  readonly replace: (draft: Configuration, path: SettingPath) => void;
}

export const EditingContext = createContext<Editing | undefined>(undefined);

/** What is being edited. @throws TypeError outside of an application's page */
export function useEditing(): Editing {
  const editing = useContext(EditingContext);
  if (editing === undefined) throw new TypeError("There is no application's page around this component.");
  return editing;
}
