import type { Note } from "../../core/contract/model.ts";
import { Chip } from "../components/Chip.tsx";
import { NOTE_KINDS } from "../words.ts";
import { Choice } from "./Choice.tsx";
import { useEditing } from "./editing.ts";
import { readSetting, type SettingPath } from "./setting.ts";
import { TextField } from "./TextField.tsx";
import { useUnfolding } from "./unfold.ts";

/** What somebody wrote beside a setting: a decision, an assumption or an open question, and whose it is. */
export function NoteField({ path, about }: { path: SettingPath; about: string }) {
  const { draft, canEdit } = useEditing();
  const note = asNote(readSetting(draft, path));
  const { opened, open, close, opener } = useUnfolding();
  if (opened && canEdit) return <NoteForm path={path} about={about} note={note} onClose={close} />;
  return (
    <div className="note" data-setting={path.join("/")}>
      {note === undefined ? null : (
        <>
          <Chip tone={note.kind === "question" ? "warn" : "note"}>
            {NOTE_KINDS.find(([kind]) => kind === note.kind)?.[1]}
          </Chip>
          <span className="note-words">
            {note.text}
            {note.owner === undefined ? null : <span className="note-owner"> {note.owner}</span>}
          </span>
        </>
      )}
      {canEdit ? (
        <button
          ref={opener}
          type="button"
          className="link-button"
          aria-label={`${note === undefined ? "Add a note" : "Edit the note"} about ${about}`}
          onClick={open}
        >
          {note === undefined ? "Add a note" : "Edit"}
        </button>
      ) : null}
    </div>
  );
}

function NoteForm({
  path,
  about,
  note,
  onClose,
}: {
  path: SettingPath;
  about: string;
  note: Note | undefined;
  onClose: () => void;
}) {
  const { change } = useEditing();
  const now: Note = note ?? { kind: "decision", text: "" };
  const put = (next: Note): void => change(path, next.text === "" && next.owner === undefined ? undefined : next);
  return (
    <div className="note-form">
      <Choice
        label={`Kind of the note about ${about}`}
        path={[...path, "kind"]}
        value={now.kind}
        options={NOTE_KINDS}
        disabled={note === undefined}
        onChange={(kind) => put({ ...now, kind: kind ?? now.kind })}
      />
      <TextField
        label={`Text of the note about ${about}`}
        path={[...path, "text"]}
        value={now.text}
        width={48}
        isFirst
        placeholder="What was decided, assumed, or asked"
        disabled={false}
        onChange={(text) => put({ ...now, text })}
      />
      <TextField
        label={`Owner of the note about ${about}`}
        path={[...path, "owner"]}
        value={now.owner ?? ""}
        width={16}
        placeholder="Whose it is"
        disabled={note === undefined}
        onChange={(owner) => put(owner === "" ? withoutOwner(now) : { ...now, owner })}
      />
      <button type="button" className="link-button" onClick={onClose}>
        Done
      </button>
      {note === undefined ? null : (
        <button
          type="button"
          className="link-button"
          onClick={() => {
            change(path, undefined);
            onClose();
          }}
        >
          Remove the note
        </button>
      )}
    </div>
  );
}

function withoutOwner({ kind, text }: Note): Note {
  return { kind, text };
}

function asNote(value: unknown): Note | undefined {
  return typeof value === "object" && value !== null ? (value as Note) : undefined;
}
