import { Input } from "@mantine/core";
import { useMemo } from "react";
import type { GroupRulePlan } from "../../core/contract/group-rules.ts";
import { previewPerson, stepIn, usePreviewPeople, walkOf } from "../applications/preview-person.ts";
import { Notice } from "../components/Notice.tsx";
import { Sentence } from "../components/Sentence.tsx";
import { useAnswer } from "../connection/use-answer.ts";
import { ExpressionField, type Trying } from "../expressions/ExpressionField.tsx";
import type { FoundRule } from "./rule-key.ts";
import type { EditedRule } from "./use-rule.ts";

/** The expression of a rule, tried for a person: whoever would move is worth a look. */
export function RuleExpression({
  workspace,
  edited,
  found,
  plan,
}: {
  workspace: string;
  edited: EditedRule;
  found: FoundRule;
  plan: GroupRulePlan | undefined;
}) {
  const { rule, canEdit, edit, problemAt } = edited;
  const trying = useRuleTrying(workspace, plan);
  const { when } = rule;
  const saved = found.item?.rule.when;
  const problem = problemAt("when");
  if (!("expression" in when))
    return (
      <Notice tone="note" title="Its condition is no expression">
        {found.item === undefined ? null : <Sentence text={found.item.condition} />}
      </Notice>
    );
  const { dialect, text } = when.expression;
  return (
    <div>
      <Input.Label labelElement="div" id={LABEL}>
        People are in while this gives true
      </Input.Label>
      <ExpressionField
        workspace={workspace}
        label="Expression of the rule"
        written={{ dialect, text, place: "groupRule" }}
        saved={saved !== undefined && "expression" in saved ? { ...saved.expression, place: "groupRule" } : undefined}
        trying={trying}
        canEdit={canEdit}
        isInvalid={problem !== undefined}
        describedBy={LABEL}
        fresh={found.item}
        onChange={(next) => edit((now) => ({ ...now, when: { expression: { dialect, text: next } } }))}
      />
    </div>
  );
}

const LABEL = "group-rule-expression";

function useRuleTrying(workspace: string, plan: GroupRulePlan | undefined): Trying {
  const picked = usePreviewPeople((people) => people[workspace]);
  const { value: table } = useAnswer("directory.table", { workspace });
  const edgeCases = useMemo(
    () =>
      (plan?.moves ?? []).flatMap(({ group, joining, leaving }) => {
        const name = table?.groups.find(({ id }) => id === group)?.name ?? group;
        return [
          ...joining.map((person) => ({ person, kind: "changed", why: `They would join ${name}.` }) as const),
          ...leaving.map((person) => ({ person, kind: "changed", why: `They would leave ${name}.` }) as const),
        ];
      }),
    [plan, table],
  );
  const walk = useMemo(() => walkOf(table, edgeCases), [table, edgeCases]);
  const person = picked !== undefined && walk.includes(picked) ? picked : walk[0];
  const pick = (next: string): void => previewPerson(workspace, next);
  return {
    person,
    pick,
    edgeCases,
    step: (by) => {
      const next = stepIn(walk, person, by);
      if (next !== undefined) pick(next);
    },
  };
}
