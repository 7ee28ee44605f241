import type { ScimBinding } from "../../core/contract/model.ts";
import { useEditing } from "./editing.ts";
import { FieldProblems } from "./FieldProblems.tsx";
import { TextField } from "./TextField.tsx";

const PATH = ["scim", "bindings"];

/** Which member of a SCIM user holds each attribute of the account. Without one it stands in the application's own extension. */
export function ScimBindings({ bindings }: { bindings: readonly ScimBinding[] }) {
  const { draft, canEdit, change } = useEditing();
  const places = new Map(bindings.map(({ attribute, path }) => [attribute, path]));
  const names = draft.application.accountAttributes.map(({ name }) => name);
  const bindable = names.filter((name) => name !== "userName" && name !== "active");
  const put = (attribute: string, path: string): void => {
    const next = new Map(places).set(attribute, path);
    change(
      PATH,
      [...next].flatMap(([name, place]) => (place.trim() === "" ? [] : [{ attribute: name, path: place }])),
    );
  };
  return (
    <details className="bindings" data-setting="scim/bindings">
      <summary>Where its attributes stand in a SCIM user ({bindings.length})</summary>
      <ul className="row-list">
        {bindable.map((name) => (
          <li key={name} className="row-line">
            <code className="binding-name">{name}</code>
            <TextField
              label={`Place of ${name} in a SCIM user`}
              value={places.get(name) ?? ""}
              placeholder="in the application's own extension"
              code
              width={44}
              disabled={!canEdit}
              onChange={(path) => put(name, path)}
            />
          </li>
        ))}
      </ul>
      <FieldProblems path={PATH} />
    </details>
  );
}
