import { Button, TextInput } from "@mantine/core";
import { type Ref, useState } from "react";
import { tell } from "../connection/told.ts";
import { useCommand } from "../connection/use-command.ts";

/** Names this moment, so that one can come back to it. */
export function NameMoment({
  workspace,
  disabled,
  ref,
}: {
  workspace: string;
  disabled: boolean;
  ref: Ref<HTMLInputElement>;
}) {
  const { run, busy, error, clear } = useCommand("checkpoints.add");
  const [name, setName] = useState("");
  const save = async (): Promise<void> => {
    if (name.trim() === "" || (await run({ workspace, name })) === undefined) return;
    tell(`This moment is called “${name.trim()}”. You can go back to it from here.`);
    setName("");
  };
  return (
    <form
      className="history-name"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextInput
        ref={ref}
        aria-label="A name for this moment"
        placeholder="Before the reorganisation"
        value={name}
        error={error?.message}
        disabled={disabled}
        maxLength={200}
        onChange={(event) => {
          setName(event.currentTarget.value);
          clear();
        }}
      />
      <Button type="submit" variant="default" loading={busy} disabled={disabled || name.trim() === ""}>
        Name this moment
      </Button>
    </form>
  );
}
