import type { ColumnPlan, ColumnsPlan, ImportChoices } from "../../core/contract/imports.ts";

/** The choices with a column taken for a target. What the column was taken for before goes to nobody, or as it is guessed. */
export function chooseColumn(choices: ImportChoices, column: string, target: string): ImportChoices {
  const others = Object.entries(choices.columns ?? {}).filter(
    ([asked, chosen]) => chosen !== column && asked !== target,
  );
  return { ...choices, columns: Object.fromEntries([...others, [target, column]]) };
}

/** The choices without what somebody said about columns. */
export function forgetColumns({ columns: _, ...choices }: ImportChoices): ImportChoices {
  return choices;
}

/** What a column can be taken for: what there is, what it is now, and an attribute of its own name. */
export function targetsFor(
  { targets }: ColumnsPlan,
  { column, target }: ColumnPlan,
): readonly { readonly value: string; readonly label: string }[] {
  const known = targets.map((each) => ({
    value: each.target,
    label: each.label === each.target ? each.target : `${each.label} (${each.target})`,
  }));
  const own = [column, target].filter(
    (name): name is string => name !== undefined && name !== "" && !targets.some((each) => each.target === name),
  );
  return [...[...new Set(own)].map((name) => ({ value: name, label: `Attribute ${name}` })), ...known];
}
