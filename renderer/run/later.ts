import { loadLater } from "../components/load-later.tsx";
import { loadSyntax } from "./use-syntax.ts";

/** The dialog for running again with one change. */
export const RunAgain = loadLater(async () => (await import("./RunAgain.tsx")).RunAgain);

/** Two steps side by side. */
export const ComparePane = loadLater(async () => (await import("./ComparePane.tsx")).ComparePane);

/** What can be copied. */
export const CopyItems = loadLater(async () => (await import("./CopyItems.tsx")).CopyItems);

/** The layout for a projector. */
export const Projector = loadLater(async () => (await import("./Projector.tsx")).Projector);

/** What came of everybody. */
export const PeopleTable = loadLater(async () => (await import("./PeopleTable.tsx")).PeopleTable);

/** Loads what a run does not show at first sight, so that it is there when it is asked for. */
export async function loadRunParts(): Promise<void> {
  await Promise.all([
    loadSyntax(),
    RunAgain.load(),
    ComparePane.load(),
    CopyItems.load(),
    Projector.load(),
    PeopleTable.load(),
  ]);
}
