import type { ColumnPlan, ColumnsPlan, ImportChoices } from "../../core/contract/imports.ts";

/**
 * The choices with a column taken for a target; undefined: it is left out. What the column was taken for before goes to
 * nobody, or as it is guessed.
 */
export function chooseColumn(choices: ImportChoices, column: string, target: string | undefined): ImportChoices {
  const others = Object.entries(choices.columns ?? {}).filter(
    ([asked, chosen]) => chosen !== column && asked !== target,
  );
  const left = (choices.leaveOut ?? []).filter((each) => each !== column);
  const taken = target === undefined ? others : [...others, [target, column] as const];
  const leaveOut = target === undefined ? [...left, column] : left;
  const { columns: _, leaveOut: __, ...rest } = choices;
  return {
    ...rest,
    ...(taken.length === 0 ? {} : { columns: Object.fromEntries(taken) }),
    ...(leaveOut.length === 0 ? {} : { leaveOut }),
  };
}

/** The choices without what somebody said about columns. */
export function forgetColumns({ columns: _, leaveOut: __, ...choices }: ImportChoices): ImportChoices {
  return choices;
}

/** Whether somebody said something about columns. */
export function hasChosenColumns({ columns, leaveOut }: ImportChoices): boolean {
  return columns !== undefined || leaveOut !== undefined;
}

/** Whether a column can be left out: nothing is taken without one that is required. */
export function canBeLeftOut({ targets }: ColumnsPlan, { target }: ColumnPlan): boolean {
  return targets.every((each) => each.required !== true || each.target !== target);
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
