import { NewWorkspace, RemoveWorkspace, ShareCopy } from "./home/later.ts";
import { ExportDialog, ImportDialog, ImportInto } from "./import/later.ts";
import { HappeningDialog, HrDialog, LifecycleBar, UntilDialog } from "./lifecycle/later.ts";
import { Follower, LiveBar } from "./live/later.ts";
import { SCREENS } from "./screens.ts";
import { Guide, LoginDialog, Palette, ShortcutList } from "./shell/later.ts";

/** Everything that is loaded when it is first shown. */
const LATER: readonly (() => Promise<unknown>)[] = [
  Guide.load,
  ...SCREENS.map(([, { load }]) => load),
  async () => (await import("./directory/later.ts")).loadDirectoryParts(),
  async () => (await import("./run/later.ts")).loadRunParts(),
  async () => (await import("./applications/later.ts")).loadApplicationParts(),
  async () => (await import("./accounts/later.ts")).loadAccountParts(),
  ...[LifecycleBar, HappeningDialog, UntilDialog, HrDialog].map(({ load }) => load),
  ...[LiveBar, Follower].map(({ load }) => load),
  ...[ImportDialog, ImportInto, ExportDialog].map(({ load }) => load),
  ...[LoginDialog, Palette, ShortcutList, NewWorkspace, ShareCopy, RemoveWorkspace].map(({ load }) => load),
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
