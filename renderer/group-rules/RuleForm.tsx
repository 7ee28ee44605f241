import { ActionIcon, Input, MultiSelect, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useMemo } from "react";
import type { GroupRuleSettings } from "../../core/contract/group-rules.ts";
import type { DirectoryTable } from "../../core/contract/results.ts";
import { PersonPicker } from "../components/PersonPicker.tsx";
import { Sentence } from "../components/Sentence.tsx";
import { NoteField } from "../directory/NoteField.tsx";
import type { DirectoryView } from "../directory/use-directory.ts";
import { compareText } from "../grid/sort.ts";
import { RuleExpression } from "./RuleExpression.tsx";
import { RuleMoves } from "./RuleMoves.tsx";
import type { FoundRule } from "./rule-key.ts";
import type { EditedRule } from "./use-rule.ts";
import { useRulePlan } from "./use-rule-plan.ts";

/** Everything about a rule, as a form, and whom it would move. */
export function RuleForm({
  directory,
  edited,
  found,
}: {
  directory: DirectoryView;
  edited: EditedRule;
  found: FoundRule;
}) {
  const { rule, canEdit, edit, problemAt } = edited;
  const { workspace, table } = directory;
  const planning = useRulePlan(workspace, found.provider.id, rule);
  return (
    <form className="person-form" onSubmit={(event) => event.preventDefault()}>
      <TextInput
        label="Name"
        description={rule.name.length > 50 ? "Okta takes no more than 50 characters." : undefined}
        value={rule.name}
        readOnly={!canEdit}
        error={problemAt("name")}
        onChange={(event) => {
          const name = event.currentTarget.value;
          edit((now) => ({ ...now, name }));
        }}
      />
      <RuleExpression workspace={workspace.id} edited={edited} found={found} plan={planning.plan} />
      <GroupsField edited={edited} table={table} />
      <Problems found={found} />
      <Exceptions directory={directory} edited={edited} />
      <NoteField
        note={rule.note}
        readOnly={!canEdit}
        error={problemAt("note")}
        onChange={(note) => edit(({ note: _, ...now }) => (note === undefined ? now : { ...now, note }))}
      />
      <RuleMoves planning={planning} rule={rule} table={table} />
    </form>
  );
}

/** What is worth knowing of the saved rule, besides what its expression says itself. */
function Problems({ found: { item } }: { found: FoundRule }) {
  const problems = item?.problems.filter(({ path }) => !path.startsWith("when")) ?? [];
  if (problems.length === 0) return null;
  return (
    <ul className="plain-list" aria-label="Problems of the rule">
      {problems.map(({ path, message }) => (
        <li key={`${path} ${message}`}>
          <Sentence text={message} />
        </li>
      ))}
    </ul>
  );
}

function GroupsField({ edited, table }: { edited: EditedRule; table: DirectoryTable }) {
  const { rule, canEdit, edit, problemAt } = edited;
  const data = useMemo(() => {
    const known = table.groups.map(({ id, name }) => ({ value: id, label: name }));
    const ids = new Set(known.map(({ value }) => value));
    // A group that is not there is kept: it may still be imported.
    const missing = rule.groups.filter((id) => !ids.has(id)).map((id) => ({ value: id, label: `${id} (not there)` }));
    return [...known.sort((left, right) => compareText(left.label, right.label)), ...missing];
  }, [table.groups, rule.groups]);
  return (
    <MultiSelect
      label="Puts people into"
      placeholder={rule.groups.length === 0 ? "Type the name of a group" : undefined}
      searchable
      limit={50}
      data={data}
      value={rule.groups}
      readOnly={!canEdit}
      error={problemAt("groups")}
      onChange={(groups) => edit((now) => ({ ...now, groups }))}
    />
  );
}

/** Whom the rule passes over, whatever their attributes say. */
function Exceptions({ directory: { workspace, table }, edited }: { directory: DirectoryView; edited: EditedRule }) {
  const { rule, canEdit, edit } = edited;
  const users = rule.except?.users ?? [];
  if (users.length === 0 && !canEdit) return null;
  const nameOf = (id: string): string => {
    const row = table.id.indexOf(id);
    return [table.displayName[row], table.userName[row]].find((name) => name !== undefined && name !== "") ?? id;
  };
  return (
    <div>
      {users.length === 0 ? null : <Input.Label labelElement="div">Passes over</Input.Label>}
      <ul className="plain-list" aria-label="Passes over">
        {users.map((id) => (
          <li key={id} className="group-line">
            <span>{nameOf(id)}</span>
            {canEdit ? (
              <ActionIcon
                size={26}
                color="gray"
                aria-label={`No longer pass over ${nameOf(id)}`}
                onClick={() =>
                  edit((now) =>
                    withExceptions(
                      now,
                      users.filter((other) => other !== id),
                    ),
                  )
                }
              >
                <IconX size={14} aria-hidden="true" />
              </ActionIcon>
            ) : null}
          </li>
        ))}
      </ul>
      {canEdit ? (
        <PersonPicker
          workspace={workspace.id}
          label={users.length === 0 ? "Passes over nobody; add a person" : "Pass over somebody else, too"}
          value={undefined}
          onChange={(id) => edit((now) => withExceptions(now, [...new Set([...users, id])]))}
        />
      ) : null}
    </div>
  );
}

/** Nobody to pass over is no member: the edit is then undone. */
function withExceptions({ except: _, ...rule }: GroupRuleSettings, users: string[]): GroupRuleSettings {
  return users.length === 0 ? rule : { ...rule, except: { users } };
}
