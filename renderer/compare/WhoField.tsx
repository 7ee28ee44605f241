import { Select } from "@mantine/core";
import { PersonPicker } from "../components/PersonPicker.tsx";
import { type ComparePlace, withPeople } from "./place.ts";
import { type EventNames, nameOfPerson } from "./words.ts";

type Who = "hired" | "one" | "several" | "everybody";

/** Whom it is about: one person of the directory, somebody who is hired on the way, or everybody. */
export function WhoField({
  workspace,
  place,
  names,
  onChange,
  onPerson,
}: {
  workspace: string;
  place: ComparePlace;
  names: EventNames;
  onChange: (place: ComparePlace) => void;
  /** Somebody of the directory was chosen. */
  onPerson: (person: string) => void;
}) {
  const { people, events } = place.request;
  const hired = events.flatMap(({ action }) => (action.type === "hire" ? [action.id] : []))[0];
  const who = whoOf(people, hired);
  const choose = (next: string | null): void => {
    if (next === "everybody") onChange(withPeople(place, undefined));
    if (next === "hired" && hired !== undefined) onChange(withPeople(place, [hired]));
    const first = names.table?.id[0];
    if (next === "one" && first !== undefined) onPerson(first);
  };
  return (
    <>
      <Select
        label="Who"
        data={[
          ...(hired === undefined
            ? []
            : [{ value: "hired", label: `${nameOfPerson(hired, events, names.table)}, hired` }]),
          { value: "one", label: "One person of the directory" },
          ...(who === "several" ? [{ value: "several", label: `${people?.length ?? 0} people` }] : []),
          { value: "everybody", label: "Everybody" },
        ]}
        value={who}
        onChange={choose}
      />
      {who === "one" ? (
        <PersonPicker workspace={workspace} value={people?.[0]} onChange={onPerson} label="Person" />
      ) : null}
    </>
  );
}

function whoOf(people: readonly string[] | undefined, hired: string | undefined): Who {
  if (people === undefined) return "everybody";
  if (people.length > 1) return "several";
  return people[0] === hired ? "hired" : "one";
}
