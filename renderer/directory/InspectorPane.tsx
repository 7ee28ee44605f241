import { Empty } from "../components/Empty.tsx";
import { PersonInspector, SeveralInspector } from "./later.ts";
import type { DirectoryView } from "./use-directory.ts";

const PANE = "inspector";

/** The person that is looked at, or the several that are selected. */
export function InspectorPane({ directory }: { directory: DirectoryView }) {
  const { place, selected } = directory;
  return (
    <section id={PANE} data-pane tabIndex={-1} aria-label="Inspector" className="pane inspector">
      {selected.size > 1 ? (
        <SeveralInspector directory={directory} />
      ) : (
        <One directory={directory} person={place.person} />
      )}
    </section>
  );
}

function One({ directory, person }: { directory: DirectoryView; person: string | undefined }) {
  if (person !== undefined) return <PersonInspector directory={directory} id={person} />;
  return (
    <Empty title="Nobody is chosen">
      Choose a person to see and edit their attributes and groups, and to see what applications make of them. Space or
      Ctrl-click selects several.
    </Empty>
  );
}

/** Goes to the inspector, from the list. */
export function focusInspector(): void {
  document.getElementById(PANE)?.focus();
}
