import { Button, Select } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import type { GroupRuleItem, ProviderGroupRules } from "../../core/contract/group-rules.ts";
import { Answered } from "../components/Answered.tsx";
import { Chip } from "../components/Chip.tsx";
import { Empty } from "../components/Empty.tsx";
import { refusing } from "../components/refusing.ts";
import { Sentence } from "../components/Sentence.tsx";
import { useTellSaved } from "../components/tell-saved.tsx";
import { describeFailure } from "../connection/answers.ts";
import { useEngine } from "../connection/engine-context.ts";
import { tellError } from "../connection/told.ts";
import { useAnswer } from "../connection/use-answer.ts";
import { useAccess } from "../connection/workspace-context.ts";
import type { DirectoryView } from "../directory/use-directory.ts";
import { askForImport } from "../import/importing.ts";
import { useShortcuts } from "../keyboard/shortcuts.ts";
import { useRuleDraft } from "./drafts.ts";
import { ruleKey } from "./rule-key.ts";
import "./group-rules.css";

/** The rules that put people into groups, of every identity provider. */
export function RuleListPane({ directory }: { directory: DirectoryView }) {
  const answer = useAnswer("groupRules.read", { workspace: directory.workspace.id });
  return (
    <section data-pane tabIndex={-1} aria-label="Group rules" className="pane">
      <Answered answer={answer}>
        {({ providers }) => (
          <div className="pane-body">
            {providers.map((provider) => (
              <ProviderRules key={provider.id} directory={directory} provider={provider} />
            ))}
          </div>
        )}
      </Answered>
    </section>
  );
}

function ProviderRules({ directory, provider }: { directory: DirectoryView; provider: ProviderGroupRules }) {
  const { rules } = provider;
  return (
    <>
      <header className="pane-head">
        <h2>Group rules of {provider.name}</h2>
        <span className="pane-gap" />
        {rules.length === 0 ? null : <NewRuleButton directory={directory} provider={provider.id} />}
      </header>
      {rules.length === 0 ? (
        <NoRules directory={directory} provider={provider.id} />
      ) : (
        <>
          <ul className="rule-list">
            {rules.map((item) => (
              <RuleLine key={item.rule.id} directory={directory} provider={provider.id} item={item} />
            ))}
          </ul>
          <WhoStopsMatching directory={directory} provider={provider} />
        </>
      )}
    </>
  );
}

function NoRules({ directory, provider }: { directory: DirectoryView; provider: string }) {
  return (
    <Empty
      title="There are no group rules yet"
      action={
        <div className="save-buttons">
          <NewRuleButton directory={directory} provider={provider} />
          <Button variant="default" onClick={() => askForImport()}>
            Import rules…
          </Button>
        </div>
      }
    >
      A rule puts people into groups while an expression holds for them, as Okta does it:{" "}
      <code>user.department == "Finance"</code>. It is worked out for everybody when it becomes active, and then for
      whoever changes.
    </Empty>
  );
}

function NewRuleButton({ directory: { go }, provider }: { directory: DirectoryView; provider: string }) {
  const { canEdit, why } = useAccess();
  const add = (): void => {
    if (canEdit) go({ rule: ruleKey(provider) });
  };
  useShortcuts("Group rules", [{ keys: [], title: "New group rule", run: add, enabled: canEdit }]);
  return (
    <Button
      variant="default"
      leftSection={<IconPlus size={15} aria-hidden="true" />}
      title={why}
      {...refusing(!canEdit)}
      onClick={add}
    >
      New rule
    </Button>
  );
}

function RuleLine({
  directory: { workspace, table, place, go },
  provider,
  item: { rule, condition, members, problems },
}: {
  directory: DirectoryView;
  provider: string;
  item: GroupRuleItem;
}) {
  const key = ruleKey(provider, rule.id);
  const isEdited = useRuleDraft(workspace.id, key) !== undefined;
  const groups = rule.groups.map((id) => table.groups.find((group) => group.id === id)?.name ?? id);
  const excepted = rule.except?.users.length ?? 0;
  return (
    <li>
      <button
        type="button"
        className="rule-line"
        aria-current={place.rule === key ? "true" : undefined}
        onClick={() => go({ rule: key })}
      >
        <span className="rule-name">
          <strong>{rule.name}</strong>
          <Chip tone={rule.active ? "good" : "note"}>{rule.active ? "active" : "inactive"}</Chip>
          {isEdited ? <Chip tone="warn">draft</Chip> : null}
          {problems.length === 0 ? null : <Chip tone="bad">{countOf(problems.length, "problem", "problems")}</Chip>}
        </span>
        <span className="rule-text">
          {"expression" in rule.when ? <code>{rule.when.expression.text}</code> : <Sentence text={condition} />}
        </span>
        <span className="quiet">
          → {groups.length === 0 ? "no group" : groups.join(", ")}
          {members === 0 ? "" : ` · ${countOf(members, "person", "people")} in by a rule`}
          {excepted === 0 ? "" : ` · passes over ${countOf(excepted, "person", "people")}`}
        </span>
        {rule.note === undefined ? null : <span className="quiet rule-note">{rule.note.text}</span>}
      </button>
    </li>
  );
}

/** "1 person", "1,204 people" */
function countOf(count: number, one: string, several: string): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : several}`;
}

const CHOICES = [
  { value: "leaves", label: "leaves it" },
  { value: "stays", label: "stays in it" },
] as const;

/** What nobody has written down about Okta is a setting. */
function WhoStopsMatching({ directory, provider }: { directory: DirectoryView; provider: ProviderGroupRules }) {
  const { id: workspace } = directory.workspace;
  const { canEdit } = useAccess();
  const engine = useEngine();
  const tellSaved = useTellSaved(workspace);
  const save = (value: ProviderGroupRules["whoStopsMatching"]): void => {
    const change = { kind: "whoStopsMatching", value } as const;
    engine
      .call("groupRules.change", { workspace, provider: provider.id, change })
      .then(tellSaved, (error: unknown) => tellError(describeFailure(error)));
  };
  return (
    <div className="rule-setting">
      <Select
        label="Whoever is in a group by a rule and matches none for it any more"
        description="That Okta takes them out is known from memory, not from its documentation."
        data={CHOICES}
        value={provider.whoStopsMatching}
        allowDeselect={false}
        disabled={!canEdit}
        maw={420}
        onChange={(value) => {
          const next = CHOICES.find((choice) => choice.value === value)?.value;
          if (next !== undefined && next !== provider.whoStopsMatching) save(next);
        }}
      />
    </div>
  );
}
