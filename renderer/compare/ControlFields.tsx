import { TextInput } from "@mantine/core";
import { useState } from "react";
import type { Controls, Mode } from "../../core/contract/comparison.ts";
import type { ComparePlace } from "./place.ts";

type NumberControl = Exclude<keyof Controls, "batchAt">;

interface Field {
  readonly name: NumberControl;
  readonly label: string;
  readonly hint: string;
  readonly most: number;
  /** What a person types for one of what is kept. */
  readonly per: number;
  /** Of what it makes sense; absent: of every way. */
  readonly modes?: readonly Mode[];
}

const FIELDS: readonly Field[] = [
  { name: "loginEveryDays", label: "A login every … working days", hint: "1", most: 366, per: 1 },
  {
    name: "cycleMinutes",
    label: "SCIM cycle every … minutes",
    hint: "as set",
    most: 525_600,
    per: 1,
    modes: ["scim", "jit+scim"],
  },
  {
    name: "manualDelayHours",
    label: "A ticket takes … working hours",
    hint: "as set",
    most: 2_000,
    per: 1,
    modes: ["manual"],
  },
  { name: "slipRate", label: "Tickets forgotten, in %", hint: "as set", most: 100, per: 100, modes: ["manual"] },
  { name: "hrDelayMinutes", label: "HR to directory, in minutes", hint: "as set", most: 525_600, per: 1 },
];

/** The settings that one turns while comparing; what is empty stays as it is set in the workspace. */
export function ControlFields({ place, onChange }: { place: ComparePlace; onChange: (place: ComparePlace) => void }) {
  const { request } = place;
  const { modes, controls } = request;
  const set = (next: Controls): void => onChange({ ...place, request: { ...request, controls: next } });
  const matters = (those: readonly Mode[] | undefined): boolean =>
    those === undefined || those.some((each) => modes.includes(each));
  return (
    <div className="cmp-fields">
      <NumberInput
        label="Days"
        hint="30"
        value={request.days}
        most={366}
        onChange={(days) => onChange({ ...place, request: { ...request, days: Math.max(1, days ?? 30) } })}
      />
      {FIELDS.filter((field) => matters(field.modes)).map(({ name, label, hint, most, per }) => {
        const value = controls[name];
        return (
          <NumberInput
            key={name}
            label={label}
            hint={hint}
            value={value === undefined ? undefined : Math.round(value * per)}
            most={most}
            onChange={(typed) => set(withControl(controls, name, typed === undefined ? undefined : typed / per))}
          />
        );
      })}
      {matters(["scheduled"]) ? (
        <TimeInput value={controls.batchAt} onChange={(typed) => set(withControl(controls, "batchAt", typed))} />
      ) : null}
    </div>
  );
}

function withControl(controls: Controls, name: keyof Controls, value: number | string | undefined): Controls {
  const { [name]: _, ...others } = controls;
  return value === undefined ? others : { ...others, [name]: value };
}

/** A whole number; empty where none is chosen. */
function NumberInput({
  label,
  hint,
  value,
  most,
  onChange,
}: {
  label: string;
  hint: string;
  value: number | undefined;
  most: number;
  onChange: (value: number | undefined) => void;
}) {
  return (
    <TextInput
      type="number"
      label={label}
      placeholder={hint}
      min={0}
      max={most}
      step={1}
      value={value ?? ""}
      onChange={(event) => {
        const { value: text, valueAsNumber } = event.currentTarget;
        if (text === "") onChange(undefined);
        if (Number.isInteger(valueAsNumber)) onChange(Math.min(Math.max(valueAsNumber, 0), most));
      }}
    />
  );
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** A time of the day; empty where none is chosen. What is half typed changes nothing yet. */
function TimeInput({ value, onChange }: { value: string | undefined; onChange: (value: string | undefined) => void }) {
  const [typed, setTyped] = useState(value ?? "");
  const isWrong = typed !== "" && !TIME.test(typed);
  return (
    <TextInput
      label="Batch at, UTC"
      placeholder="as set"
      value={typed}
      error={isWrong ? "Like 02:00." : undefined}
      onChange={(event) => {
        const { value: text } = event.currentTarget;
        setTyped(text);
        if (text === "" || TIME.test(text)) onChange(text === "" ? undefined : text);
      }}
    />
  );
}
