import { Sentence } from "../components/Sentence.tsx";
import { CardStanding } from "./CardStanding.tsx";
import type { ConnectionField } from "./connection-fields.ts";
import { useEditing } from "./editing.ts";
import { FieldControl } from "./FieldControl.tsx";
import { FieldProblems } from "./FieldProblems.tsx";
import { applyFix } from "./mismatch.ts";
import { type ShownMismatch, useMismatches } from "./mismatch-context.ts";
import { PresetStanding } from "./PresetStanding.tsx";
import { useWordsOf } from "./product-words.ts";
import { isSame, parsePath, readSetting } from "./setting.ts";

/** One setting of a side: its name, what it does, how it stands, and its control. */
export function ConnectionFieldRow({ field, side }: { field: ConnectionField; side: string }) {
  const { base, draft } = useEditing();
  const isEntra = useWordsOf() === "entra";
  const path = parsePath(field.path);
  const mismatches = useMismatches(path);
  const value = readSetting(draft, path);
  if (field.control.kind === "appRoles" && value === undefined && !isEntra) return null;
  const isChanged = !isSame(value, readSetting(base, path));
  const isDangerous = field.danger !== undefined && Array.isArray(value) && value.length > 0;
  return (
    <div className="field" data-setting={field.path} data-danger={isDangerous} data-changed={isChanged}>
      <div className="field-head">
        <span className="field-label">{field.label}</span>
        {isChanged ? <span className="field-edited">edited</span> : null}
        <CardStanding path={path} />
        <PresetStanding path={path} />
      </div>
      <FieldControl
        control={field.control}
        path={path}
        label={`${field.label} (${side.toLowerCase()})`}
        value={value}
      />
      <p className="field-help">
        {field.help}
        {field.spec === undefined ? null : <span className="field-spec"> {field.spec}</span>}
      </p>
      {field.danger === undefined ? null : <p className="field-danger">Dangerous: {field.danger}</p>}
      <FieldProblems path={path} />
      {mismatches.map((mismatch) => (
        <MismatchNotice key={mismatch.id} mismatch={mismatch} />
      ))}
    </div>
  );
}

/** What does not go together with the other side; the ways out stand on one side, so that nobody sees them twice. */
function MismatchNotice({ mismatch }: { mismatch: ShownMismatch }) {
  const { draft, canEdit, replace } = useEditing();
  return (
    <div className="field-problem" data-severity="warning">
      <span id={mismatch.id}>
        <Sentence text={mismatch.message} />
      </span>
      {mismatch.isFirst && mismatch.fixes.length > 0 ? (
        <div className="row-line">
          {mismatch.fixes.map((fix) => (
            <button
              key={fix.words}
              type="button"
              className="link-button"
              disabled={!canEdit}
              onClick={() => replace(applyFix(draft, fix), fix.path)}
            >
              {fix.words}
            </button>
          ))}
        </div>
      ) : null}
    </div>
  );
}
