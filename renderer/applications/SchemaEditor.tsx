import { IconPlus, IconTrash } from "@tabler/icons-react";
import type { AccountAttribute } from "../../core/contract/model.ts";
import { CardStanding } from "./CardStanding.tsx";
import { useEditing } from "./editing.ts";
import { FieldProblems } from "./FieldProblems.tsx";
import { NumberField } from "./NumberField.tsx";
import type { SettingPath } from "./setting.ts";
import { TextField } from "./TextField.tsx";
import { Tick } from "./Tick.tsx";
import { withMember } from "./with-member.ts";

const TRAITS = [
  ["unique", "unique"],
  ["caseExact", "case matters"],
  ["multiValued", "several values"],
] as const;

/** What an account can hold. Attributes go by where they stand: their names are what is being edited. */
export function SchemaEditor() {
  const { draft, canEdit, change } = useEditing();
  const attributes = draft.application.accountAttributes;
  const save = (next: readonly AccountAttribute[]): void => change(["accountAttributes"], next);
  const places = attributes.map((attribute, place) => ({ attribute, place }));
  return (
    <section className="block" aria-labelledby="schema-title" data-setting="accountAttributes">
      <h2 id="schema-title" className="block-title">
        What an account holds
      </h2>
      <p className="block-text">
        Beside <code>userName</code> and <code>active</code>, which every account has.
      </p>
      <ul className="row-list">
        {places.map(({ attribute, place }) => (
          <li key={place} data-setting={`accountAttributes/${attribute.name}`}>
            <Attribute
              attribute={attribute}
              path={["accountAttributes", attribute.name]}
              number={place + 1}
              onChange={(next) =>
                save(
                  next === undefined
                    ? attributes.filter((_, index) => index !== place)
                    : attributes.map((each, index) => (index === place ? next : each)),
                )
              }
            />
          </li>
        ))}
      </ul>
      <FieldProblems path={["accountAttributes"]} />
      {canEdit ? (
        <button type="button" className="quiet-button" onClick={() => save([...attributes, { name: "" }])}>
          <IconPlus size={14} /> Add an account attribute
        </button>
      ) : null}
    </section>
  );
}

function Attribute({
  attribute,
  path,
  number,
  onChange,
}: {
  attribute: AccountAttribute;
  path: SettingPath;
  number: number;
  onChange: (attribute: AccountAttribute | undefined) => void;
}) {
  const { canEdit } = useEditing();
  const name = `Account attribute ${number}`;
  return (
    <div className="row-line">
      <TextField
        label={`${name}: name`}
        path={[...path, "name"]}
        value={attribute.name}
        code
        width={18}
        disabled={!canEdit}
        onChange={(next) => onChange({ ...attribute, name: next })}
      />
      <TextField
        label={`${name}: label`}
        path={[...path, "label"]}
        value={attribute.label ?? ""}
        placeholder="no label"
        width={16}
        disabled={!canEdit}
        onChange={(label) => onChange(withMember(attribute, "label", label === "" ? undefined : label))}
      />
      {TRAITS.map(([trait, words]) => (
        <Tick
          key={trait}
          path={[...path, trait]}
          checked={attribute[trait] === true}
          disabled={!canEdit}
          label={`${name}: ${words}`}
          onChange={(on) => onChange(withMember(attribute, trait, on ? true : undefined))}
        >
          {words}
        </Tick>
      ))}
      <NumberField
        label={`${name}: longest value`}
        path={[...path, "maxLength"]}
        value={attribute.maxLength}
        unit="characters at most"
        max={100_000}
        optional
        disabled={!canEdit}
        onChange={(length) => onChange(withMember(attribute, "maxLength", length))}
      />
      {["unique", "maxLength"].map((member) => (
        <CardStanding key={member} path={["accountAttributes", attribute.name, member]} />
      ))}
      {canEdit ? (
        <button
          type="button"
          className="quiet-button"
          aria-label={`${name}: remove`}
          onClick={() => onChange(undefined)}
        >
          <IconTrash size={14} />
        </button>
      ) : null}
    </div>
  );
}
