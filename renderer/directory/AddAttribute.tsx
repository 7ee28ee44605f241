import { Autocomplete, Button, Select } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { Attributes, AttributeValue } from "../../core/contract/model.ts";
import { checkNewName, FIRST_VALUES, type ValueKind } from "./attributes.ts";

const KINDS: readonly { readonly value: ValueKind; readonly label: string }[] = [
  { value: "text", label: "Text" },
  { value: "list", label: "Several values" },
  { value: "yesNo", label: "True or false" },
  { value: "number", label: "Number" },
];

/** A further attribute: its name and what it holds. */
export function AddAttribute({
  attributes,
  suggestions,
  onAdd,
}: {
  attributes: Attributes;
  /** Names that others have. */
  suggestions: readonly string[];
  onAdd: (name: string, value: AttributeValue) => void;
}) {
  const [name, setName] = useState<string>();
  const [kind, setKind] = useState<ValueKind>("text");
  if (name === undefined) {
    return (
      <Button
        className="add-attribute"
        variant="subtle"
        leftSection={<IconPlus size={14} aria-hidden="true" />}
        onClick={() => setName("")}
      >
        Add an attribute
      </Button>
    );
  }
  const problem = checkNewName(name, attributes);
  const add = (): void => {
    if (problem !== undefined) return;
    onAdd(name, FIRST_VALUES[kind]);
    setName(undefined);
  };
  return (
    <div className="new-attribute">
      <Autocomplete
        label="Name"
        autoFocus
        value={name}
        onChange={setName}
        data={suggestions.filter((each) => !Object.hasOwn(attributes, each))}
        error={name === "" ? undefined : problem}
        onKeyDown={(event) => {
          if (event.key === "Enter") add();
        }}
      />
      <Select
        label="Holds"
        data={KINDS}
        value={kind}
        onChange={(value) => setKind(KINDS.find((each) => each.value === value)?.value ?? "text")}
      />
      <Button disabled={problem !== undefined} onClick={add}>
        Add
      </Button>
      <Button variant="default" onClick={() => setName(undefined)}>
        Cancel
      </Button>
    </div>
  );
}
