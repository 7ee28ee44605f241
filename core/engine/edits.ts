import type { Saved, Undone } from "../contract/results.ts";
import { RehearsalError } from "../errors.ts";
import type { Problem } from "../store/problem.ts";
import type { PathNames } from "./check-edit.ts";
import type { Edit, Replacement } from "./edit.ts";

/** An edit, and how its problems name the places that they are at. */
export interface PlannedEdit {
  readonly edit: Edit;
  readonly names?: PathNames;
}

/** Saves replacements under a sentence. Gives what takes them back, and what is worth knowing. */
export type SaveEdit = (
  replacements: readonly Replacement[],
  what: string,
  names?: PathNames,
) => Promise<{ readonly inverse: readonly Replacement[]; readonly problems: readonly Problem[] }>;

/** The edits of a session, to be taken back and made again in turn. */
export interface Edits {
  /** What undo would take back, and redo make again. */
  readonly undoes: string | undefined;
  readonly redoes: string | undefined;
  make(planned: PlannedEdit): Promise<Saved>;
  /** @throws RehearsalError `NOTHING_TO_UNDO` */
  undo(): Promise<Undone>;
  /** @throws RehearsalError `NOTHING_TO_REDO` */
  redo(): Promise<Undone>;
  /** Nothing can be taken back any more: the workspace is another one. */
  forget(): void;
}

interface MadeEdit {
  readonly what: string;
  readonly inverse: readonly Replacement[];
}

/** More than anybody takes back. */
const MOST_EDITS = 200;

/** No edits yet. What fails to be saved is on neither stack. */
export function createEdits(save: SaveEdit): Edits {
  const undoable: MadeEdit[] = [];
  const redoable: MadeEdit[] = [];

  /** Takes the last edit of one stack back, and puts what takes *that* back on the other. */
  async function takeBack(from: MadeEdit[], to: MadeEdit[], said: string, none: RehearsalError): Promise<Undone> {
    const last = from.at(-1);
    if (last === undefined) throw none;
    const { inverse } = await save(last.inverse, `${said}: ${last.what}`);
    from.pop();
    to.push({ what: last.what, inverse });
    return { what: last.what };
  }

  return {
    get undoes() {
      return undoable.at(-1)?.what;
    },
    get redoes() {
      return redoable.at(-1)?.what;
    },
    async make({ edit: { what, replacements }, names }) {
      if (replacements.length === 0) return { what, changed: false, problems: [] };
      const { inverse, problems } = await save(replacements, what, names);
      undoable.push({ what, inverse });
      if (undoable.length > MOST_EDITS) undoable.shift();
      redoable.length = 0;
      return { what, changed: true, problems };
    },
    undo: () => takeBack(undoable, redoable, "Undid", nothing("NOTHING_TO_UNDO", "undo")),
    redo: () => takeBack(redoable, undoable, "Made again", nothing("NOTHING_TO_REDO", "redo")),
    forget() {
      undoable.length = 0;
      redoable.length = 0;
    },
  };
}

function nothing(code: string, verb: string): RehearsalError {
  return new RehearsalError(code, `There is nothing to ${verb}.`);
}
