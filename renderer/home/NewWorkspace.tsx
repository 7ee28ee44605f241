import { Button, Group, Progress, Radio, Stack, TextInput } from "@mantine/core";
import { useRef, useState } from "react";
import type { Arguments } from "../../core/contract/methods.ts";
import { Dialog } from "../components/Dialog.tsx";
import { ErrorNotice } from "../components/Notice.tsx";
import { outdate } from "../connection/answers.ts";
import { goTo } from "../connection/hash-location.ts";
import { places } from "../connection/places.ts";
import { useCommand } from "../connection/use-command.ts";

type Start = "sample" | "2000" | "20000" | "blank";

const STARTS: readonly { readonly value: Start; readonly label: string; readonly description: string }[] = [
  { value: "sample", label: "A sample company", description: "24 people, each with a story, and four applications." },
  { value: "2000", label: "The sample with 2,000 people", description: "Made-up people beside its own: a company." },
  { value: "20000", label: "The sample with 20,000 people", description: "For trying at size. It takes a moment." },
  { value: "blank", label: "Blank", description: "An identity provider, and nothing else yet." },
];

/** A workspace of one's own: from the sample, at any size, or from nothing. */
export function NewWorkspace({ onClose }: { onClose: () => void }) {
  const { run, busy, error } = useCommand("workspaces.create");
  const [name, setName] = useState("");
  const [start, setStart] = useState<Start>("sample");
  const [done, setDone] = useState<{ readonly done: number; readonly total: number; readonly what: string }>();
  const abort = useRef<AbortController>(undefined);
  const create = async (): Promise<void> => {
    abort.current = new AbortController();
    const { signal } = abort.current;
    const made = await run(argumentsOf(name, start), { signal, progress: setDone });
    setDone(undefined);
    if (made === undefined) return;
    outdate(made.workspace);
    onClose();
    goTo(places.directory(made.workspace));
  };
  const cancel = (): void => {
    abort.current?.abort();
    onClose();
  };
  return (
    <Dialog onClose={cancel} title="New workspace">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void create();
        }}
      >
        <Stack gap="sm">
          <TextInput
            label="Name"
            description="The file gets this name, too."
            placeholder={start === "blank" ? "My company" : "Acme"}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            maxLength={200}
            data-autofocus
          />
          <Radio.Group label="Start from" value={start} onChange={(value) => setStart(parseStart(value))}>
            <Stack gap={6} mt={4}>
              {STARTS.map((each) => (
                <Radio key={each.value} {...each} />
              ))}
            </Stack>
          </Radio.Group>
          {done === undefined ? null : <Making {...done} />}
          {error === undefined || error.code === "CANCELLED" ? null : <ErrorNotice error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={cancel}>
              Cancel
            </Button>
            <Button type="submit" loading={busy}>
              Create
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

/** How far a long creation has come. */
function Making({ done, total, what }: { done: number; total: number; what: string }) {
  const text = total === 1 ? `${what}…` : `${what}: ${done.toLocaleString("en")} of ${total.toLocaleString("en")}`;
  return (
    <div role="status">
      <Progress value={total === 0 ? 0 : (done / total) * 100} aria-label={what} />
      {text}
    </div>
  );
}

function argumentsOf(name: string, start: Start): Arguments<"workspaces.create"> {
  const chosen = name.trim();
  if (start === "blank") return { name: chosen || "My company", preset: "blank" };
  const sample = { name: chosen || "Acme", preset: "acme" } as const;
  return start === "sample" ? sample : { ...sample, people: Number(start) };
}

function parseStart(value: string): Start {
  return STARTS.find((each) => each.value === value)?.value ?? "sample";
}
