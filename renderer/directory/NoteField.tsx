import { Button, Select, Textarea, TextInput } from "@mantine/core";
import { IconNote } from "@tabler/icons-react";
import type { Note } from "../../core/contract/model.ts";
import { NOTE_KINDS } from "../words.ts";

const KINDS = NOTE_KINDS.map(([value, label]) => ({ value, label }));

/** What somebody wrote beside a person: a decision, an assumption or an open question, and whose it is. */
export function NoteField({
  note,
  readOnly,
  error,
  onChange,
}: {
  note: Note | undefined;
  readOnly: boolean;
  error: string | undefined;
  onChange: (note: Note | undefined) => void;
}) {
  if (note === undefined) {
    if (readOnly) return null;
    return (
      <Button
        className="add-attribute"
        variant="subtle"
        leftSection={<IconNote size={14} aria-hidden="true" />}
        onClick={() => onChange({ kind: "decision", text: "" })}
      >
        Add a note
      </Button>
    );
  }
  const change = (members: Partial<Note>): void => onChange({ ...note, ...members });
  return (
    <fieldset className="note-field">
      <legend>Note</legend>
      <Select
        aria-label="Kind of note"
        data={KINDS}
        value={note.kind}
        readOnly={readOnly}
        onChange={(value) => change({ kind: KINDS.find((each) => each.value === value)?.value ?? "decision" })}
      />
      <TextInput
        aria-label="Owner of the note"
        placeholder="Owner"
        value={note.owner ?? ""}
        readOnly={readOnly}
        onChange={(event) => onChange(withOwner(note, event.currentTarget.value))}
      />
      <Textarea
        className="note-text"
        aria-label="Text of the note"
        size="xs"
        autosize
        minRows={2}
        value={note.text}
        readOnly={readOnly}
        error={error ?? (note.text === "" ? "A note needs a text." : undefined)}
        onChange={(event) => change({ text: event.currentTarget.value })}
      />
      {readOnly ? null : (
        <Button className="add-attribute" variant="subtle" onClick={() => onChange(undefined)}>
          Remove the note
        </Button>
      )}
    </fieldset>
  );
}

function withOwner({ owner: _, ...note }: Note, owner: string): Note {
  return owner === "" ? note : { ...note, owner };
}
