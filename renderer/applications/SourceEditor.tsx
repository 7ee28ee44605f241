import type { ClaimMapping, GroupSet, Source } from "../../core/contract/model.ts";
import { Choice } from "./Choice.tsx";
import { ExpressionSource } from "./ExpressionSource.tsx";
import { useEditing } from "./editing.ts";
import { GroupLimitLine } from "./GroupLimitLine.tsx";
import { useWordsOf } from "./product-words.ts";
import type { SettingPath } from "./setting.ts";
import { TableEditor } from "./TableEditor.tsx";
import { TextField } from "./TextField.tsx";
import { Tick } from "./Tick.tsx";
import { kindOf, type ScalarKind, showScalar, toKind, toScalar } from "./typed-value.ts";
import type { RowKey } from "./use-row-count.ts";
import { withMember } from "./with-member.ts";

type AnySource = ClaimMapping["source"];

interface SourceEditorProps {
  /** What the source belongs to, for the names of its fields. */
  readonly name: string;
  /** Where it stands in the settings. */
  readonly path: SettingPath;
  /** What is read: an attribute of the directory, or a claim of the login. */
  readonly noun: "attribute" | "claim";
  readonly source: AnySource;
  readonly suggestions: readonly string[];
  /** The row that it belongs to, where it reads people of the directory. */
  readonly row?: RowKey;
  /** Groups of the person may be the source, too. */
  readonly groups?: boolean;
  readonly onChange: (source: AnySource) => void;
}

/** Where a value comes from: what is read, a fixed value, a table, or groups. */
export function SourceEditor(props: SourceEditorProps) {
  const { name, path, source, noun, groups = false, onChange } = props;
  const { canEdit, detail } = useEditing();
  const isOkta = useWordsOf() === "okta" || detail.preset?.product === "okta";
  const dialect = isOkta ? "okta" : "entra";
  const kinds = [
    ["attribute", noun === "claim" ? "the claim" : "the attribute"],
    ["constant", "a fixed value"],
    ["table", "a table over"],
    ...(noun === "attribute" || source.kind === "expression" ? [["expression", "the expression"] as const] : []),
    ...(groups ? [["groups", "the groups"] as const] : []),
  ] as const;
  return (
    <>
      <Choice
        label={`${name}: kind of source`}
        path={[...path, "kind"]}
        value={source.kind}
        options={kinds}
        disabled={!canEdit}
        onChange={(kind) => onChange(convertSource(source, kind ?? source.kind, dialect))}
      />
      <SourceDetail {...props} />
    </>
  );
}

function SourceDetail({ name, path, noun, source, suggestions, row, onChange }: SourceEditorProps) {
  switch (source.kind) {
    case "attribute":
      return (
        <ReadName
          name={name}
          path={[...path, "attribute"]}
          noun={noun}
          value={source.attribute}
          suggestions={suggestions}
          onChange={(attribute) => onChange({ ...source, attribute })}
        />
      );
    case "constant":
      return <Constant name={name} path={[...path, "value"]} source={source} onChange={onChange} />;
    case "table":
      return (
        <>
          <ReadName
            name={name}
            path={[...path, "attribute"]}
            noun={noun}
            value={source.attribute}
            suggestions={suggestions}
            onChange={(attribute) => onChange({ ...source, attribute })}
          />
          <TableEditor name={name} path={path} source={source} onChange={onChange} />
        </>
      );
    case "expression":
      return (
        <ExpressionSource name={name} path={path} source={source} row={row} names={suggestions} onChange={onChange} />
      );
    case "groups":
      return <Groups name={name} path={path} source={source} onChange={onChange} />;
  }
}

function ReadName({
  name,
  path,
  noun,
  value,
  suggestions,
  onChange,
}: {
  name: string;
  path: SettingPath;
  noun: string;
  value: string;
  suggestions: readonly string[];
  onChange: (value: string) => void;
}) {
  const { canEdit } = useEditing();
  return (
    <TextField
      label={`${name}: ${noun}`}
      path={path}
      value={value}
      suggestions={suggestions}
      code
      width={14}
      disabled={!canEdit}
      onChange={onChange}
    />
  );
}

const SCALARS: readonly (readonly [ScalarKind, string])[] = [
  ["text", "text"],
  ["number", "number"],
  ["yesNo", "yes or no"],
];

function Constant({
  name,
  path,
  source,
  onChange,
}: {
  name: string;
  path: SettingPath;
  source: Extract<Source, { kind: "constant" }>;
  onChange: (source: AnySource) => void;
}) {
  const { canEdit } = useEditing();
  const kind = kindOf(source.value);
  const text = showScalar(source.value);
  const canType = canEdit && !Array.isArray(source.value);
  return (
    <>
      <Choice
        label={`${name}: type of the value`}
        value={kind}
        options={SCALARS}
        disabled={!canType}
        onChange={(next) => onChange({ ...source, value: startOf(next ?? kind, text) })}
      />
      {kind === "yesNo" ? (
        <Choice
          label={`${name}: value`}
          path={path}
          value={text}
          options={[
            ["true", "true"],
            ["false", "false"],
          ]}
          disabled={!canType}
          onChange={(value) => onChange({ ...source, value: value === "true" })}
        />
      ) : (
        <TextField
          label={`${name}: value`}
          path={path}
          value={text}
          code
          width={14}
          disabled={!canType}
          onChange={(value) => onChange({ ...source, value: toScalar(value, source.value) })}
        />
      )}
    </>
  );
}

/** The value to begin with when the type changes: the same where it can be, else a first one of that type. */
function startOf(kind: ScalarKind, text: string): string | number | boolean {
  const same = toKind(text, kind);
  if (kind === "number") return typeof same === "number" ? same : 0;
  if (kind === "yesNo") return typeof same === "boolean" ? same : true;
  return text;
}

const FILTERS = [
  ["startsWith", "whose name starts with"],
  ["contains", "whose name contains"],
  ["equals", "whose name is"],
  ["matches", "whose name matches the pattern"],
] as const;

const FORMS = [
  ["name", "by their names"],
  ["id", "by their ids"],
  ["path", "by their paths"],
  ["samAccountName", "by their sAMAccountName"],
  ["netbiosSamAccountName", "by NetBIOS name and sAMAccountName"],
  ["dnsSamAccountName", "by DNS name and sAMAccountName"],
  ["sid", "by their security identifier"],
] as const;

function Groups({
  name,
  path,
  source,
  onChange,
}: {
  name: string;
  path: SettingPath;
  source: GroupSet;
  onChange: (source: AnySource) => void;
}) {
  const { canEdit } = useEditing();
  const { filter } = source;
  return (
    <>
      <Choice
        label={`${name}: groups are sent`}
        path={[...path, "emit"]}
        value={source.emit}
        options={FORMS}
        disabled={!canEdit}
        onChange={(emit) => onChange({ ...source, emit: emit ?? source.emit })}
      />
      <Choice
        label={`${name}: which groups`}
        path={[...path, "filter", "operator"]}
        value={filter?.operator}
        options={FILTERS}
        absent="all of them"
        disabled={!canEdit}
        onChange={(operator) =>
          onChange(
            withMember(source, "filter", operator === undefined ? undefined : { operator, value: filter?.value ?? "" }),
          )
        }
      />
      {filter === undefined ? null : (
        <TextField
          label={`${name}: name of the groups`}
          path={[...path, "filter", "value"]}
          value={filter.value}
          code
          width={14}
          disabled={!canEdit}
          onChange={(value) => onChange({ ...source, filter: { ...filter, value } })}
        />
      )}
      <Tick
        path={[...path, "assigned"]}
        checked={source.assigned === true}
        disabled={!canEdit}
        label={`${name}: groups that are assigned to the application alone`}
        onChange={(on) => onChange(withMember(source, "assigned", on ? true : undefined))}
      >
        assigned to the application
      </Tick>
      <GroupLimitLine name={name} path={path} source={source} onChange={onChange} />
    </>
  );
}

/** A source of another kind that keeps what is read. */
function convertSource(source: AnySource, kind: AnySource["kind"], dialect: "entra" | "okta"): AnySource {
  const attribute = "attribute" in source ? source.attribute : "";
  switch (kind) {
    case "attribute":
      return { kind, attribute };
    case "constant":
      return { kind, value: "" };
    case "table":
      return { kind, attribute, table: {}, otherwise: "keep" };
    case "expression":
      return { kind, dialect, text: readAttribute(attribute, dialect) };
    case "groups":
      return { kind, emit: "name" };
  }
}

/** The attribute alone, as an expression to begin with. */
function readAttribute(attribute: string, dialect: "entra" | "okta"): string {
  if (attribute === "") return '""';
  return dialect === "entra" ? `[${attribute}]` : `user.${attribute}`;
}
