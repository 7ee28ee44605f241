import type { ReactNode } from "react";
import type { AttributeMapping, ProvisioningMapping } from "../../core/contract/model.ts";
import { Choice } from "./Choice.tsx";
import { useEditing } from "./editing.ts";
import { TextField } from "./TextField.tsx";
import { Tick } from "./Tick.tsx";
import { showScalar, toScalar } from "./typed-value.ts";
import { withMember } from "./with-member.ts";

/**
 * The second line of a row, of a login as of provisioning: when its value is written, whether there has to be one, and
 * what if there is none. `always`: what the first of its choices is called there.
 */
export function RowWriting<Row extends AttributeMapping | ProvisioningMapping>({
  name,
  path,
  row,
  always,
  onChange,
  children,
}: {
  name: string;
  path: readonly string[];
  row: Row;
  always: string;
  onChange: (row: Row) => void;
  children?: ReactNode;
}) {
  const { canEdit } = useEditing();
  const { apply, required, defaultIfNull } = row;
  return (
    <div className="row-line">
      <span className="row-soft">written</span>
      <Choice
        label={`${name}: written`}
        path={[...path, "apply"]}
        value={apply}
        options={[
          ["always", always],
          ["create", "at creation only"],
        ]}
        disabled={!canEdit}
        onChange={(chosen) => onChange({ ...row, apply: chosen ?? apply })}
      />
      <Tick
        path={[...path, "required"]}
        checked={required === true}
        disabled={!canEdit}
        label={`${name}: required`}
        onChange={(on) => onChange(withMember(row, "required", on ? true : undefined))}
      >
        required
      </Tick>
      <span className="row-soft">if empty</span>
      <TextField
        label={`${name}: value if empty`}
        path={[...path, "defaultIfNull"]}
        value={defaultIfNull === undefined ? "" : showScalar(defaultIfNull)}
        placeholder="nothing"
        code
        width={9}
        disabled={!canEdit || Array.isArray(defaultIfNull)}
        onChange={(text) =>
          onChange(withMember(row, "defaultIfNull", text === "" ? undefined : toScalar(text, defaultIfNull)))
        }
      />
      {children}
    </div>
  );
}
