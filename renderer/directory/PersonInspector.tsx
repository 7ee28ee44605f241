import { Button, Tabs } from "@mantine/core";
import { IconPlayerPlay } from "@tabler/icons-react";
import { Answered } from "../components/Answered.tsx";
import { Chip } from "../components/Chip.tsx";
import { ErrorNotice, Notice } from "../components/Notice.tsx";
import { useAccess } from "../connection/workspace-context.ts";
import { useShortcuts } from "../keyboard/shortcuts.ts";
import { askForLogin } from "../shell/login-dialog.ts";
import { AttributesTab } from "./AttributesTab.tsx";
import { showScalars } from "./attributes.ts";
import { ClashNotice } from "./ClashNotice.tsx";
import { GroupsTab } from "./GroupsTab.tsx";
import { PersonAccounts } from "./PersonAccounts.tsx";
import { PersonHistory } from "./PersonHistory.tsx";
import { PersonMenu } from "./PersonMenu.tsx";
import { PreviewTab } from "./PreviewTab.tsx";
import { STATE_TONES, stateOfPerson } from "./people-columns.tsx";
import { PERSON_TABS, type PersonTab } from "./place.ts";
import type { DirectoryView } from "./use-directory.ts";
import { type EditedPerson, usePerson } from "./use-person.ts";

const TAB_NAMES: Readonly<Record<PersonTab, string>> = {
  attributes: "Attributes",
  groups: "Groups",
  preview: "Mapping preview",
  accounts: "Accounts",
  history: "History",
};

/** One person: what the directory knows, and what applications make of it. */
export function PersonInspector({ directory, id }: { directory: DirectoryView; id: string }) {
  const answer = usePerson(directory.workspace.id, id);
  return <Answered answer={answer}>{(edited) => <Inspector directory={directory} edited={edited} />}</Answered>;
}

function Inspector({ directory, edited }: { directory: DirectoryView; edited: EditedPerson }) {
  const { place, go, removePeople } = directory;
  const { person, isEdited, save, revert } = edited;
  const state = stateOfPerson(person);
  useShortcuts("Person", [
    { keys: ["mod+s"], title: "Save the person", run: () => void save(), enabled: isEdited },
    { keys: [], title: "Revert the edits of the person", run: revert, enabled: isEdited },
    {
      keys: [],
      title: "Remove the person from the directory",
      run: () => removePeople([person.id]),
      enabled: edited.canEdit,
    },
  ]);
  return (
    <>
      <header className="pane-head">
        <h2 title={`${nameOf(person)} (${person.userName})`}>{nameOf(person)}</h2>
        <Chip tone={STATE_TONES[state]}>{state}</Chip>
        <span className="pane-gap" />
        <Button
          variant="light"
          size="compact-xs"
          leftSection={<IconPlayerPlay size={13} aria-hidden="true" />}
          aria-label={`Log in as ${nameOf(person)}…`}
          onClick={() => askForLogin({ person: person.id })}
        >
          Log in as…
        </Button>
        <PersonMenu
          person={{ id: person.id, name: nameOf(person), isGone: !isAtWork(person) }}
          onHistory={() => go({ tab: "history" })}
          onRemove={() => removePeople([person.id])}
        />
      </header>
      <ReadOnlyNote />
      <Tabs
        className="inspector-tabs"
        value={place.tab}
        keepMounted={false}
        onChange={(tab) => go({ tab: PERSON_TABS.find((each) => each === tab) ?? "attributes" })}
      >
        <Tabs.List>
          {PERSON_TABS.map((tab) => (
            <Tabs.Tab key={tab} value={tab}>
              {TAB_NAMES[tab]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="attributes" key={`a-${person.id}`}>
          <AttributesTab edited={edited} directory={directory} />
        </Tabs.Panel>
        <Tabs.Panel value="groups">
          <GroupsTab edited={edited} groups={directory.table.groups} />
        </Tabs.Panel>
        <Tabs.Panel value="preview">
          <PreviewTab edited={edited} />
        </Tabs.Panel>
        <Tabs.Panel value="accounts">
          <PersonAccounts edited={edited} groups={directory.table.groups} />
        </Tabs.Panel>
        <Tabs.Panel value="history">
          <PersonHistory edited={edited} />
        </Tabs.Panel>
      </Tabs>
      {isEdited ? <SaveBar directory={directory} edited={edited} /> : null}
    </>
  );
}

function ReadOnlyNote() {
  const { why } = useAccess();
  return why === undefined ? null : <Notice tone="warn">{why}</Notice>;
}

function SaveBar({ directory, edited }: { directory: DirectoryView; edited: EditedPerson }) {
  const { place, go } = directory;
  const { save, revert, saving, error, clashes } = edited;
  return (
    <footer className="save-bar">
      <ClashNotice clashes={clashes} />
      {error === undefined ? null : <ErrorNotice error={error} />}
      <div className="save-buttons">
        <span className="save-note">
          <span className="draft-dot" aria-hidden="true" /> Not saved yet
        </span>
        <Button variant="default" onClick={revert}>
          Revert
        </Button>
        {place.tab === "preview" ? null : (
          <Button variant="default" onClick={() => go({ tab: "preview" })}>
            Preview impact
          </Button>
        )}
        <Button loading={saving} disabled={!edited.canEdit} onClick={() => void save()} aria-keyshortcuts="Control+S">
          Save
        </Button>
      </div>
    </footer>
  );
}

function isAtWork({ active, suspended, deletedAt }: EditedPerson["person"]): boolean {
  return active && suspended !== true && deletedAt === undefined;
}

/** Who somebody is on screen: the display name, else the user name. */
export function nameOf({ attributes, userName }: EditedPerson["person"]): string {
  return showScalars(attributes.displayName).trim() || userName;
}
