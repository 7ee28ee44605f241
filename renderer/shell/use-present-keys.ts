import { useShortcutGroups, useShortcuts } from "../keyboard/shortcuts.ts";
import { present, usePresenting } from "./presenting.ts";

const GROUP = "Presenting";
const KEY = "mod+shift+p";

/** The keys for the projector on every screen that has none of its own. */
export function usePresentKeys(): void {
  const presenting = usePresenting((state) => state.on);
  const hasOwn = useShortcutGroups(({ groups }) =>
    groups.some(
      ({ name, shortcuts }) =>
        name !== GROUP && shortcuts.some(({ keys, enabled }) => enabled !== false && keys.includes(KEY)),
    ),
  );
  useShortcuts(
    GROUP,
    [
      {
        keys: [KEY],
        title: presenting ? "Stop presenting" : "Present",
        run: () => present(!presenting),
        enabled: !hasOwn,
      },
      {
        keys: ["Escape"],
        title: "Back to the whole window",
        run: () => present(false),
        enabled: presenting,
        keyOnly: true,
      },
    ],
    { lowest: true },
  );
}
