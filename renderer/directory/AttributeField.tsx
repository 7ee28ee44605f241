import { ActionIcon, Select, TagsInput, TextInput, Tooltip } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useState } from "react";
import type { AttributeValue } from "../../core/contract/model.ts";
import { kindOf, labelOf, parseNumber, parseTags } from "./attributes.ts";

/** One attribute with the control that its value asks for, and a button that takes it away. */
export function AttributeField({
  name,
  value,
  readOnly,
  error,
  onChange,
}: {
  name: string;
  value: AttributeValue;
  readOnly: boolean;
  error: string | undefined;
  /** Undefined: the attribute is taken away. */
  onChange: (value: AttributeValue | undefined) => void;
}) {
  const label = labelOf(name);
  return (
    <div className="attribute">
      <div className="attribute-control">
        <AttributeControl
          label={label === name ? name : `${label} (${name})`}
          shownLabel={<FieldLabel label={label} name={name} />}
          value={value}
          readOnly={readOnly}
          error={error}
          onChange={onChange}
        />
      </div>
      {readOnly ? null : (
        <Tooltip label={`Remove ${name}: the person then has no such attribute`}>
          <ActionIcon
            className="attribute-remove"
            color="gray"
            aria-label={`Remove ${name}`}
            size={26}
            onClick={() => onChange(undefined)}
          >
            <IconX size={14} aria-hidden="true" />
          </ActionIcon>
        </Tooltip>
      )}
    </div>
  );
}

function FieldLabel({ label, name }: { label: string; name: string }) {
  if (label === name) return <code className="attribute-name">{name}</code>;
  return (
    <>
      {label} <code className="attribute-name">{name}</code>
    </>
  );
}

interface ControlProps {
  readonly label: string;
  readonly shownLabel: React.ReactNode;
  readonly value: AttributeValue;
  readonly readOnly: boolean;
  readonly error: string | undefined;
  readonly onChange: (value: AttributeValue) => void;
}

function AttributeControl({ label, shownLabel, value, readOnly, error, onChange }: ControlProps) {
  const shared = { label: shownLabel, "aria-label": label, readOnly, error };
  switch (kindOf(value)) {
    case "list":
      return (
        <TagsInput
          {...shared}
          value={Array.isArray(value) ? value.map(String) : []}
          placeholder={readOnly ? "" : "Enter adds a value"}
          onChange={(tags) => onChange(parseTags(tags, value))}
        />
      );
    case "yesNo":
      return (
        <Select {...shared} data={YES_NO} value={String(value)} onChange={(chosen) => onChange(chosen === "true")} />
      );
    case "number":
      return <NumberField {...shared} value={Number(value)} onChange={onChange} />;
    case "text":
      return (
        <TextInput
          {...shared}
          value={value === null ? "" : String(value)}
          placeholder={value === null ? "null: there, but explicitly without a value" : ""}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
  }
}

/** What is no number yet, or not any more, leaves the value as it is and says so. */
function NumberField({
  value,
  error,
  onChange,
  ...shared
}: Omit<ControlProps, "label" | "shownLabel" | "value"> & {
  label: React.ReactNode;
  "aria-label": string;
  value: number;
}) {
  const [typed, setTyped] = useState<string>();
  const isNumber = typed === undefined || parseNumber(typed) !== undefined;
  return (
    <TextInput
      {...shared}
      inputMode="decimal"
      value={typed ?? String(value)}
      error={isNumber ? error : `This is not a number; it stays ${value}.`}
      onChange={(event) => {
        const number = parseNumber(event.currentTarget.value);
        setTyped(event.currentTarget.value);
        if (number !== undefined) onChange(number);
      }}
      onBlur={() => setTyped(undefined)}
    />
  );
}

const YES_NO = [
  { value: "true", label: "true" },
  { value: "false", label: "false" },
];
