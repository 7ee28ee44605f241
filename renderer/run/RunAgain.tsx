import { Autocomplete, Button, Group, Modal, SegmentedControl, Select, Stack, Text, TextInput } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import type { OneChange } from "../../core/contract/methods.ts";
import type { DirectoryUser } from "../../core/contract/model.ts";
import { ErrorNotice } from "../components/Notice.tsx";
import { useFocusBack } from "../components/use-focus-back.ts";
import { goTo } from "../connection/hash-location.ts";
import { places } from "../connection/places.ts";
import { useAnswer } from "../connection/use-answer.ts";
import { useCommand } from "../connection/use-command.ts";
import { changeAttribute, type Setting, settingsOf } from "./one-change.ts";
import { useRun } from "./run-context.ts";
import { showValue } from "./show-value.ts";
import { rememberWhatIf } from "./what-if.ts";

/** The same login once more, with one thing changed. Nothing is saved: the run is a what-if beside the original. */
export function RunAgain({ onClose }: { onClose: () => void }) {
  useFocusBack();
  const { workspace, detail } = useRun();
  const again = useCommand("runs.again");
  const [about, setAbout] = useState<"person" | "application">("person");
  const start = async (change: OneChange): Promise<void> => {
    const fork = await again.run({ workspace, run: detail.run, change });
    if (fork === undefined) return;
    rememberWhatIf(fork.run, change);
    onClose();
    goTo(places.run(workspace, fork.run, Math.max(fork.fork?.firstDifference ?? 1, 1)));
  };
  const ends = { busy: again.busy, onClose, onStart: start };
  return (
    <Modal opened onClose={onClose} title="Run again with one change" size="md">
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          The same login from where it began, with one thing different. Nothing is saved.
        </Text>
        <SegmentedControl
          aria-label="What to change"
          value={about}
          onChange={(value) => setAbout(value === "application" ? "application" : "person")}
          data={[
            { value: "person", label: "The person" },
            { value: "application", label: "The application" },
          ]}
        />
        {about === "person" ? <PersonChange {...ends} /> : <ApplicationChange {...ends} />}
        {again.error === undefined ? null : <ErrorNotice error={again.error} />}
      </Stack>
    </Modal>
  );
}

interface Ends {
  readonly busy: boolean;
  readonly onClose: () => void;
  readonly onStart: (change: OneChange) => Promise<void>;
}

function PersonChange(ends: Ends) {
  const { workspace, detail } = useRun();
  const { value: table } = useAnswer("directory.table", { workspace });
  const row = table?.userName.findIndex((name) => name.toLowerCase() === detail.action.user.toLowerCase()) ?? -1;
  const id = table?.id[row];
  const { value, error } = useAnswer("directory.person", id === undefined ? undefined : { workspace, person: id });
  if (error !== undefined) return <ErrorNotice error={error} />;
  if (table !== undefined && id === undefined) {
    return <Text size="sm">{detail.action.user} is not in the directory any more.</Text>;
  }
  return value === undefined ? null : (
    <AttributeForm person={value.person} attributes={table?.attributes ?? []} {...ends} />
  );
}

interface AttributeFormProps extends Ends {
  readonly person: DirectoryUser;
  readonly attributes: readonly string[];
}

function AttributeForm({ person, attributes, ...ends }: AttributeFormProps) {
  const [name, setName] = useState(Object.hasOwn(person.attributes, "department") ? "department" : "");
  const [text, setText] = useState("");
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const now = Object.hasOwn(person.attributes, name) ? person.attributes[name] : undefined;
  return (
    <ChangeForm {...ends} ready={name.trim() !== ""} build={() => changeAttribute(person, name.trim(), text)}>
      <Autocomplete
        label="Attribute"
        data={[...new Set(attributes)]}
        value={name}
        onChange={setName}
        maxDropdownHeight={220}
      />
      <TextInput
        label="New value"
        description={now === undefined ? "There is none now." : `Now ${showValue(now)}. Empty: taken away.`}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        ref={field}
      />
    </ChangeForm>
  );
}

function ApplicationChange(ends: Ends) {
  const { workspace, detail } = useRun();
  const { application } = detail.action;
  const { value, error } = useAnswer("applications.read", { workspace, application });
  if (error !== undefined) return <ErrorNotice error={error} />;
  return value === undefined ? null : <SettingForm settings={settingsOf(value.configuration)} {...ends} />;
}

function SettingForm({ settings, ...ends }: Ends & { readonly settings: readonly Setting[] }) {
  const [id, setId] = useState(settings[0]?.id ?? "");
  const [chosen, setChosen] = useState<string>();
  const setting = settings.find((each) => each.id === id);
  if (setting === undefined) return null;
  const value = chosen ?? setting.now;
  return (
    <ChangeForm
      {...ends}
      ready={value !== setting.now}
      build={() => ({ kind: "configuration", configuration: setting.change(value) })}
    >
      <Select
        label="Setting"
        data={settings.map((each) => ({ value: each.id, label: each.name }))}
        value={id}
        onChange={(next) => {
          setId(next ?? id);
          setChosen(undefined);
        }}
      />
      {setting.choices === undefined ? (
        <TextInput label="Value" value={value} onChange={(event) => setChosen(event.currentTarget.value)} />
      ) : (
        <Select
          label="How it is to be"
          data={setting.choices.map((choice) => ({ value: choice.value, label: choice.text }))}
          value={value}
          onChange={(next) => setChosen(next ?? undefined)}
        />
      )}
    </ChangeForm>
  );
}

interface ChangeFormProps extends Ends {
  readonly ready: boolean;
  readonly build: () => OneChange;
  readonly children: React.ReactNode;
}

function ChangeForm({ ready, build, busy, onStart, onClose, children }: ChangeFormProps) {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) void onStart(build());
      }}
    >
      <Stack gap="sm">
        {children}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={busy} disabled={!ready}>
            Run again
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
