import type { Saved, Undone } from "../contract/results.ts";
import { RehearsalError } from "../errors.ts";
import type { Pace } from "../pace.ts";
import type { ApplyGroupRulesAction, CycleAction } from "../simulation/action.ts";
import type { Problem } from "../store/problem.ts";
import type { PathNames } from "./check-edit.ts";
import type { Edit, Replacement } from "./edit.ts";

/** An edit, and how its problems name the places that they are at. */
export interface PlannedEdit {
  readonly edit: Edit;
  readonly names?: PathNames;
  /** What happens as soon as it is saved, as a run of its own. */
  readonly follow?: FollowAction;
  /** It takes an edit back, or makes one again. */
  readonly isBack?: true;
}

/** What an edit sets going: a saved mapping is pushed to everybody, rules are worked out for everybody. */
export type FollowAction = CycleAction | ApplyGroupRulesAction;

/** Saves an edit. Gives what takes it back, with all that followed it, and what is worth knowing. */
export type SaveEdit = (planned: PlannedEdit, pace?: Pace) => Promise<SavedEdit>;

export interface SavedEdit {
  /** The edit in one sentence, with what group rules made of it. */
  readonly what: string;
  readonly inverse: readonly Replacement[];
  readonly problems: readonly Problem[];
  /** Id of the run that followed, if one did. */
  readonly run?: string;
}

/** The edits of a session, to be taken back and made again in turn. */
export interface Edits {
  /** What undo would take back, and redo make again. */
  readonly undoes: string | undefined;
  readonly redoes: string | undefined;
  make(planned: PlannedEdit, pace?: Pace): Promise<Saved>;
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
    const { inverse } = await save({
      edit: { what: `${said}: ${last.what}`, replacements: last.inverse },
      isBack: true,
    });
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
    async make(planned, pace) {
      const { what, replacements } = planned.edit;
      if (replacements.length === 0) return { what, changed: false, problems: [] };
      const { what: told, inverse, problems, run } = await save(planned, pace);
      undoable.push({ what: told, inverse });
      if (undoable.length > MOST_EDITS) undoable.shift();
      redoable.length = 0;
      return { what: told, changed: true, problems, ...(run === undefined ? {} : { run }) };
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
