import { Button, Select, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { ComparedEvent } from "../../core/contract/comparison.ts";
import type { WorkspaceSummary } from "../../core/contract/results.ts";
import { PersonPicker } from "../components/PersonPicker.tsx";
import { buildEvents, EVENT_KINDS, type EventKind, type EventWish, isReady } from "./event-kinds.ts";
import { type ComparePlace, focusOf } from "./place.ts";
import { type EventNames, nameOfPerson } from "./words.ts";

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
  const { events, days, applications } = place.request;
  const one = focusOf(place);
  const [wish, setWish] = useState<EventWish>({
    kind: "leave",
    day: Math.min(3, days - 1),
    person: one,
    value: "",
    attribute: "department",
    application: applications[0],
    party: workspace.identityProviders[0]?.id,
    hours: 24,
  });
  const set = (change: Partial<EventWish>): void => setWish({ ...wish, ...change });
  const { needs } = EVENT_KINDS[wish.kind];
  const isHired = one !== undefined && names.table?.id.includes(one) !== true;
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
      {needs.includes("person") && isHired ? (
        <p className="quiet">About {nameOfPerson(one, events, names.table)}</p>
      ) : null}
      {needs.includes("person") && !isHired ? (
        <PersonPicker
          workspace={workspace.id}
          value={wish.person}
          onChange={(person) => set({ person })}
          label="Whom"
        />
      ) : null}
      {needs.includes("value") ? (
        <>
          <TextInput
            label="Attribute"
            value={wish.attribute}
            onChange={(event) => set({ attribute: event.currentTarget.value })}
          />
          <TextInput
            label="New value"
            value={wish.value}
            onChange={(event) => set({ value: event.currentTarget.value })}
          />
        </>
      ) : null}
      {needs.includes("application") ? (
        <Select
          label="Where"
          data={workspace.applications.map(({ id, name }) => ({ value: id, label: name }))}
          value={wish.application ?? null}
          onChange={(application) => set({ application: application ?? undefined })}
        />
      ) : null}
      {needs.includes("party") ? (
        <>
          <Select
            label="Who"
            data={[...workspace.identityProviders, ...workspace.applications].map(({ id, name }) => ({
              value: id,
              label: name,
            }))}
            value={wish.party ?? null}
            onChange={(party) => set({ party: party ?? undefined })}
          />
          <TextInput
            type="number"
            min={1}
            label="For so many hours"
            value={wish.hours}
            onChange={(event) => set({ hours: Math.max(1, Math.round(event.currentTarget.valueAsNumber) || 1) })}
          />
        </>
      ) : null}
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
