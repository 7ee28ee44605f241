import type { WorkspaceSummary } from "../../core/contract/results.ts";
import { goTo } from "../connection/hash-location.ts";
import { useAnswer } from "../connection/use-answer.ts";
import { askForExport, askForImport, useExporting, useImporting } from "../import/importing.ts";
import { ExportDialog, ImportDialog, ImportInto } from "../import/later.ts";
import { WindowDrop } from "../import/WindowDrop.tsx";
import { useShortcuts } from "../keyboard/shortcuts.ts";
import { useLifecycleDialogs } from "../lifecycle/happening.ts";
import { HappeningDialog, HrDialog, UntilDialog } from "../lifecycle/later.ts";
import { Follower } from "../live/later.ts";
import { LoginDialog, ShortcutList } from "./later.ts";
import { askForLogin, useLoginDialog } from "./login-dialog.ts";
import { OpenPalette } from "./OpenPalette.tsx";
import { openPalette, openShortcuts, useOverlays } from "./overlays.ts";
import { screensOf } from "./Rail.tsx";
import { useUnsavedCount } from "./unsaved.ts";
import { useReturn } from "./use-return.ts";
import { useUndo } from "./use-undo.ts";

/** What opens over the screens, and the keys that work on all of them. */
export function Overlays({ workspace }: { workspace: WorkspaceSummary | undefined }) {
  const { palette, shortcuts } = useOverlays();
  const asked = useLoginDialog(({ wish }) => wish !== undefined);
  return (
    <>
      <GlobalKeys workspace={workspace} />
      {palette ? <OpenPalette workspace={workspace} /> : null}
      {asked && workspace !== undefined ? <LoginDialog /> : null}
      {shortcuts ? <ShortcutList /> : null}
      {workspace === undefined ? null : <LifecycleDialogs />}
      {workspace === undefined ? null : <WindowDrop />}
      <Importing inside={workspace !== undefined} />
      {workspace?.live === true ? <Follower workspace={workspace.id} /> : null}
    </>
  );
}

function Importing({ inside }: { inside: boolean }) {
  const open = useImporting((state) => state.open);
  const exporting = useExporting(({ wish }) => wish !== undefined);
  if (exporting && inside) return <ExportDialog />;
  if (!open) return null;
  return inside ? <ImportDialog /> : <ImportInto />;
}

function LifecycleDialogs() {
  const { wish, open } = useLifecycleDialogs();
  if (wish !== undefined) return <HappeningDialog />;
  if (open === undefined) return null;
  return open === "hr" ? <HrDialog /> : <UntilDialog />;
}

function GlobalKeys({ workspace }: { workspace: WorkspaceSummary | undefined }): null {
  const { undo, redo } = useUndo(workspace?.id ?? "");
  const { goBackTo } = useReturn(workspace?.id ?? "");
  const [start] = workspace?.checkpoints ?? [];
  // Right after a save it is not known here yet what can be undone: then the engine says it.
  const unsure = useAnswer(
    "workspaces.open",
    workspace === undefined ? undefined : { workspace: workspace.id },
  ).pending;
  // Who types something that is not saved yet means the text by Ctrl Z.
  const inFields = useUnsavedCount(workspace?.id) === 0;
  useShortcuts(
    "Everywhere",
    [
      { keys: ["mod+k"], title: "Search or run a command", run: openPalette, keyOnly: true },
      { keys: ["?"], title: "Keyboard shortcuts", run: openShortcuts },
      ...screensOf(workspace?.id, workspace?.live !== undefined).map(({ name, to }, index) => ({
        keys: [`mod+${index + 1}`],
        title: `Go to ${name}`,
        run: () => goTo(to),
      })),
      { keys: [], title: "Import a file…", run: () => askForImport() },
      { keys: ["F6"], title: "Next pane", run: () => focusPane(1), keyOnly: true, inFields: true },
      { keys: ["shift+F6"], title: "Previous pane", run: () => focusPane(-1), keyOnly: true, inFields: true },
      ...(workspace === undefined
        ? []
        : [
            { keys: [], title: "Export…", run: () => askForExport() },
            { keys: ["mod+Enter"], title: "Log in as somebody", run: () => askForLogin() },
            { keys: ["mod+z"], title: "Undo", run: undo, inFields, enabled: unsure || workspace.undo !== undefined },
            {
              keys: ["mod+shift+z", "mod+y"],
              title: "Redo",
              run: redo,
              inFields,
              enabled: unsure || workspace.redo !== undefined,
            },
            {
              keys: ["mod+shift+Home"],
              // In a field it selects what stands before the cursor.
              inFields: false,
              title: `Go back to “${start?.name ?? "Start"}”`,
              run: () => goBackTo(start?.record ?? "", start?.name ?? ""),
              enabled: start !== undefined && workspace.access.kind === "write",
              keyOnly: true,
            },
          ]),
    ],
    { lowest: true },
  );
  return null;
}

/** Panes are the sections of a screen that carry `data-pane`, and the screen's frame. */
function focusPane(direction: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>("[data-pane]")];
  if (panes.length === 0) return;
  const now = panes.findIndex((pane) => pane.contains(document.activeElement));
  const next = now < 0 && direction < 0 ? panes.length - 1 : (now + direction + panes.length) % panes.length;
  panes[next]?.focus();
}
