import { IconPlus, IconTrash } from "@tabler/icons-react";
import type { EntraFilters } from "../../core/contract/model.ts";
import { Choice } from "./Choice.tsx";
import { useEditing } from "./editing.ts";
import {
  addFilter,
  FILTER_OPERATORS,
  type FilterClause,
  NEW_CLAUSE,
  replaceClause,
  replaceFilter,
  type ScopingFilter,
  takesValue,
  withOperator,
} from "./scoping-filters.ts";
import type { SettingPath } from "./setting.ts";
import { TagsField } from "./TagsField.tsx";
import { TextField } from "./TextField.tsx";

/** Scoping filters as Entra has them: any of the filters holds, and of a filter every clause. */
export function ScopingFilters({
  name,
  path,
  filters,
  onChange,
}: {
  name: string;
  path: SettingPath;
  filters: EntraFilters["entraFilters"];
  onChange: (filters: EntraFilters["entraFilters"]) => void;
}) {
  const { canEdit } = useEditing();
  const places = filters.map((filter, index) => ({ filter, index }));
  return (
    <div className="scoping-filters">
      {places.map(({ filter, index }) => (
        <Filter
          key={index}
          name={`${name}, filter ${index + 1}`}
          path={[...path, "entraFilters", String(index)]}
          filter={filter}
          isOnly={filters.length === 1}
          isFirst={index === 0}
          onChange={(next) => onChange(replaceFilter(filters, index, next))}
        />
      ))}
      {canEdit ? (
        <button type="button" className="quiet-button" onClick={() => onChange(addFilter(filters))}>
          <IconPlus size={14} /> Or a scoping filter
        </button>
      ) : null}
    </div>
  );
}

function Filter({
  name,
  path,
  filter,
  isOnly,
  isFirst,
  onChange,
}: {
  name: string;
  path: SettingPath;
  filter: ScopingFilter;
  isOnly: boolean;
  isFirst: boolean;
  onChange: (filter: ScopingFilter | undefined) => void;
}) {
  const { canEdit } = useEditing();
  const places = filter.clauses.map((clause, index) => ({ clause, index }));
  return (
    <fieldset className="condition-group" aria-label={`${name}: ${filter.title}`}>
      <div className="row-line">
        {isFirst ? null : <strong>OR</strong>}
        <TextField
          label={`${name}: title`}
          path={[...path, "title"]}
          value={filter.title}
          width={20}
          disabled={!canEdit}
          onChange={(title) => onChange({ ...filter, title })}
        />
        {canEdit && !isOnly ? (
          <RemoveButton label={`${name}: remove the filter`} onClick={() => onChange(undefined)} />
        ) : null}
      </div>
      {places.map(({ clause, index }) => (
        <Clause
          key={index}
          name={`${name}, clause ${index + 1}`}
          path={[...path, "clauses", String(index)]}
          clause={clause}
          isFirst={index === 0}
          canRemove={!isOnly || filter.clauses.length > 1}
          onChange={(next) => onChange(replaceClause(filter, index, next))}
        />
      ))}
      {canEdit ? (
        <button
          type="button"
          className="quiet-button"
          onClick={() => onChange({ ...filter, clauses: [...filter.clauses, NEW_CLAUSE] })}
        >
          <IconPlus size={14} /> And a clause
        </button>
      ) : null}
    </fieldset>
  );
}

function Clause({
  name,
  path,
  clause,
  isFirst,
  canRemove,
  onChange,
}: {
  name: string;
  path: SettingPath;
  clause: FilterClause;
  isFirst: boolean;
  canRemove: boolean;
  onChange: (clause: FilterClause | undefined) => void;
}) {
  const { detail, canEdit } = useEditing();
  const { attribute, operator } = clause;
  const operators: readonly string[] = FILTER_OPERATORS;
  const known = operators.includes(operator) ? operators : [operator, ...operators];
  return (
    <div className="row-line">
      {isFirst ? null : <strong>AND</strong>}
      <TextField
        label={`${name}: attribute`}
        path={[...path, "attribute"]}
        value={attribute}
        suggestions={["userPrincipalName", "objectId", "accountEnabled", ...detail.directoryAttributes]}
        width={16}
        code
        disabled={!canEdit}
        onChange={(next) => onChange({ ...clause, attribute: next })}
      />
      <Choice
        label={`${name}: operator`}
        path={[...path, "operator"]}
        value={operator}
        options={known.map((each) => [each, each])}
        disabled={!canEdit}
        onChange={(next) => onChange(withOperator(clause, next ?? operator))}
      />
      {takesValue(operator) ? <Values name={name} path={path} clause={clause} onChange={onChange} /> : null}
      {canEdit && canRemove ? (
        <RemoveButton label={`${name}: remove the clause`} onClick={() => onChange(undefined)} />
      ) : null}
    </div>
  );
}

/** One value is a line of text; what came with several keeps them apart. */
function Values({
  name,
  path,
  clause,
  onChange,
}: {
  name: string;
  path: SettingPath;
  clause: FilterClause;
  onChange: (clause: FilterClause) => void;
}) {
  const { canEdit } = useEditing();
  const field = { label: `${name}: value`, path: [...path, "values"], disabled: !canEdit };
  if (clause.values.length > 1)
    return (
      <TagsField
        {...field}
        value={clause.values}
        suggestions={[]}
        onChange={(values) => onChange({ ...clause, values })}
      />
    );
  return (
    <TextField
      {...field}
      value={clause.values[0] ?? ""}
      width={16}
      code
      onChange={(value) => onChange({ ...clause, values: [value] })}
    />
  );
}

function RemoveButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <button type="button" className="quiet-button" aria-label={label} title="Remove" onClick={onClick}>
      <IconTrash size={14} />
    </button>
  );
}
