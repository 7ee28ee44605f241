import { Select } from "@mantine/core";
import { PersonPicker } from "../components/PersonPicker.tsx";
import { type ComparePlace, hiredIn, withPeople } from "./place.ts";
import { type EventNames, nameOfPerson } from "./words.ts";

/** Ids of people who are hired on the way stand behind this: no id begins with a space. */
const HIRED = " hired ";

/** Whom it is about: one person of the directory, one of those who are hired on the way, or everybody. */
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
  const hired = [...hiredIn(events)];
  const who = whoOf(people, hired);
  const choose = (next: string | null): void => {
    if (next === "everybody") onChange(withPeople(place, undefined));
    if (next?.startsWith(HIRED)) onChange(withPeople(place, [next.slice(HIRED.length)]));
    const first = names.table?.id[0];
    if (next === "one" && first !== undefined) onPerson(first);
  };
  return (
    <>
      <Select
        label="Who"
        data={[
          ...hired.map((id) => ({ value: HIRED + id, label: `${nameOfPerson(id, events, names.table)}, hired` })),
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

function whoOf(people: readonly string[] | undefined, hired: readonly string[]): string {
  if (people === undefined) return "everybody";
  if (people.length > 1) return "several";
  const [only = ""] = people;
  return hired.includes(only) ? HIRED + only : "one";
}
