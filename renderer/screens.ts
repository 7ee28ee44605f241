import { type Later, loadLater } from "./components/load-later.tsx";

/** The screens of a workspace by their place below it, each loaded when it is first shown. */
export const SCREENS: readonly (readonly [string, Later<object>])[] = [
  ["directory", loadLater(async () => (await import("./directory/Directory.tsx")).Directory)],
  ["apps/:application?/:tab?", loadLater(async () => (await import("./applications/Applications.tsx")).Applications)],
  ["runs", loadLater(async () => (await import("./history/Runs.tsx")).Runs)],
  ["run/:run", loadLater(async () => (await import("./run/Run.tsx")).Run)],
  ["accounts/:application?", loadLater(async () => (await import("./accounts/Accounts.tsx")).Accounts)],
  ["live", loadLater(async () => (await import("./live/Live.tsx")).Live)],
  ["history", loadLater(async () => (await import("./history/History.tsx")).History)],
  ["compare", loadLater(async () => (await import("./compare/Compare.tsx")).Compare)],
];
