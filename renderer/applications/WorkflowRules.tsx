import type { WorkflowRule } from "../../core/contract/model.ts";
import { Choice } from "./Choice.tsx";
import { ConditionEditor } from "./ConditionEditor.tsx";
import { useEditing } from "./editing.ts";
import { FieldProblems } from "./FieldProblems.tsx";
import { NoteField } from "./NoteField.tsx";
import { NumberField } from "./NumberField.tsx";
import { RowList } from "./RowList.tsx";
import { freshId } from "./rows.ts";
import { Tick } from "./Tick.tsx";
import { withMember } from "./with-member.ts";

const PATH = ["connection", "provisioning", "rules"];

const EVENTS = [
  ["joiner", "somebody begins"],
  ["mover", "somebody changes place"],
  ["leaver", "somebody goes"],
] as const;

const ACTIONS = [
  ["provision", "make the account, or bring it up to date"],
  ["deactivate", "deactivate the account"],
  ["remove", "remove the account"],
] as const;

/** Rules that act on what HR says. */
export function WorkflowRules() {
  return (
    <section className="block" aria-labelledby="workflow-title" data-setting="connection/provisioning/rules">
      <h2 id="workflow-title" className="block-title">
        Rules
      </h2>
      <p className="block-text">Each rule whose event happens acts, at once or after a while.</p>
      <RowList<WorkflowRule>
        path={PATH}
        noun="Rule"
        nameOf={({ id }) => id}
        build={(rules) => ({ id: freshId(rules, "rule"), on: "joiner", action: "provision" })}
      >
        {(rule, index) => <Rule rule={rule} number={index + 1} />}
      </RowList>
    </section>
  );
}

function Rule({ rule, number }: { rule: WorkflowRule; number: number }) {
  const { canEdit, change } = useEditing();
  const path = [...PATH, rule.id];
  const name = `Rule ${number}`;
  const put = (next: WorkflowRule): void => change(path, next);
  return (
    <>
      <div className="row-line">
        <span className="row-soft">When</span>
        <Choice
          label={`${name}: event`}
          path={[...path, "on"]}
          value={rule.on}
          options={EVENTS}
          disabled={!canEdit}
          onChange={(on) => put({ ...rule, on: on ?? rule.on })}
        />
        <span className="row-soft">after</span>
        <NumberField
          label={`${name}: after`}
          path={[...path, "afterMinutes"]}
          value={rule.afterMinutes}
          unit="minutes"
          max={525_600}
          optional
          disabled={!canEdit}
          onChange={(minutes) => put(withMember(rule, "afterMinutes", minutes))}
        />
        <Choice
          label={`${name}: action`}
          path={[...path, "action"]}
          value={rule.action}
          options={ACTIONS}
          disabled={!canEdit}
          onChange={(action) => put({ ...rule, action: action ?? rule.action })}
        />
      </div>
      <div className="row-line">
        <Tick
          path={[...path, "when"]}
          checked={rule.when !== undefined}
          disabled={!canEdit}
          label={`${name}: only when`}
          onChange={(on) =>
            put(withMember(rule, "when", on ? { operator: "isPresent", claim: "department" } : undefined))
          }
        >
          only when
        </Tick>
        {rule.when === undefined ? (
          <span className="row-soft">for everybody</span>
        ) : (
          <ConditionEditor
            name={name}
            setting={[...path, "when"]}
            whole={rule.when}
            onChange={(when) => put({ ...rule, when })}
          />
        )}
      </div>
      <FieldProblems path={path} />
      <NoteField path={[...path, "note"]} about={name.toLowerCase()} />
    </>
  );
}
