import { MultiSelect } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import type { ClaimCondition, ClaimTransformation } from "../../core/contract/model.ts";
import { useAnswer } from "../connection/use-answer.ts";
import { Choice } from "./Choice.tsx";
import {
  buildTransformation,
  formOf,
  GROUP_FORMS,
  MOST_TRANSFORMATIONS,
  NEW_CONDITION,
  type Refinement,
  TRANSFORMATION_FORMS,
  withItem,
  withoutItem,
} from "./claim-refinement.ts";
import { useEditing } from "./editing.ts";
import { SourceEditor } from "./SourceEditor.tsx";
import type { SettingPath } from "./setting.ts";
import { Tick } from "./Tick.tsx";
import { TransformationFields } from "./TransformationFields.tsx";
import { useInputMarks } from "./use-field-marks.ts";
import { withMember } from "./with-member.ts";

interface RefinementProps<Edited> {
  /** What it belongs to, for the names of its fields. */
  readonly name: string;
  readonly path: SettingPath;
  readonly value: Edited;
  /** Groups are the source: they take one transformation, and no conditions. */
  readonly ofGroups?: boolean;
  readonly onChange: (value: Edited) => void;
}

/** What is done with a source on its way to a claim: Entra's transformations and conditions. */
export function RefinementEditor<Edited extends Refinement>(props: RefinementProps<Edited>) {
  const { name, path, value, onChange } = props;
  const { conditions = [] } = value;
  return (
    <>
      <Transformations {...props} />
      {conditions.map((condition, index) => (
        <Condition
          key={`${conditions.length}-${String(index)}`}
          name={`${name}, condition ${index + 1}`}
          path={[...path, "conditions", String(index)]}
          value={condition}
          onChange={(next) => onChange(withMember(value, "conditions", withItem(conditions, index, next)))}
          onRemove={() => onChange(withMember(value, "conditions", withoutItem(conditions, index)))}
        />
      ))}
    </>
  );
}

/** Products without these: what is not theirs is not offered, and stays where somebody has it. */
function offersRefinement(product: string | undefined): boolean {
  return product === undefined || product === "entra" || product === "plain";
}

/** Adds a transformation or a condition, as far as there may be more. */
export function AddRefinement<Edited extends Refinement>({
  name,
  value,
  ofGroups = false,
  onChange,
}: Omit<RefinementProps<Edited>, "path">) {
  const { canEdit, detail } = useEditing();
  const { transformations = [], conditions = [] } = value;
  const first = (ofGroups ? GROUP_FORMS : TRANSFORMATION_FORMS)[0]?.[0] ?? "ExtractMailPrefix";
  const isThere = transformations.length + conditions.length > 0;
  if (!canEdit || !(isThere || offersRefinement(detail.preset?.product))) return null;
  return (
    <>
      {transformations.length < (ofGroups ? 1 : MOST_TRANSFORMATIONS) ? (
        <AddButton
          label={`${name}: add a transformation`}
          words="Transformation"
          onAdd={() => onChange(withMember(value, "transformations", [...transformations, buildTransformation(first)]))}
        />
      ) : null}
      {ofGroups ? null : (
        <AddButton
          label={`${name}: add a condition`}
          words="Condition"
          onAdd={() => onChange(withMember(value, "conditions", [...conditions, NEW_CONDITION]))}
        />
      )}
    </>
  );
}

function AddButton({ label, words, onAdd }: { label: string; words: string; onAdd: () => void }) {
  return (
    <button type="button" className="quiet-button" aria-label={label} onClick={onAdd}>
      <IconPlus size={14} /> {words}
    </button>
  );
}

type Transformed = Pick<Refinement, "transformations" | "multivalued">;

function Transformations<Edited extends Transformed>({
  name,
  path,
  value,
  ofGroups = false,
  onChange,
}: RefinementProps<Edited>) {
  const { canEdit } = useEditing();
  const { transformations = [] } = value;
  return (
    <>
      {transformations.map((transformation, index) => (
        <Transformation
          key={`${transformations.length}-${String(index)}`}
          name={`${name}, transformation ${index + 1}`}
          path={[...path, "transformations", String(index)]}
          transformation={transformation}
          ofGroups={ofGroups}
          onChange={(next) => onChange(withMember(value, "transformations", withItem(transformations, index, next)))}
          onRemove={() => onChange(withMember(value, "transformations", withoutItem(transformations, index)))}
        />
      ))}
      {transformations.length === 0 || ofGroups ? null : (
        <Tick
          path={[...path, "multivalued"]}
          checked={value.multivalued === true}
          disabled={!canEdit}
          label={`${name}: treat the source as multivalued`}
          onChange={(on) => onChange(withMember(value, "multivalued", on ? true : undefined))}
        >
          each of several values, not the first alone
        </Tick>
      )}
    </>
  );
}

function Transformation({
  name,
  path,
  transformation,
  ofGroups,
  onChange,
  onRemove,
}: {
  name: string;
  path: SettingPath;
  transformation: ClaimTransformation;
  ofGroups: boolean;
  onChange: (transformation: ClaimTransformation) => void;
  onRemove: () => void;
}) {
  const { canEdit } = useEditing();
  return (
    <div className="row-line">
      <span className="row-soft">through</span>
      <Choice
        label={`${name}: function`}
        path={[...path, "function"]}
        value={formOf(transformation)}
        options={ofGroups ? GROUP_FORMS : TRANSFORMATION_FORMS}
        disabled={!canEdit}
        onChange={(form) => onChange(form === undefined ? transformation : buildTransformation(form))}
      />
      <TransformationFields name={name} path={path} transformation={transformation} onChange={onChange} />
      <Remove name={name} onRemove={onRemove} />
    </div>
  );
}

function Remove({ name, onRemove }: { name: string; onRemove: () => void }) {
  const { canEdit } = useEditing();
  if (!canEdit) return null;
  return (
    <button type="button" className="quiet-button" aria-label={`Remove ${name}`} title="remove" onClick={onRemove}>
      <IconTrash size={14} />
    </button>
  );
}

const USER_TYPES = [
  ["members", "members"],
  ["guests", "guests"],
] as const;

/** Another source for some people. */
function Condition({
  name,
  path,
  value,
  onChange,
  onRemove,
}: RefinementProps<ClaimCondition> & { readonly onRemove: () => void }) {
  const { detail, canEdit } = useEditing();
  const { transformations = [] } = value;
  return (
    <fieldset className="condition-group" aria-label={name}>
      <div className="row-line">
        <span className="row-soft">but for</span>
        <Choice
          label={`${name}: user type`}
          path={[...path, "userType"]}
          value={value.userType}
          options={USER_TYPES}
          absent="anybody"
          disabled={!canEdit}
          onChange={(userType) => onChange(withMember(value, "userType", userType))}
        />
        <ConditionGroups name={name} path={path} value={value} onChange={onChange} />
        <span className="row-soft">from</span>
        <SourceEditor
          name={name}
          path={[...path, "source"]}
          noun="attribute"
          source={value.source}
          suggestions={["id", "userName", ...detail.directoryAttributes]}
          onChange={(source) => (source.kind === "groups" ? undefined : onChange({ ...value, source }))}
        />
        <Remove name={name} onRemove={onRemove} />
      </div>
      <Transformations name={name} path={path} value={value} onChange={onChange} />
      {canEdit && transformations.length < MOST_TRANSFORMATIONS ? (
        <AddButton
          label={`${name}: add a transformation`}
          words="Transformation"
          onAdd={() =>
            onChange({ ...value, transformations: [...transformations, buildTransformation("ExtractMailPrefix")] })
          }
        />
      ) : null}
    </fieldset>
  );
}

function ConditionGroups({ name, path, value, onChange }: RefinementProps<ClaimCondition>) {
  const { workspace, canEdit } = useEditing();
  const { value: table } = useAnswer("directory.table", { workspace });
  const groups = value.groups ?? [];
  return (
    <MultiSelect
      aria-label={`${name}: groups`}
      data={(table?.groups ?? []).map((group) => ({ value: group.id, label: group.name }))}
      value={groups}
      placeholder={groups.length === 0 ? "in any group" : ""}
      searchable
      disabled={!canEdit}
      onChange={(ids) => onChange(withMember(value, "groups", ids.length === 0 ? undefined : ids))}
      {...useInputMarks([...path, "groups"])}
    />
  );
}
