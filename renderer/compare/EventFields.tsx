import { Select, TextInput } from "@mantine/core";
import type { ComparedEvent } from "../../core/contract/comparison.ts";
import type { WorkspaceSummary } from "../../core/contract/results.ts";
import { PersonPicker } from "../components/PersonPicker.tsx";
import { HireFields } from "../lifecycle/HappeningFields.tsx";
import { EVENT_KINDS, type EventWish } from "./event-kinds.ts";
import { hiredIn } from "./place.ts";
import { type EventNames, nameOfPerson } from "./words.ts";

interface FieldsProps {
  readonly workspace: WorkspaceSummary;
  /** What is in the script already. */
  readonly events: readonly ComparedEvent[];
  readonly names: EventNames;
  readonly wish: EventWish;
  readonly set: (change: Partial<EventWish>) => void;
}

/** The fields of the kind of event that is chosen. */
export function EventFields(props: FieldsProps) {
  const { names, wish, set } = props;
  const { needs } = EVENT_KINDS[wish.kind];
  return (
    <>
      {needs.includes("newcomer") && names.table !== undefined ? (
        <HireFields form={wish.newcomer} onChange={(newcomer) => set({ newcomer })} table={names.table} />
      ) : null}
      {needs.includes("person") ? <PersonFields {...props} /> : null}
      {needs.includes("value") ? <ValueFields {...props} /> : null}
      {needs.includes("application") ? <ApplicationField {...props} /> : null}
      {needs.includes("party") ? <OutageFields {...props} /> : null}
    </>
  );
}

/** Somebody who is hired in the script, or somebody of the directory. */
function PersonFields({ workspace, events, names, wish, set }: FieldsProps) {
  const hired = [...hiredIn(events)];
  const isHired = wish.person !== undefined && hired.includes(wish.person);
  return (
    <>
      {hired.length === 0 ? null : (
        <Select
          label="Whom"
          data={[
            ...hired.map((id) => ({ value: id, label: `${nameOfPerson(id, events, names.table)}, hired` })),
            { value: "", label: "Somebody of the directory" },
          ]}
          value={isHired ? (wish.person ?? "") : ""}
          allowDeselect={false}
          onChange={(person) => set({ person: person === "" ? names.table?.id[0] : (person ?? undefined) })}
        />
      )}
      {isHired ? null : (
        <PersonPicker
          workspace={workspace.id}
          value={wish.person}
          onChange={(person) => set({ person })}
          label={hired.length === 0 ? "Whom" : "Person"}
        />
      )}
    </>
  );
}

function ValueFields({ wish, set }: FieldsProps) {
  return (
    <>
      <TextInput
        label="Attribute"
        value={wish.attribute}
        onChange={(event) => set({ attribute: event.currentTarget.value })}
      />
      <TextInput label="New value" value={wish.value} onChange={(event) => set({ value: event.currentTarget.value })} />
    </>
  );
}

function ApplicationField({ workspace, wish, set }: FieldsProps) {
  return (
    <Select
      label="Where"
      data={workspace.applications.map(({ id, name }) => ({ value: id, label: name }))}
      value={wish.application ?? null}
      onChange={(application) => set({ application: application ?? undefined })}
    />
  );
}

function OutageFields({ workspace, wish, set }: FieldsProps) {
  return (
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
  );
}
