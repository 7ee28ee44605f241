/** What a column of a CSV file is taken for. */
export interface ColumnPlan {
  readonly column: string;
  /** The attribute, or `userName`, `id`, `active`, `manager`, …; absent: it is left out. */
  readonly target?: string;
  /** In a few words: "as you said", "its heading says so", "under its own name". */
  readonly why: string;
  /** Its cells in the first rows, {@link SAMPLE_ROWS} at most. */
  readonly sample: readonly string[];
}

/** What somebody can choose a column for. */
export interface ColumnTarget {
  readonly target: string;
  readonly label: string;
  /** Nothing can be taken without it. */
  readonly required?: boolean;
}

/** The columns of a CSV file, and what they can be taken for. */
export interface ColumnsPlan {
  readonly columns: readonly ColumnPlan[];
  /** Any other target is the name of an attribute. */
  readonly targets: readonly ColumnTarget[];
}

/** Rows of which a plan shows the cells. */
export const SAMPLE_ROWS = 20;

/** A use of a column before the rows are read. */
export interface ChosenColumn<Use> {
  readonly column: string;
  /** Undefined: it is left out. */
  readonly use: Use | undefined;
  readonly target?: string;
  readonly why: string;
}

/** Collects the cells of the first rows. */
export function createSample<Use>(chosen: readonly ChosenColumn<Use>[], targets: readonly ColumnTarget[]) {
  const rows: (readonly string[])[] = [];
  return {
    add(cells: readonly string[]): void {
      if (rows.length < SAMPLE_ROWS) rows.push(cells);
    },
    finish: (): ColumnsPlan => ({
      columns: chosen.map(({ column, target, why }, index) => ({
        column,
        ...(target === undefined ? {} : { target }),
        why,
        sample: rows.map((cells) => cells[index] ?? ""),
      })),
      targets,
    }),
  };
}
