import type { DirectoryTable } from "../../core/contract/results.ts";
import { formatToken } from "../grid/filter.ts";
import { compareText } from "../grid/sort.ts";

/** A line of the tree beside the list of people. Clicking it sets `filter`; a heading has none of its own. */
export interface TreeNode {
  readonly id: string;
  readonly label: string;
  readonly count?: number;
  readonly filter?: string;
  /** Id of the group that it stands for. */
  readonly group?: string;
  readonly children: readonly TreeNode[];
}

/** Everybody, the departments and the groups, each with how many people there are. */
export function buildTree(table: DirectoryTable): readonly TreeNode[] {
  return [
    { id: "all", label: "All people", count: table.id.length, filter: "", children: [] },
    { id: "departments", label: "Departments", children: departments(table) },
    { id: "groups", label: "Groups", children: groups(table) },
  ].filter(({ id, children }) => id === "all" || children.length > 0);
}

/** Spellings are kept apart, as the rules of applications do. */
function departments({ department }: DirectoryTable): readonly TreeNode[] {
  const counts = countEach(department);
  return [...counts]
    .sort(([left], [right]) => Number(left === "") - Number(right === "") || compareText(left, right))
    .map(([name, count]) => ({
      id: `dept ${name}`,
      label: name === "" ? "No department" : name,
      count,
      filter: formatToken("dept", name),
      children: [],
    }));
}

function groups({ groups: all, memberOf }: DirectoryTable): readonly TreeNode[] {
  const counts = countEach(memberOf.flat());
  const names = countEach(all.map(({ name }) => name));
  return all
    .map(({ id, name }, index) => ({
      id: `group ${id}`,
      label: name,
      count: counts.get(index) ?? 0,
      // Two groups of one name are told apart by their ids.
      filter: formatToken("group", names.get(name) === 1 ? name : id),
      group: id,
      children: [],
    }))
    .sort((left, right) => compareText(left.label, right.label));
}

function countEach<Value>(values: readonly Value[]): ReadonlyMap<Value, number> {
  const counts = new Map<Value, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** A line as it is shown: how deep it stands, and the line above it that it belongs to. */
export interface TreeLine extends TreeNode {
  readonly level: number;
  readonly parent?: string;
  readonly open: boolean;
}

/** The lines that are to be seen, from the top. */
export function linesOf(
  nodes: readonly TreeNode[],
  closed: ReadonlySet<string>,
  parent?: TreeLine,
): readonly TreeLine[] {
  return nodes.flatMap((node) => {
    const open = node.children.length > 0 && !closed.has(node.id);
    const line: TreeLine = {
      ...node,
      level: (parent?.level ?? 0) + 1,
      open,
      ...(parent === undefined ? {} : { parent: parent.id }),
    };
    return open ? [line, ...linesOf(node.children, closed, line)] : [line];
  });
}
