import type { Source } from "../../core/contract/model.ts";
import { ExpressionField } from "../expressions/ExpressionField.tsx";
import type { TriedRow, Written } from "../expressions/use-trial.ts";
import { Choice } from "./Choice.tsx";
import { DecidingSettings } from "./DecidingSettings.tsx";
import { useEditing } from "./editing.ts";
import { memberOf, readSetting, type SettingPath } from "./setting.ts";
import { useFieldMarks } from "./use-field-marks.ts";
import type { RowKey } from "./use-row-count.ts";
import { useTrying } from "./use-trying.ts";

type Expression = Extract<Source, { kind: "expression" }>;

const LANGUAGES = [
  ["entra", "in Entra's language"],
  ["okta", "in Okta's language"],
  ["okta-ie", "in Okta's Identity Engine language"],
  ["okta-template", "as an Okta user name template"],
] as const;

interface ExpressionSourceProps {
  readonly name: string;
  readonly path: SettingPath;
  readonly source: Expression;
  /** The row that it belongs to, where it reads people of the directory. */
  readonly row: RowKey | undefined;
  /** The names that it reads otherwise. */
  readonly names: readonly string[];
  readonly onChange: (source: Expression) => void;
}

/** An expression in the language of a product. */
export function ExpressionSource(props: ExpressionSourceProps) {
  const { name, path, source, row, onChange } = props;
  const { canEdit } = useEditing();
  return (
    <>
      <Choice
        label={`${name}: language`}
        path={[...path, "dialect"]}
        value={source.dialect}
        options={LANGUAGES}
        disabled={!canEdit}
        onChange={(dialect) => onChange({ ...source, dialect: dialect ?? source.dialect })}
      />
      {row === undefined ? <OfClaims {...props} /> : <OfPeople {...props} row={row} />}
    </>
  );
}

/** Of a row that reads people: it is tried for one of them. */
function OfPeople({ name, path, source, row, onChange }: ExpressionSourceProps & { readonly row: RowKey }) {
  const { workspace, base, draft, detail, canEdit } = useEditing();
  const marks = useFieldMarks([...path, "text"]);
  const trying = useTrying(row);
  const place = row.kind === "provisioning" ? placeIn(path, draft) : "claim";
  const { expressions } = draft.connection;
  const saved = savedExpression(readSetting(base, path));
  const before = base.connection.expressions;
  return (
    <ExpressionField
      workspace={workspace}
      label={`${name}: expression`}
      written={{ dialect: source.dialect, text: source.text, place, ...(expressions && { settings: expressions }) }}
      saved={saved && { ...saved, place, ...(before && { settings: before }) }}
      trying={trying}
      row={row.kind === "provisioning" ? rowIn(path, draft) : undefined}
      below={(settings) => <DecidingSettings name={name} of={settings} />}
      canEdit={canEdit}
      isInvalid={marks["aria-invalid"]}
      describedBy={marks["aria-describedby"]}
      fresh={detail}
      onChange={(text) => onChange({ ...source, text })}
    />
  );
}

/** Of a row that reads the claims of a login: there is no person to try it for. */
function OfClaims({ name, path, source, names, onChange }: ExpressionSourceProps) {
  const { workspace, detail, canEdit } = useEditing();
  const marks = useFieldMarks([...path, "text"]);
  return (
    <ExpressionField
      workspace={workspace}
      label={`${name}: expression`}
      written={{ dialect: source.dialect, text: source.text, place: "mapping" }}
      saved={undefined}
      trying={undefined}
      names={names}
      canEdit={canEdit}
      isInvalid={marks["aria-invalid"]}
      describedBy={marks["aria-describedby"]}
      fresh={detail}
      onChange={(text) => onChange({ ...source, text })}
    />
  );
}

/** The row that an expression is of, as far as trying it asks for it. */
function rowIn(path: SettingPath, draft: Parameters<typeof readSetting>[0]): TriedRow {
  const target = memberOf(readSetting(draft, path.slice(0, -1)), "target");
  const application = draft.application.id;
  return typeof target === "string" && target !== "" ? { application, target } : { application };
}

/** Accounts are matched by a row with a number, where not everything may be used. */
function placeIn(path: SettingPath, draft: Parameters<typeof readSetting>[0]): Written["place"] {
  return memberOf(readSetting(draft, path.slice(0, -1)), "matching") === undefined ? "mapping" : "matching";
}

/** The expression that is saved at a place; undefined where something else is. */
function savedExpression(source: unknown): Pick<Expression, "dialect" | "text"> | undefined {
  const isExpression = memberOf(source, "kind") === "expression";
  const [dialect, text] = [memberOf(source, "dialect"), memberOf(source, "text")];
  const known = LANGUAGES.map(([id]) => id).find((id) => id === dialect);
  return isExpression && known !== undefined && typeof text === "string" ? { dialect: known, text } : undefined;
}
