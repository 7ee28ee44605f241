import { Stack, Switch } from "@mantine/core";
import { Dialog } from "../components/Dialog.tsx";
import { type ShortcutGroup, showKey, useShortcutGroups } from "../keyboard/shortcuts.ts";
import { usePreferences } from "../preferences.ts";
import { closeShortcuts } from "./overlays.ts";
import "./shortcut-list.css";

/** Every key that does something on this screen, and the switch for single letters. */
export function ShortcutList() {
  const groups = useShortcutGroups((state) => state.groups);
  const { singleKeys, change } = usePreferences();
  return (
    <Dialog onClose={closeShortcuts} title="Keyboard shortcuts" size="lg">
      <Stack gap="md">
        <Switch
          label="Single letters and signs as shortcuts"
          description="Turn this off if you speak to your computer or press keys by accident. Keys with Ctrl, arrows and function keys go on working."
          checked={singleKeys}
          onChange={(event) => change({ singleKeys: event.currentTarget.checked })}
        />
        <div className="shortcut-groups">
          {groups.map((group) => (
            <Group key={group.id} group={group} singleKeys={singleKeys} />
          ))}
        </div>
        <p className="shortcut-note">
          Esc closes what is open. In lists the arrow keys move, Enter opens. Every command is also in the search:{" "}
          <kbd className="key">{showKey("mod+k")}</kbd>
        </p>
      </Stack>
    </Dialog>
  );
}

function Group({ group, singleKeys }: { group: ShortcutGroup; singleKeys: boolean }) {
  const shown = group.shortcuts
    .map(({ title, keys }) => ({ title, keys: singleKeys ? keys : keys.filter((key) => [...key].length > 1) }))
    .filter(({ keys }) => keys.length > 0);
  if (shown.length === 0) return null;
  return (
    <div className="shortcut-group">
      <h3>{group.name}</h3>
      <dl>
        {shown.map(({ title, keys }) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>
              {keys.map((key) => (
                <kbd key={key} className="key">
                  {showKey(key)}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
