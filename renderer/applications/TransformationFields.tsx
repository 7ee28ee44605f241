import type { ClaimOperand, ClaimTransformation } from "../../core/contract/model.ts";
import { Choice } from "./Choice.tsx";
import { useEditing } from "./editing.ts";
import { NumberField } from "./NumberField.tsx";
import type { SettingPath } from "./setting.ts";
import { TagsField } from "./TagsField.tsx";
import { TextField } from "./TextField.tsx";
import { withMember } from "./with-member.ts";

interface FieldsProps<Edited extends ClaimTransformation> {
  readonly name: string;
  readonly path: SettingPath;
  readonly transformation: Edited;
  readonly onChange: (transformation: ClaimTransformation) => void;
}

type Of<Name extends ClaimTransformation["function"]> = Extract<ClaimTransformation, { function: Name }>;

const SIDES = [
  ["prefix", "at the beginning"],
  ["suffix", "at the end"],
] as const;

/** The parameters of a transformation. */
export function TransformationFields({ transformation, ...props }: FieldsProps<ClaimTransformation>) {
  switch (transformation.function) {
    case "ExtractMailPrefix":
    case "ToLowercase":
    case "ToUppercase":
      return null;
    case "Join":
      return <JoinFields {...props} transformation={transformation} />;
    case "Contains":
    case "EndWith":
    case "StartWith":
      return <CompareFields {...props} transformation={transformation} />;
    case "Extract":
      return <ExtractFields {...props} transformation={transformation} />;
    case "ExtractAlpha":
    case "ExtractNumeric":
      return <SideField {...props} transformation={transformation} />;
    case "IfEmpty":
    case "IfNotEmpty":
      return <OutputFields {...props} transformation={transformation} />;
    case "Substring":
      return <SubstringFields {...props} transformation={transformation} />;
    case "RegexReplace":
      return <RegexFields {...props} transformation={transformation} />;
  }
}

function Part({
  label,
  path,
  value,
  width = 12,
  onChange,
}: {
  label: string;
  path: SettingPath;
  value: string;
  width?: number;
  onChange: (value: string) => void;
}) {
  const { canEdit } = useEditing();
  return (
    <TextField label={label} path={path} value={value} code width={width} disabled={!canEdit} onChange={onChange} />
  );
}

const OPERANDS = [
  ["attribute", "the attribute"],
  ["constant", "the text"],
] as const;

/** An attribute of the person, or a fixed text; `absent`: what it is called where there may be none. */
function Operand({
  label,
  path,
  operand,
  absent,
  onChange,
}: {
  label: string;
  path: SettingPath;
  operand: ClaimOperand | undefined;
  absent?: string;
  onChange: (operand: ClaimOperand | undefined) => void;
}) {
  const { detail, canEdit } = useEditing();
  const isConstant = operand !== undefined && "constant" in operand;
  const kind = isConstant ? "constant" : "attribute";
  return (
    <>
      <Choice
        label={`${label}: what it is`}
        value={operand === undefined ? undefined : kind}
        options={OPERANDS}
        absent={absent}
        disabled={!canEdit}
        onChange={(next) => onChange(emptyOperand(next))}
      />
      {operand === undefined ? null : (
        <TextField
          label={label}
          path={[...path, kind]}
          value={isConstant ? operand.constant : operand.attribute}
          suggestions={isConstant ? [] : ["id", "userName", ...detail.directoryAttributes]}
          code
          width={14}
          disabled={!canEdit}
          onChange={(text) => onChange(isConstant ? { constant: text } : { attribute: text })}
        />
      )}
    </>
  );
}

function emptyOperand(kind: "attribute" | "constant" | undefined): ClaimOperand | undefined {
  if (kind === undefined) return undefined;
  return kind === "constant" ? { constant: "" } : { attribute: "" };
}

function JoinFields({ name, path, transformation, onChange }: FieldsProps<Of<"Join">>) {
  return (
    <>
      <span className="row-soft">with</span>
      <Operand
        label={`${name}: what it is joined with`}
        path={[...path, "with"]}
        operand={transformation.with}
        onChange={(operand) => onChange({ ...transformation, with: operand ?? transformation.with })}
      />
      <span className="row-soft">and between</span>
      <Part
        label={`${name}: separator`}
        path={[...path, "separator"]}
        value={transformation.separator ?? ""}
        width={4}
        onChange={(text) => onChange(withMember(transformation, "separator", text === "" ? undefined : text))}
      />
    </>
  );
}

function CompareFields(props: FieldsProps<Of<"Contains" | "EndWith" | "StartWith">>) {
  const { name, path, transformation, onChange } = props;
  return (
    <>
      <Part
        label={`${name}: value`}
        path={[...path, "value"]}
        value={transformation.value}
        onChange={(value) => onChange({ ...transformation, value })}
      />
      <OutputFields {...props} />
    </>
  );
}

function OutputFields({
  name,
  path,
  transformation,
  onChange,
}: FieldsProps<Of<"Contains" | "EndWith" | "StartWith" | "IfEmpty" | "IfNotEmpty">>) {
  return (
    <>
      <span className="row-soft">gives</span>
      <Operand
        label={`${name}: output`}
        path={[...path, "output"]}
        operand={transformation.output}
        onChange={(output) => onChange({ ...transformation, output: output ?? transformation.output })}
      />
      {transformation.function === "IfNotEmpty" ? null : (
        <>
          <span className="row-soft">else</span>
          <Operand
            label={`${name}: output if there is no match`}
            path={[...path, "otherwise"]}
            operand={transformation.otherwise}
            absent="nothing"
            onChange={(otherwise) => onChange(withMember(transformation, "otherwise", otherwise))}
          />
        </>
      )}
    </>
  );
}

function ExtractFields({ name, path, transformation, onChange }: FieldsProps<Of<"Extract">>) {
  const { after, before } = transformation;
  return (
    <>
      {after === undefined ? null : (
        <Part
          label={`${name}: what it stands after`}
          path={[...path, "after"]}
          value={after}
          onChange={(text) => onChange({ ...transformation, after: text })}
        />
      )}
      {after === undefined || before === undefined ? null : <span className="row-soft">and</span>}
      {before === undefined ? null : (
        <Part
          label={`${name}: what it stands before`}
          path={[...path, "before"]}
          value={before}
          onChange={(text) => onChange({ ...transformation, before: text })}
        />
      )}
    </>
  );
}

function SideField({ name, path, transformation, onChange }: FieldsProps<Of<"ExtractAlpha" | "ExtractNumeric">>) {
  const { canEdit } = useEditing();
  return (
    <Choice
      label={`${name}: side`}
      path={[...path, "side"]}
      value={transformation.side}
      options={SIDES}
      disabled={!canEdit}
      onChange={(side) => onChange({ ...transformation, side: side ?? transformation.side })}
    />
  );
}

function SubstringFields({ name, path, transformation, onChange }: FieldsProps<Of<"Substring">>) {
  const { canEdit } = useEditing();
  const { start, length } = transformation;
  return (
    <>
      <span className="row-soft">from</span>
      <NumberField
        label={`${name}: start`}
        path={[...path, "start"]}
        value={start}
        unit="characters in"
        max={1000}
        disabled={!canEdit}
        onChange={(next) => onChange({ ...transformation, start: next ?? start })}
      />
      <NumberField
        label={`${name}: length`}
        path={[...path, "length"]}
        value={length}
        unit="characters (none: to the end)"
        max={1000}
        optional
        disabled={!canEdit}
        onChange={(next) => onChange(withMember(transformation, "length", next))}
      />
    </>
  );
}

function RegexFields({ name, path, transformation, onChange }: FieldsProps<Of<"RegexReplace">>) {
  const { detail, canEdit } = useEditing();
  const { pattern, replacement, parameters = [], otherwise } = transformation;
  return (
    <>
      <Part
        label={`${name}: pattern`}
        path={[...path, "pattern"]}
        value={pattern}
        width={24}
        onChange={(text) => onChange({ ...transformation, pattern: text })}
      />
      <span className="row-soft">by</span>
      <Part
        label={`${name}: replacement`}
        path={[...path, "replacement"]}
        value={replacement}
        width={18}
        onChange={(text) => onChange({ ...transformation, replacement: text })}
      />
      <TagsField
        label={`${name}: parameters`}
        path={[...path, "parameters"]}
        value={parameters}
        suggestions={detail.directoryAttributes}
        placeholder={parameters.length === 0 ? "further attributes" : ""}
        disabled={!canEdit}
        onChange={(names) => onChange(withMember(transformation, "parameters", names.length === 0 ? undefined : names))}
      />
      <span className="row-soft">without a match</span>
      <TextField
        label={`${name}: attribute without a match`}
        path={[...path, "otherwise", "attribute"]}
        value={otherwise?.attribute ?? ""}
        suggestions={detail.directoryAttributes}
        placeholder="it stays as it is"
        code
        width={18}
        disabled={!canEdit}
        onChange={(attribute) =>
          onChange(withMember(transformation, "otherwise", attribute === "" ? undefined : { attribute }))
        }
      />
    </>
  );
}
