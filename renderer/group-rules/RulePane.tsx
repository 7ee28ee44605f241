import { Button, Menu } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { Answered } from "../components/Answered.tsx";
import { Chip } from "../components/Chip.tsx";
import { Empty } from "../components/Empty.tsx";
import { LongWork } from "../components/LongWork.tsx";
import { ErrorNotice, Notice } from "../components/Notice.tsx";
import { refusing } from "../components/refusing.ts";
import { useAnswer } from "../connection/use-answer.ts";
import { useAccess } from "../connection/workspace-context.ts";
import type { DirectoryView } from "../directory/use-directory.ts";
import { useShortcuts } from "../keyboard/shortcuts.ts";
import { RuleForm } from "./RuleForm.tsx";
import { type FoundRule, findRule } from "./rule-key.ts";
import { type EditedRule, useRule } from "./use-rule.ts";
import "./group-rules.css";

/** The group rule that is looked at. */
export function RulePane({ directory }: { directory: DirectoryView }) {
  const { workspace, place } = directory;
  const answer = useAnswer("groupRules.read", { workspace: workspace.id });
  const key = place.rule ?? "";
  return (
    <section data-pane tabIndex={-1} aria-label="Group rule" className="pane inspector">
      <Answered answer={answer}>
        {({ providers }) => {
          const found = findRule(providers, key);
          return found === undefined ? (
            <Empty title="No rule is chosen">
              Choose a rule to see whom it holds for, and to change it. An active rule is deactivated first.
            </Empty>
          ) : (
            <Rule key={key} directory={directory} found={found} />
          );
        }}
      </Answered>
    </section>
  );
}

function Rule({ directory, found }: { directory: DirectoryView; found: FoundRule }) {
  const edited = useRule(directory, found);
  const { rule, isEdited, save } = edited;
  useShortcuts("Group rule", [
    { keys: ["mod+s"], title: "Save the group rule", run: () => void save(rule), enabled: isEdited },
  ]);
  return (
    <>
      <header className="pane-head">
        <h2>{found.item?.rule.name ?? "New group rule"}</h2>
        <Chip tone={rule.active ? "good" : "note"}>{rule.active ? "active" : "inactive"}</Chip>
        <span className="pane-gap" />
        {found.item === undefined ? null : <RuleButtons edited={edited} members={found.item.members} />}
      </header>
      <Standing edited={edited} />
      <div className="pane-body">
        <RuleForm directory={directory} edited={edited} found={found} />
      </div>
      <SaveBar edited={edited} />
    </>
  );
}

/** Why nothing can be edited, where nothing can. */
function Standing({ edited: { rule } }: { edited: EditedRule }) {
  const { why } = useAccess();
  if (why !== undefined) return <Notice tone="warn">{why}</Notice>;
  if (!rule.active) return null;
  return (
    <Notice tone="note">
      An active rule is not edited: deactivate it first. Nobody moves by that, and whoever changes then stays where they
      are.
    </Notice>
  );
}

function RuleButtons({ edited, members }: { edited: EditedRule; members: number }) {
  const { rule, isEdited, save, remove, far } = edited;
  const { canEdit, why } = useAccess();
  const refuses = !canEdit || isEdited || far !== undefined;
  // What removes stands where nobody clicks twice by mistake.
  return (
    <>
      {rule.active || !canEdit ? null : <RemoveMenu members={members} remove={remove} />}
      <Button
        variant="light"
        size="compact-xs"
        title={isEdited ? "Save or revert the draft first" : why}
        {...refusing(refuses)}
        onClick={() => (refuses ? undefined : void save({ ...rule, active: !rule.active }))}
      >
        {rule.active ? "Deactivate" : "Activate"}
      </Button>
    </>
  );
}

function RemoveMenu({ members, remove }: { members: number; remove: EditedRule["remove"] }) {
  if (members === 0)
    return (
      <Button variant="subtle" color="red" size="compact-xs" onClick={() => remove("stay")}>
        Remove
      </Button>
    );
  const people = `${members.toLocaleString("en")} ${members === 1 ? "person" : "people"}`;
  return (
    <Menu>
      <Menu.Target>
        <Button variant="subtle" color="red" size="compact-xs" rightSection={<IconChevronDown size={13} />}>
          Remove
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{people} are in its groups by a rule</Menu.Label>
        <Menu.Item onClick={() => remove("stay")}>Remove the rule; they stay</Menu.Item>
        <Menu.Item onClick={() => remove("leave")}>Remove the rule; they leave</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function SaveBar({ edited }: { edited: EditedRule }) {
  const { rule, isEdited, error, isAtField, far, cancel, save, revert } = edited;
  const { canEdit } = useAccess();
  const canSave = canEdit && rule.name.trim() !== "" && far === undefined;
  if (!isEdited && error === undefined && far === undefined) return null;
  return (
    <footer className="save-bar">
      {error === undefined || isAtField ? null : <ErrorNotice error={error} />}
      {far === undefined ? null : (
        <LongWork
          name="Working the rule out for everybody"
          far={far}
          text={`${far.done.toLocaleString("en")} of ${far.total.toLocaleString("en")} people`}
          onCancel={cancel}
        />
      )}
      {isEdited ? (
        <div className="save-buttons">
          <span className="save-note">
            <span className="draft-dot" aria-hidden="true" /> Not saved yet
          </span>
          <Button variant="default" onClick={revert}>
            Revert
          </Button>
          <Button variant="default" disabled={!canSave} onClick={() => void save(rule)} aria-keyshortcuts="Control+S">
            Save
          </Button>
          <Button disabled={!canSave} onClick={() => void save({ ...rule, active: true })}>
            Save and activate
          </Button>
        </div>
      ) : null}
    </footer>
  );
}
