import { useTellSaved } from "../components/tell-saved.tsx";
import { type Command, useCommand } from "../connection/use-command.ts";
import { draftOf, layDraftOver, settleDrafts } from "./drafts.ts";
import { findClashes } from "./rebase-person.ts";

/** Saves drafts, with its error kept for where they are edited. */
export interface SavePeople extends Omit<Command<"directory.savePeople">, "run"> {
  readonly save: (people: readonly string[]) => Promise<void>;
}

/**
 * Saves the drafts of people over what is saved at that moment, so that nobody's edit of something else is lost. A draft
 * that then turns out to overwrite what somebody else has just saved is not saved yet: it first says so.
 */
export function useSavePeople(workspace: string): SavePeople {
  const look = useCommand("directory.person");
  const { run, busy, error, clear } = useCommand("directory.savePeople");
  const tellSaved = useTellSaved(workspace);
  const clashesOf = (person: string): string => {
    const draft = draftOf(workspace, person);
    return JSON.stringify(draft === undefined ? [] : findClashes(draft));
  };
  const save = async (people: readonly string[]): Promise<void> => {
    const known = new Map(people.map((person) => [person, clashesOf(person)]));
    const details = await Promise.all(people.map((person) => look.run({ workspace, person })));
    if (details.includes(undefined)) return;
    for (const detail of details) if (detail !== undefined) layDraftOver(workspace, detail.person);
    const ready = people.filter((person) => clashesOf(person) === known.get(person) || clashesOf(person) === "[]");
    const drafted = ready.flatMap((person) => draftOf(workspace, person)?.person ?? []);
    if (drafted.length === 0) return;
    const saved = await run({ workspace, people: drafted });
    if (saved === undefined) return;
    settleDrafts(workspace, drafted);
    tellSaved(saved);
  };
  return {
    save,
    busy: busy || look.busy,
    error: error ?? look.error,
    clear: () => {
      look.clear();
      clear();
    },
  };
}
