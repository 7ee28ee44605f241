import { IconPlus, IconTrash } from "@tabler/icons-react";
import type { ClaimTest, Condition, EntraFilters, ExpressionCondition } from "../../core/contract/model.ts";
import { Choice } from "./Choice.tsx";
import { ConditionExpression } from "./ConditionExpression.tsx";
import {
  addTest,
  groupKind,
  type Operator,
  type PartPath,
  partsOf,
  removePart,
  replacePart,
  setGroupKind,
  setOperator,
  settingOfPart,
} from "./condition.ts";
import { useEditing } from "./editing.ts";
import { ScopingFilters } from "./ScopingFilters.tsx";
import type { SettingPath } from "./setting.ts";
import { TextField } from "./TextField.tsx";

const OPERATORS: readonly (readonly [Operator, string])[] = [
  ["equals", "equals"],
  ["notEquals", "does not equal"],
  ["isMemberOf", "has the member"],
  ["contains", "contains"],
  ["startsWith", "starts with"],
  ["matches", "matches the pattern"],
  ["isPresent", "is present"],
];

const GROUPS = [
  ["all", "all of these hold"],
  ["any", "any of these holds"],
] as const;

interface Edited {
  /** What the condition belongs to, for the names of its fields. */
  readonly name: string;
  /** Where it stands in the settings. */
  readonly setting: SettingPath;
  readonly whole: Condition;
  readonly onChange: (condition: Condition) => void;
}

/** A condition over claims: one test, or groups of them to any depth. */
export function ConditionEditor(edited: Edited) {
  return <Part edited={edited} part={edited.whole} path={[]} />;
}

function Part({ edited, part, path }: { edited: Edited; part: Condition; path: PartPath }) {
  if ("operator" in part) return <Test edited={edited} test={part} path={path} />;
  if ("all" in part || "any" in part) return <Group edited={edited} group={part} path={path} />;
  return <ProductPart edited={edited} part={part} path={path} />;
}

/** What is in the words of a product is edited in them. */
function ProductPart({
  edited,
  part,
  path,
}: {
  edited: Edited;
  part: EntraFilters | ExpressionCondition;
  path: PartPath;
}) {
  const { canEdit } = useEditing();
  const { whole, onChange } = edited;
  const place = namePlace(edited.name, path);
  const setting = [...edited.setting, ...settingOfPart(whole, path)];
  const put = (next: Condition): void => onChange(replacePart(whole, path, next));
  return (
    <>
      {"entraFilters" in part ? (
        <ScopingFilters
          name={place}
          path={setting}
          filters={part.entraFilters}
          onChange={(entraFilters) => put({ entraFilters })}
        />
      ) : (
        <ConditionExpression name={place} path={setting} condition={part} onChange={put} />
      )}
      {canEdit && path.length > 0 ? (
        <button
          type="button"
          className="quiet-button"
          aria-label={`${place}: remove it`}
          onClick={() => onChange(removePart(whole, path))}
        >
          <IconTrash size={14} /> Remove
        </button>
      ) : null}
    </>
  );
}

function Group({ edited, group, path }: { edited: Edited; group: Condition; path: PartPath }) {
  const { canEdit } = useEditing();
  const { whole, onChange, name } = edited;
  const kind = groupKind(group) ?? "all";
  const place = namePlace(name, path);
  const places = partsOf(group).map((part, index) => ({ part, path: [...path, index] }));
  return (
    <fieldset className="condition-group" aria-label={`${place}: tests`}>
      <Choice
        label={`${place}: which must hold`}
        value={kind}
        options={GROUPS}
        disabled={!canEdit}
        onChange={(next) => onChange(setGroupKind(whole, path, next ?? kind))}
      />
      <ul className="condition-parts">
        {places.map((each) => (
          <li key={each.path.join()} className="condition-part">
            <Part edited={edited} part={each.part} path={each.path} />
          </li>
        ))}
      </ul>
      {canEdit ? (
        <button type="button" className="quiet-button" onClick={() => onChange(addTest(whole, path, nextTest(group)))}>
          <IconPlus size={14} /> Test
        </button>
      ) : null}
    </fieldset>
  );
}

function Test({ edited, test, path }: { edited: Edited; test: ClaimTest; path: PartPath }) {
  const { detail, canEdit } = useEditing();
  const { whole, onChange, name } = edited;
  const place = namePlace(name, path);
  const setting = [...edited.setting, ...settingOfPart(whole, path)];
  const put = (next: ClaimTest): void => onChange(replacePart(whole, path, next));
  return (
    <div className="row-line">
      <TextField
        label={`${place}: claim`}
        path={[...setting, "claim"]}
        value={test.claim}
        suggestions={["subject", ...detail.claims]}
        width={12}
        code
        disabled={!canEdit}
        onChange={(claim) => put({ ...test, claim })}
      />
      <Choice
        label={`${place}: comparison`}
        path={[...setting, "operator"]}
        value={test.operator}
        options={OPERATORS}
        disabled={!canEdit}
        onChange={(operator) => put(setOperator(test, operator ?? test.operator))}
      />
      {"value" in test ? (
        <TextField
          label={`${place}: value`}
          path={[...setting, "value"]}
          value={test.value}
          width={13}
          code
          disabled={!canEdit}
          onChange={(value) => put({ ...test, value })}
        />
      ) : null}
      {canEdit ? <TestTools edited={edited} test={test} path={path} /> : null}
    </div>
  );
}

function TestTools({ edited, test, path }: { edited: Edited; test: ClaimTest; path: PartPath }) {
  const { whole, onChange, name } = edited;
  const place = namePlace(name, path);
  return (
    <span className="row-tools">
      <button
        type="button"
        className="quiet-button"
        aria-label={path.length === 0 ? `${place}: and another test` : `${place}: group with another test`}
        title={path.length === 0 ? "And another test" : "Group with another test"}
        onClick={() => onChange(addTest(whole, path, nextTest(test), path.length % 2 === 0 ? "all" : "any"))}
      >
        <IconPlus size={14} />
      </button>
      {path.length === 0 ? null : (
        <button
          type="button"
          className="quiet-button"
          aria-label={`${place}: remove the test`}
          title="Remove the test"
          onClick={() => onChange(removePart(whole, path))}
        >
          <IconTrash size={14} />
        </button>
      )}
    </span>
  );
}

/** A test to begin with: on the claim that was tested last. */
function nextTest(part: Condition): ClaimTest {
  if ("operator" in part) return { operator: "equals", claim: part.claim, value: "" };
  const last = partsOf(part).at(-1);
  return last === undefined ? { operator: "equals", claim: "", value: "" } : nextTest(last);
}

function namePlace(name: string, path: PartPath): string {
  return path.length === 0 ? name : `${name}, test ${path.map((index) => index + 1).join(".")}`;
}
