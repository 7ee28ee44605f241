import { loadLater } from "../components/load-later.tsx";

/** The dialogs of Home, each loaded when it is first shown. */
export const NewWorkspace = loadLater(async () => (await import("./NewWorkspace.tsx")).NewWorkspace);
export const ShareCopy = loadLater(async () => (await import("./ShareCopy.tsx")).ShareCopy);
export const RemoveWorkspace = loadLater(async () => (await import("./RemoveWorkspace.tsx")).RemoveWorkspace);
