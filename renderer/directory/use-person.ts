import { useEffect, useRef } from "react";
import type { ContractError } from "../../core/contract/contract.ts";
import type { DirectoryUser } from "../../core/contract/model.ts";
import type { PersonDetail } from "../../core/contract/results.ts";
import { type ScreenAnswer, useAnswer } from "../connection/use-answer.ts";
import { useAccess } from "../connection/workspace-context.ts";
import { dropDrafts, editPerson, layDraftOver, useDrafts } from "./drafts.ts";
import { type Clash, findClashes } from "./rebase-person.ts";
import { useSavePeople } from "./use-save-people.ts";

/** A person in the inspector: as saved, and as they are being edited. */
export interface EditedPerson {
  readonly workspace: string;
  readonly detail: PersonDetail;
  /** With what was edited. */
  readonly person: DirectoryUser;
  readonly isEdited: boolean;
  /** What somebody else saved meanwhile where the draft says otherwise. */
  readonly clashes: readonly Clash[];
  readonly canEdit: boolean;
  readonly edit: (change: (person: DirectoryUser) => DirectoryUser) => void;
  readonly save: () => Promise<void>;
  readonly revert: () => void;
  readonly saving: boolean;
  readonly error: ContractError | undefined;
  /** What the engine found wrong at a member: `userName`, `attributes.mail`, `groups[0]`. */
  readonly problemAt: (member: string) => string | undefined;
}

/** The person with this id. What was seen before stays until the next is there. */
export function usePerson(workspace: string, id: string): ScreenAnswer<EditedPerson> {
  const answer = useAnswer("directory.person", { workspace, person: id });
  const draft = useDrafts(workspace)[answer.value?.person.id ?? id];
  const { canEdit } = useAccess();
  const { save, busy, error, clear } = useSavePeople(workspace);
  const last = useRef(answer.value);
  if (answer.value !== undefined || answer.error !== undefined) last.current = answer.value;
  useEffect(() => {
    if (answer.value !== undefined && !answer.pending) layDraftOver(workspace, answer.value.person);
  }, [workspace, answer.value, answer.pending]);
  const detail = last.current;
  if (detail === undefined) return { ...answer, value: undefined };

  const shown = draft !== undefined && draft.base.id === detail.person.id ? draft : undefined;
  const person = shown?.person ?? detail.person;
  const value: EditedPerson = {
    workspace,
    detail,
    person,
    isEdited: shown !== undefined,
    clashes: shown === undefined ? [] : findClashes(shown),
    canEdit,
    edit: (change) => {
      clear();
      editPerson(workspace, detail.person, change);
    },
    save: () => save([person.id]),
    revert: () => {
      clear();
      dropDrafts(workspace, [person.id]);
    },
    saving: busy,
    error,
    problemAt: (member) => findProblem(error, member),
  };
  return { ...answer, value };
}

/** The problem of one member of the person that was to be saved. */
export function findProblem(error: ContractError | undefined, member: string): string | undefined {
  const all = error?.problems ?? (error?.path === undefined ? [] : [{ path: error.path, message: error.message }]);
  return all.find(({ path }) => path.replace(/^(people\[\d+\]|person)\./, "") === member)?.message;
}
