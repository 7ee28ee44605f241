import type { ExpressionCondition } from "../../core/contract/model.ts";
import { ExpressionField } from "../expressions/ExpressionField.tsx";
import { Choice } from "./Choice.tsx";
import { DecidingSettings } from "./DecidingSettings.tsx";
import { useEditing } from "./editing.ts";
import type { SettingPath } from "./setting.ts";
import { useFieldMarks } from "./use-field-marks.ts";
import { usePreviewPerson } from "./use-preview-person.ts";

const LANGUAGES = [
  ["okta", "in Okta's language"],
  ["okta-ie", "in Okta's Identity Engine language"],
  ["entra", "in Entra's language"],
  ["okta-template", "as an Okta user name template"],
] as const;

/** A condition that is an expression of a product: it holds where it gives true. */
export function ConditionExpression({
  name,
  path,
  condition: { expression },
  onChange,
}: {
  name: string;
  path: SettingPath;
  condition: ExpressionCondition;
  onChange: (condition: ExpressionCondition) => void;
}) {
  const { workspace, draft, detail, canEdit } = useEditing();
  const { person, pick, step } = usePreviewPerson();
  const marks = useFieldMarks([...path, "expression", "text"]);
  const { dialect, text } = expression;
  const { expressions } = draft.connection;
  // Role rules read the claims of a login; every other condition reads people.
  const names = path[0] === "connection" ? {} : { names: ["subject", ...detail.claims] };
  return (
    <div className="row-line">
      <Choice
        label={`${name}: language`}
        path={[...path, "expression", "dialect"]}
        value={dialect}
        options={LANGUAGES}
        disabled={!canEdit}
        onChange={(next) => onChange({ expression: { dialect: next ?? dialect, text } })}
      />
      <span className="row-soft">gives true</span>
      <ExpressionField
        workspace={workspace}
        label={`${name}: expression`}
        written={{
          dialect,
          text,
          place: dialect === "entra" ? "scoping" : "groupRule",
          ...(expressions && { settings: expressions }),
        }}
        saved={undefined}
        trying={"names" in names ? undefined : { person, pick, step, edgeCases: [] }}
        below={(settings) => <DecidingSettings name={name} of={settings} />}
        {...names}
        canEdit={canEdit}
        isInvalid={marks["aria-invalid"]}
        describedBy={marks["aria-describedby"]}
        fresh={detail}
        onChange={(next) => onChange({ expression: { dialect, text: next } })}
      />
    </div>
  );
}
