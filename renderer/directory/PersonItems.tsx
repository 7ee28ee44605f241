import { Menu } from "@mantine/core";
import { comparePerson } from "../compare/open-comparison.ts";
import { useEngine } from "../connection/engine-context.ts";
import { useAccess, useWorkspace } from "../connection/workspace-context.ts";
import { type HappeningKind, letSomethingHappen } from "../lifecycle/happening.ts";
import { askForLogin } from "../shell/login-dialog.ts";

/** A person, as far as a menu needs to know. */
export interface MenuPerson {
  readonly id: string;
  readonly name: string;
  /** Suspended, disabled or deleted: they can only return. */
  readonly isGone: boolean;
}

/** All that can be done with a person, as items of a menu: what can happen to them opens the dialog in which it is said in full. */
export function PersonItems({
  person: { id, name, isGone },
  onHistory,
  onRemove,
}: {
  person: MenuPerson;
  onHistory: () => void;
  onRemove: () => void;
}) {
  const engine = useEngine();
  const { id: workspace, live } = useWorkspace();
  const { canEdit } = useAccess();
  return (
    <>
      <Menu.Label>{name}</Menu.Label>
      <Menu.Item disabled={live === true} onClick={() => askForLogin({ person: id })}>
        Logs in…
      </Menu.Item>
      {KINDS.filter(({ of }) => of === "anybody" || (of === "gone") === isGone).map(({ kind, label }) => (
        <Menu.Item key={kind} disabled={live === true} onClick={() => letSomethingHappen({ kind, person: id })}>
          {label}…
        </Menu.Item>
      ))}
      <Menu.Divider />
      <Menu.Item onClick={() => void comparePerson(engine, workspace, id)}>Compare the ways for them</Menu.Item>
      <Menu.Item onClick={onHistory}>Show their history</Menu.Item>
      <Menu.Item disabled={!canEdit} onClick={onRemove}>
        Remove from the directory
      </Menu.Item>
    </>
  );
}

const KINDS: readonly {
  readonly kind: HappeningKind;
  readonly label: string;
  readonly of: "anybody" | "present" | "gone";
}[] = [
  { kind: "changeAttributes", label: "Department or another attribute changes", of: "anybody" },
  { kind: "rename", label: "Name or address changes", of: "anybody" },
  { kind: "changeGroups", label: "Joins or leaves groups", of: "anybody" },
  { kind: "assign", label: "Is assigned an application", of: "anybody" },
  { kind: "unassign", label: "Loses an application", of: "anybody" },
  { kind: "suspend", label: "Is suspended", of: "present" },
  { kind: "leave", label: "Leaves", of: "present" },
  { kind: "return", label: "Returns", of: "gone" },
  { kind: "delete", label: "Is deleted", of: "anybody" },
];
