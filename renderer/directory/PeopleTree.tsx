import { Menu } from "@mantine/core";
import { IconChevronDown, IconChevronRight, IconDots } from "@tabler/icons-react";
import { type KeyboardEvent, useMemo, useRef, useState } from "react";
import { linesOf, type TreeLine, type TreeNode } from "./tree.ts";

/** What can be done with a group; absent: nothing can be edited. */
export interface GroupActions {
  readonly rename: (group: string) => void;
  readonly remove: (group: string) => void;
}

/**
 * Everybody, departments and groups: WAI-ARIA's tree pattern with one stop for Tab
 * (https://www.w3.org/WAI/ARIA/apg/patterns/treeview/). A click or Enter sets the filter.
 */
export function PeopleTree({
  nodes,
  filter,
  onFilter,
  actions,
}: {
  nodes: readonly TreeNode[];
  /** Undefined: none of its lines is what is shown. */
  filter: string | undefined;
  onFilter: (filter: string) => void;
  actions: GroupActions | undefined;
}) {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [at, setAt] = useState("all");
  const list = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => linesOf(nodes, closed), [nodes, closed]);
  const here = lines.find(({ id }) => id === at) ?? lines[0];

  const focus = (line: TreeLine | undefined): void => {
    if (line === undefined) return;
    setAt(line.id);
    list.current?.querySelector<HTMLElement>(`[data-line="${CSS.escape(line.id)}"]`)?.focus();
  };
  const toggle = (line: TreeLine, open: boolean): void => {
    setClosed((now) => (open ? new Set([...now].filter((id) => id !== line.id)) : new Set([...now, line.id])));
  };
  const choose = (line: TreeLine): void => {
    setAt(line.id);
    if (line.filter === undefined) toggle(line, !line.open);
    else onFilter(line.filter);
  };
  const onKeyDown = (event: KeyboardEvent, line: TreeLine): void => {
    const isOnLine = event.target === event.currentTarget;
    if (isOnLine && actOn(event, line, { choose, toggle, focus, lines, actions })) event.preventDefault();
  };
  return (
    <div ref={list} className="tree" role="tree" aria-label="Departments and groups">
      {lines.map((line) => (
        <TreeItem
          key={line.id}
          line={line}
          current={line.id === here?.id}
          chosen={filter !== undefined && line.filter === filter}
          onChoose={() => choose(line)}
          onKeyDown={(event) => onKeyDown(event, line)}
          actions={line.group === undefined ? undefined : actions}
        />
      ))}
    </div>
  );
}

interface TreeMoves {
  readonly choose: (line: TreeLine) => void;
  readonly toggle: (line: TreeLine, open: boolean) => void;
  readonly focus: (line: TreeLine | undefined) => void;
  readonly lines: readonly TreeLine[];
  readonly actions: GroupActions | undefined;
}

/** Carries out a key; false: it means nothing here. */
function actOn({ key }: KeyboardEvent, line: TreeLine, moves: TreeMoves): boolean {
  const { lines, focus, toggle, choose, actions } = moves;
  const index = lines.indexOf(line);
  const act = ACTIONS[key];
  if (act !== undefined) {
    focus(lines[act(index, lines.length)]);
    return true;
  }
  switch (key) {
    case "ArrowRight":
      if (line.children.length === 0) return true;
      if (line.open) focus(lines[index + 1]);
      else toggle(line, true);
      return true;
    case "ArrowLeft":
      if (line.open) toggle(line, false);
      else focus(lines.find(({ id }) => id === line.parent));
      return true;
    case "Enter":
    case " ":
      choose(line);
      return true;
    case "F2":
      if (line.group !== undefined) actions?.rename(line.group);
      return line.group !== undefined;
    case "Delete":
      if (line.group !== undefined) actions?.remove(line.group);
      return line.group !== undefined;
    default:
      return false;
  }
}

const ACTIONS: Readonly<Record<string, (index: number, count: number) => number>> = {
  ArrowDown: (index, count) => Math.min(index + 1, count - 1),
  ArrowUp: (index) => Math.max(index - 1, 0),
  Home: () => 0,
  End: (_, count) => count - 1,
};

function TreeItem({
  line,
  current,
  chosen,
  onChoose,
  onKeyDown,
  actions,
}: {
  line: TreeLine;
  current: boolean;
  chosen: boolean;
  onChoose: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
  actions: GroupActions | undefined;
}) {
  const { id, label, count, level, children, open, group } = line;
  const Sign = open ? IconChevronDown : IconChevronRight;
  return (
    <div
      role="treeitem"
      aria-level={level}
      aria-selected={chosen}
      aria-expanded={children.length > 0 ? open : undefined}
      aria-label={count === undefined ? label : `${label}, ${count}`}
      tabIndex={current ? 0 : -1}
      className="tree-line"
      data-line={id}
      data-level={level}
      data-heading={children.length > 0 || undefined}
      onClick={onChoose}
      onKeyDown={onKeyDown}
    >
      {children.length > 0 ? <Sign size={14} aria-hidden="true" /> : null}
      <span className="tree-label" title={label}>
        {label}
      </span>
      {count === undefined ? null : <span className="tree-count">{count.toLocaleString("en")}</span>}
      {group === undefined || actions === undefined ? null : (
        <GroupMenu label={label} group={group} actions={actions} />
      )}
    </div>
  );
}

/** The button is plain until somebody opens it: there may be hundreds of groups. */
function GroupMenu({ label, group, actions }: { label: string; group: string; actions: GroupActions }) {
  const [opened, setOpened] = useState(false);
  const button = (
    <button
      type="button"
      tabIndex={-1}
      className="tree-more"
      aria-label={`What to do with ${label}`}
      onClick={(event) => {
        event.stopPropagation();
        setOpened(true);
      }}
    >
      <IconDots size={14} aria-hidden="true" />
    </button>
  );
  if (!opened) return button;
  return (
    <Menu opened onChange={setOpened} withInitialFocusPlaceholder={false}>
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown onClick={(event) => event.stopPropagation()}>
        <Menu.Item onClick={() => actions.rename(group)} rightSection={<span className="menu-key">F2</span>}>
          Rename
        </Menu.Item>
        <Menu.Item onClick={() => actions.remove(group)} rightSection={<span className="menu-key">Del</span>}>
          Remove the group
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
