import { Autocomplete, Button, Group, SegmentedControl, Select, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import type { OneChange } from "../../core/contract/methods.ts";
import type { AttributeValue, DirectoryUser } from "../../core/contract/model.ts";
import type { RunAction } from "../../core/contract/results.ts";
import { Dialog } from "../components/Dialog.tsx";
import { ErrorNotice } from "../components/Notice.tsx";
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
    <Dialog onClose={onClose} title="Run again with one change">
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          The same login from where it began, with one thing different. Nothing is saved.
          {detail.base.remembered
            ? null
            : " Where it began is not remembered any more: this one begins from how it is now."}
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
    </Dialog>
  );
}

interface Ends {
  readonly busy: boolean;
  readonly onClose: () => void;
  readonly onStart: (change: OneChange) => Promise<void>;
}

/** The person as the run found them: what was edited since is no part of the change. */
function PersonChange(ends: Ends) {
  const { workspace, detail } = useRun();
  const { value: table } = useAnswer("directory.table", { workspace });
  const { person, remembered } = detail.base;
  if (person === undefined) return <Text size="sm">{nameOf(detail.action)} was not in the directory.</Text>;
  return <AttributeForm person={person} attributes={table?.attributes ?? []} remembered={remembered} {...ends} />;
}

function nameOf(action: RunAction): string {
  return "user" in action && action.user !== undefined ? action.user : "Whoever it was about";
}

interface AttributeFormProps extends Ends {
  readonly person: DirectoryUser;
  readonly attributes: readonly string[];
  readonly remembered: boolean;
}

function AttributeForm({ person, attributes, remembered, ...ends }: AttributeFormProps) {
  const [name, setName] = useState(Object.hasOwn(person.attributes, "department") ? "department" : "");
  const [text, setText] = useState("");
  const was = Object.hasOwn(person.attributes, name) ? person.attributes[name] : undefined;
  return (
    <ChangeForm {...ends} ready={name.trim() !== ""} build={() => changeAttribute(person, name.trim(), text)}>
      <Autocomplete
        label="Attribute"
        data={[...new Set([...attributes, ...Object.keys(person.attributes)])]}
        value={name}
        onChange={setName}
        maxDropdownHeight={220}
      />
      <TextInput
        label="New value"
        description={describeWas(was, remembered)}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        data-autofocus
      />
    </ChangeForm>
  );
}

function describeWas(was: AttributeValue | undefined, remembered: boolean): string {
  if (was === undefined) return `There ${remembered ? "was none then" : "is none now"}.`;
  return `${remembered ? "Then" : "Now"} ${showValue(was)}. Empty: taken away.`;
}

function ApplicationChange(ends: Ends) {
  const { configuration, remembered } = useRun().detail.base;
  if (configuration === undefined) return <Text size="sm">The application was not set up to be logged in to.</Text>;
  return <SettingForm settings={settingsOf(configuration)} remembered={remembered} {...ends} />;
}

interface SettingFormProps extends Ends {
  readonly settings: readonly Setting[];
  readonly remembered: boolean;
}

function SettingForm({ settings, remembered, ...ends }: SettingFormProps) {
  const [id, setId] = useState(settings[0]?.id ?? "");
  const [chosen, setChosen] = useState<string>();
  const setting = settings.find((each) => each.id === id);
  if (setting === undefined) return null;
  const value = chosen ?? setting.was;
  const was = setting.choices?.find((choice) => choice.value === setting.was)?.text ?? setting.was;
  const description = `${remembered ? "Then" : "Now"}: ${was}`;
  return (
    <ChangeForm {...ends} ready={value !== setting.was} build={() => setting.change(value)}>
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
        <TextInput
          label="Value"
          description={description}
          value={value}
          onChange={(event) => setChosen(event.currentTarget.value)}
        />
      ) : (
        <Select
          label="How it is to be"
          description={description}
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
