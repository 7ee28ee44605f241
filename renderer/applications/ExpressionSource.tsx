import type { Source } from "../../core/contract/model.ts";
import { Choice } from "./Choice.tsx";
import { useEditing } from "./editing.ts";
import type { SettingPath } from "./setting.ts";
import { TextField } from "./TextField.tsx";

type Expression = Extract<Source, { kind: "expression" }>;

const LANGUAGES = [
  ["entra", "in Entra's language"],
  ["okta", "in Okta's language"],
  ["okta-ie", "in Okta's Identity Engine language"],
  ["okta-template", "as an Okta user name template"],
] as const;

/** An expression in the language of a product. */
export function ExpressionSource({
  name,
  path,
  source,
  onChange,
}: {
  name: string;
  path: SettingPath;
  source: Expression;
  onChange: (source: Expression) => void;
}) {
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
      <TextField
        label={`${name}: expression`}
        path={[...path, "text"]}
        value={source.text}
        code
        width={32}
        disabled={!canEdit}
        onChange={(text) => onChange({ ...source, text })}
      />
    </>
  );
}
