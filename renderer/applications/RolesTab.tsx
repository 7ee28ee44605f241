import { Link } from "wouter";
import type { RoleRule } from "../../core/contract/model.ts";
import { describeMember } from "../../core/contract/policy.ts";
import { Sentence } from "../components/Sentence.tsx";
import { places } from "../connection/places.ts";
import { CardStanding } from "./CardStanding.tsx";
import { Choice } from "./Choice.tsx";
import { ConditionEditor } from "./ConditionEditor.tsx";
import { EvaluationResult } from "./EvaluationResult.tsx";
import { useEditing } from "./editing.ts";
import { FieldProblems } from "./FieldProblems.tsx";
import { MatchCount } from "./MatchCount.tsx";
import { NoteField } from "./NoteField.tsx";
import { PreviewPane } from "./PreviewPane.tsx";
import { RoleEditor } from "./RoleEditor.tsx";
import { RowList } from "./RowList.tsx";
import { freshId } from "./rows.ts";
import { type PreviewState, useLoginPreview } from "./use-login-preview.ts";
import { useAutomaticCounts } from "./use-population.ts";
import { usePreviewPerson } from "./use-preview-person.ts";
import { useSettingInView } from "./use-setting-in-view.ts";
import { WithPreviewProblems } from "./WithPreviewProblems.tsx";

/** Which roles a login grants, rule by rule, with what it comes to for one person and for everybody. */
export function RolesTab() {
  useSettingInView();
  useAutomaticCounts();
  const { person } = usePreviewPerson();
  const state = useLoginPreview(person);
  return (
    <div className="with-preview">
      <WithPreviewProblems problems={state.problems}>
        <div>
          <section className="block" aria-labelledby="rules-title" data-setting="roleRules">
            <h2 id="rules-title" className="block-title">
              Role rules
            </h2>
            <p className="block-text">
              Tried in order; every rule that holds grants its role. A claim with several values passes a test when any
              of them does.
            </p>
            <CardStanding path={["roleRules"]} />
            <RowList<RoleRule> path={["roleRules"]} noun="Role rule" nameOf={({ id }) => id} build={buildRule}>
              {(rule, index) => <RuleRow rule={rule} number={index + 1} state={state} />}
            </RowList>
            <WhatElse />
          </section>
          <RoleEditor />
        </div>
      </WithPreviewProblems>
      <PreviewPane state={state} shows="roles" />
    </div>
  );
}

function buildRule(rules: readonly RoleRule[]): RoleRule {
  const last = rules.at(-1);
  return {
    id: freshId(rules, "rule"),
    role: last?.role ?? "",
    when: { operator: "equals", claim: "", value: "" },
  };
}

function RuleRow({ rule, number, state }: { rule: RoleRule; number: number; state: PreviewState }) {
  const { draft, canEdit, change } = useEditing();
  const path = ["roleRules", rule.id];
  const name = `Role rule ${number}`;
  return (
    <>
      <div className="row-line">
        <span className="row-soft">Grant</span>
        <Choice
          label={`${name}: role`}
          path={[...path, "role"]}
          value={rule.role === "" ? undefined : rule.role}
          options={draft.application.roles.map((role) => [role.id, role.name])}
          disabled={!canEdit}
          onChange={(role) => change(path, { ...rule, role: role ?? "" })}
        />
        <span className="row-soft">when</span>
        <ConditionEditor
          name={name}
          setting={[...path, "when"]}
          whole={rule.when}
          onChange={(when) => change(path, { ...rule, when })}
        />
      </div>
      <FieldProblems path={path} />
      <div className="row-result">
        <MatchCount rule={rule.id} />
        <EvaluationResult
          evaluation={state.preview?.roles.find(({ id }) => id === rule.id)}
          isStale={state.error !== undefined}
        />
      </div>
      <NoteField path={[...path, "note"]} about={name.toLowerCase()} />
    </>
  );
}

/** What the policy says where no rule holds, and of roles that were granted before. */
function WhatElse() {
  const { workspace, draft } = useEditing();
  const { id, jit } = draft.application;
  const policy = places.applications(workspace, id, "policy");
  return (
    <p className="block-text">
      {(["noRoleRuleMatches", "defaultRole", "roles"] as const).map((member) => (
        <span key={member}>
          <Sentence text={describeMember(jit, member).text} />{" "}
          <Link href={`${policy}?setting=jit/${member}`} className="link-button">
            Change it
          </Link>{" "}
        </span>
      ))}
    </p>
  );
}
