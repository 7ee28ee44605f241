import { Button, Menu } from "@mantine/core";
import { IconDots, IconPlayerPlay } from "@tabler/icons-react";
import { useState } from "react";
import { Notice } from "../components/Notice.tsx";
import { useTellSaved } from "../components/tell-saved.tsx";
import { describeFailure } from "../connection/answers.ts";
import { useEngine } from "../connection/engine-context.ts";
import { goTo } from "../connection/hash-location.ts";
import { places } from "../connection/places.ts";
import { tellError } from "../connection/told.ts";
import { askForExport } from "../import/importing.ts";
import { askForLogin } from "../shell/login-dialog.ts";
import { draftKey, keepDraft } from "./drafts.ts";
import { useEditing } from "./editing.ts";
import { FieldProblems } from "./FieldProblems.tsx";
import { NoteField } from "./NoteField.tsx";
import { TextField } from "./TextField.tsx";

/** The name of the application, what to do with it, and what somebody noted about it. */
export function ApplicationHead({ isNew }: { isNew: boolean }) {
  const { draft, detail, canEdit, change } = useEditing();
  const { application } = draft;
  const [renaming, setRenaming] = useState(false);
  const { card } = detail;
  return (
    <header className="application-head">
      <div className="application-title">
        {renaming ? (
          <TextField
            label="Name of the application"
            path={["name"]}
            value={application.name}
            width={28}
            isFirst
            disabled={!canEdit}
            onChange={(name) => change(["name"], name)}
          />
        ) : (
          <h1>{application.name}</h1>
        )}
        <span className="application-facts">
          {card === undefined ? "No particular kind" : describeKind(card, application.name)}
        </span>
        <span className="top-gap" />
        <Button
          variant="default"
          leftSection={<IconPlayerPlay size={14} />}
          onClick={() => askForLogin({ application: application.id })}
        >
          Log in as…
        </Button>
        {/* Once the menu is closed: it gives the focus back, and the field is to have it. */}
        <HeadMenu renaming={renaming} onRename={() => requestAnimationFrame(() => setRenaming(!renaming))} />
      </div>
      <FieldProblems path={["name"]} />
      <NoteField path={["note"]} about="this application" />
      <FieldProblems path={["note"]} />
      {isNew ? <NextStep name={application.name} id={application.id} /> : null}
    </header>
  );
}

function describeKind(card: { readonly name: string; readonly date: string }, name: string): string {
  const source = `from public documents as of ${card.date}`;
  return card.name === name ? source : `${card.name}, ${source}`;
}

function HeadMenu({ renaming, onRename }: { renaming: boolean; onRename: () => void }) {
  const { workspace, draft, canEdit } = useEditing();
  const engine = useEngine();
  const tellSaved = useTellSaved(workspace);
  const remove = async (): Promise<void> => {
    const { id } = draft.application;
    try {
      const saved = await engine.call("applications.remove", { workspace, application: id });
      keepDraft(draftKey(workspace, id), undefined);
      goTo(places.applications(workspace), { replace: true });
      tellSaved(saved);
    } catch (failure) {
      tellError(describeFailure(failure));
    }
  };
  return (
    <Menu>
      <Menu.Target>
        <Button variant="default" px={8} aria-label="More about this application">
          <IconDots size={16} />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={onRename} disabled={!canEdit}>
          {renaming ? "Done renaming" : "Rename"}
        </Menu.Item>
        <Menu.Item component="a" href={`#${places.accounts(workspace, draft.application.id)}`}>
          Its accounts
        </Menu.Item>
        <Menu.Item onClick={() => askForExport({ application: draft.application.id })}>Export…</Menu.Item>
        <Menu.Item color="red" disabled={!canEdit} onClick={() => void remove()}>
          Remove this application
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function NextStep({ name, id }: { name: string; id: string }) {
  return (
    <Notice
      tone="good"
      title={`${name} is ready for its first login.`}
      action={<Button onClick={() => askForLogin({ application: id })}>Log in as…</Button>}
    >
      Both sides know each other already. Pick a person and watch what becomes of the login; change what you like after.
    </Notice>
  );
}
