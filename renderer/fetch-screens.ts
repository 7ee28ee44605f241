/** Everything that is loaded when it is first shown. */
const LATER: readonly (() => Promise<unknown>)[] = [
  () => import("./run/Run.tsx"),
  () => import("./first-minute/Guide.tsx"),
  () => import("./directory/Directory.tsx"),
  () => import("./applications/Applications.tsx"),
  () => import("./history/Runs.tsx"),
  () => import("./accounts/Accounts.tsx"),
  () => import("./run/Projector.tsx"),
  () => import("./shell/LoginDialog.tsx"),
  () => import("./shell/Palette.tsx"),
  () => import("./shell/ShortcutList.tsx"),
  () => import("./home/NewWorkspace.tsx"),
  () => import("./home/ShareCopy.tsx"),
  () => import("./home/RemoveWorkspace.tsx"),
];

/**
 * Fetches the screens while nothing else is to do, one after another: each then opens at once, and still does when the
 * host is gone. What cannot be fetched is tried again when it is wanted.
 */
export function fetchScreens(window: Window): void {
  const whenIdle = (run: () => void): unknown =>
    typeof window.requestIdleCallback === "function" ? window.requestIdleCallback(run) : window.setTimeout(run, 1_000);
  const fetchFrom = (index: number): void => {
    const load = LATER[index];
    if (load === undefined) return;
    const next = (): unknown => whenIdle(() => fetchFrom(index + 1));
    load().then(next, next);
  };
  whenIdle(() => fetchFrom(0));
}
