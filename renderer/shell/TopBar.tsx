import { Button } from "@mantine/core";
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconDeviceDesktop,
  IconKeyboard,
  IconMenu2,
  IconMoon,
  IconPlayerPlay,
  IconSearch,
  IconSun,
} from "@tabler/icons-react";
import { Link, useLocation } from "wouter";
import type { WorkspaceSummary } from "../../core/contract/results.ts";
import { IconButton } from "../components/IconButton.tsx";
import { places } from "../connection/places.ts";
import { type Preferences, usePreferences } from "../preferences.ts";
import { askForLogin } from "./login-dialog.ts";
import { openPalette, openShortcuts } from "./overlays.ts";
import { screensOf } from "./Rail.tsx";
import { useUndo } from "./use-undo.ts";

/** Where one is, what can be taken back, and the one thing to do: log in as somebody. */
export function TopBar({ workspace }: { workspace: WorkspaceSummary | undefined }) {
  const [path] = useLocation();
  const screen = screensOf(workspace?.id, workspace?.live !== undefined).find(({ isHere }) => isHere(path))?.name;
  const { labels, change } = usePreferences();
  return (
    <header className="top-bar">
      <IconButton
        align="start"
        label={labels ? "Icons alone" : "Names beside the icons"}
        onClick={() => change({ labels: !labels })}
      >
        <IconMenu2 size={18} />
      </IconButton>
      <Link href={places.home()} className="top-name">
        Rehearsal
      </Link>
      {workspace === undefined ? null : (
        <span className="top-place">
          {workspace.name}
          {screen === undefined ? null : <span className="top-screen"> › {screen}</span>}
        </span>
      )}
      <span className="top-gap" />
      {workspace === undefined ? null : <WorkspaceActions workspace={workspace} />}
      <IconButton label="Keyboard shortcuts (?)" onClick={openShortcuts}>
        <IconKeyboard size={18} />
      </IconButton>
      <ThemeButton />
    </header>
  );
}

function WorkspaceActions({ workspace }: { workspace: WorkspaceSummary }) {
  const { undo, redo } = useUndo(workspace.id);
  const canLogIn = workspace.applications.length > 0 && workspace.users > 0 && workspace.live !== true;
  return (
    <>
      <IconButton
        label={workspace.undo === undefined ? "Nothing to undo" : `Undo: ${workspace.undo}`}
        onClick={undo}
        disabled={workspace.undo === undefined}
      >
        <IconArrowBackUp size={18} />
      </IconButton>
      <IconButton
        label={workspace.redo === undefined ? "Nothing to redo" : `Redo: ${workspace.redo}`}
        onClick={redo}
        disabled={workspace.redo === undefined}
      >
        <IconArrowForwardUp size={18} />
      </IconButton>
      <Button variant="default" leftSection={<IconSearch size={14} />} onClick={openPalette}>
        Search <kbd className="key">Ctrl K</kbd>
      </Button>
      <Button leftSection={<IconPlayerPlay size={14} />} onClick={() => askForLogin()} disabled={!canLogIn}>
        Log in as…
      </Button>
    </>
  );
}

const NEXT_THEME: Readonly<Record<Preferences["theme"], Preferences["theme"]>> = {
  auto: "light",
  light: "dark",
  dark: "auto",
};
const THEME_NAMES = { auto: "as the system", light: "light", dark: "dark" } as const;
const THEME_ICONS = { auto: IconDeviceDesktop, light: IconSun, dark: IconMoon } as const;

function ThemeButton() {
  const { theme, change } = usePreferences();
  const Icon = THEME_ICONS[theme];
  return (
    <IconButton
      label={`Theme: ${THEME_NAMES[theme]}. Next: ${THEME_NAMES[NEXT_THEME[theme]]}`}
      onClick={() => change({ theme: NEXT_THEME[theme] })}
    >
      <Icon size={18} />
    </IconButton>
  );
}
