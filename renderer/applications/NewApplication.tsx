import { Button, Group, SegmentedControl, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import type { CardSummary } from "../../core/contract/results.ts";
import { Dialog } from "../components/Dialog.tsx";
import { ErrorNotice, Notice } from "../components/Notice.tsx";
import { useTellSaved } from "../components/tell-saved.tsx";
import { useAnswer } from "../connection/use-answer.ts";
import { useCommand } from "../connection/use-command.ts";
import { useWorkspace } from "../connection/workspace-context.ts";
import { PROTOCOL_NAMES } from "../words.ts";

interface Created {
  readonly onClose: () => void;
  readonly onCreated: (application: string) => void;
}

/** A new application: its name, its kind and how people sign on to it; everything else has a default. */
export function NewApplication({ onClose, onCreated }: Created) {
  return (
    <Dialog onClose={onClose} title="New application" size="lg">
      <NewApplicationForm onClose={onClose} onCreated={onCreated} />
    </Dialog>
  );
}

function NewApplicationForm({ onClose, onCreated }: Created) {
  const { id: workspace } = useWorkspace();
  const { run, busy, error } = useCommand("applications.create");
  const tellSaved = useTellSaved(workspace);
  const { value: known } = useAnswer("applications.cards", {});
  const [name, setName] = useState("");
  const [card, setCard] = useState<string>();
  const [signOn, setSignOn] = useState<"saml" | "oidc">("saml");
  const chosen = known?.cards.find(({ id }) => id === card);
  const wanted = name.trim() === "" ? (chosen?.name ?? "") : name.trim();
  const create = async (): Promise<void> => {
    const made = await run({ workspace, name: wanted, signOn, ...(card === undefined ? {} : { card }) });
    if (made === undefined) return;
    tellSaved(made);
    onClose();
    onCreated(made.application);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (wanted !== "") void create();
      }}
    >
      <Stack gap="sm">
        <TextInput
          label="Name"
          data-autofocus
          value={name}
          placeholder={chosen?.name ?? "Such as: Wiki"}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Kinds cards={known?.cards ?? []} chosen={card} onChoose={setCard} />
        <div>
          <Text size="xs" fw={500} id="sign-on">
            People sign in by
          </Text>
          <SegmentedControl
            aria-labelledby="sign-on"
            value={signOn}
            onChange={(value) => setSignOn(value === "oidc" ? "oidc" : "saml")}
            data={[
              { value: "saml", label: PROTOCOL_NAMES.saml },
              { value: "oidc", label: PROTOCOL_NAMES.oidc },
            ]}
          />
        </div>
        {chosen?.jitOff === true ? <Notice tone="warn" title={JIT_OFF} /> : null}
        {error === undefined ? null : <ErrorNotice error={error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={busy} disabled={wanted === ""}>
            Create
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

const JIT_OFF =
  "Applications of this kind make no accounts at a login: the first login will be refused until you switch it on in JIT policy.";

function Kinds({
  cards,
  chosen,
  onChoose,
}: {
  cards: readonly CardSummary[];
  chosen: string | undefined;
  onChoose: (card: string | undefined) => void;
}) {
  return (
    <fieldset className="plain-fieldset">
      <legend>Kind</legend>
      <div className="new-kinds">
        <Kind
          title="No particular kind"
          text="Behaves as its settings say. A good start for something of your own."
          checked={chosen === undefined}
          onChoose={() => onChoose(undefined)}
        />
        {cards.map(({ id, name, date, known, unknown, signOn }) => (
          <Kind
            key={id}
            title={`${name}, from public documents as of ${date}`}
            text={`${known} rules known, ${unknown} assumed. ${signOn[0] ?? ""}`}
            checked={chosen === id}
            onChoose={() => onChoose(id)}
          />
        ))}
      </div>
    </fieldset>
  );
}

function Kind({
  title,
  text,
  checked,
  onChoose,
}: {
  title: string;
  text: string;
  checked: boolean;
  onChoose: () => void;
}) {
  return (
    <label className="new-kind">
      <input type="radio" name="kind" checked={checked} onChange={onChoose} />
      <strong>{title}</strong>
      <small>{text}</small>
    </label>
  );
}
