import { Button, Select, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { ComparedEvent } from "../../core/contract/comparison.ts";
import type { WorkspaceSummary } from "../../core/contract/results.ts";
import { EMPTY_FORM } from "../lifecycle/build-happening.ts";
import { EventFields } from "./EventFields.tsx";
import { buildEvents, EVENT_KINDS, type EventKind, type EventWish, isReady } from "./event-kinds.ts";
import { type ComparePlace, focusOf } from "./place.ts";
import type { EventNames } from "./words.ts";

/** Something that is to happen as well. An outage is two events: it begins, and it ends. */
export function AddEvent({
  workspace,
  place,
  names,
  onAdd,
  onClose,
}: {
  workspace: WorkspaceSummary;
  place: ComparePlace;
  names: EventNames;
  onAdd: (events: readonly ComparedEvent[]) => void;
  onClose: () => void;
}) {
  const { events, days } = place.request;
  const [wish, setWish] = useState(() => firstWish(workspace, place));
  const set = (change: Partial<EventWish>): void => setWish({ ...wish, ...change });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isReady(wish)) onAdd(buildEvents(wish, events, names));
  };
  return (
    <form className="cmp-add" onSubmit={submit} aria-label="Add an event">
      <Select
        label="What"
        data={Object.entries(EVENT_KINDS).map(([value, { label }]) => ({ value, label }))}
        value={wish.kind}
        onChange={(kind) => set({ kind: kind as EventKind })}
        data-autofocus
      />
      <EventFields workspace={workspace} events={events} names={names} wish={wish} set={set} />
      <TextInput
        type="number"
        min={0}
        max={days}
        label="On day"
        value={wish.day}
        onChange={(event) => set({ day: Math.max(0, Math.round(event.currentTarget.valueAsNumber) || 0) })}
      />
      <div className="cmp-add-buttons">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" disabled={!isReady(wish)}>
          Add
        </Button>
      </div>
    </form>
  );
}

/** Where nobody is to be looked at yet, somebody is hired first. */
function firstWish(workspace: WorkspaceSummary, place: ComparePlace): EventWish {
  const { days, applications, events } = place.request;
  const person = focusOf(place);
  return {
    kind: events.length === 0 && person === undefined ? "hire" : "leave",
    day: Math.min(3, days - 1),
    newcomer: EMPTY_FORM,
    person,
    value: "",
    attribute: "department",
    application: applications[0],
    party: workspace.identityProviders[0]?.id,
    hours: 24,
  };
}
