import { isSafeName } from "../attribute-value.ts";
import { didYouMean, RehearsalError } from "../errors.ts";
import type { ChosenColumn } from "./column-plan.ts";
import type { CsvHeader } from "./csv.ts";

/** What decides on the columns of a file. */
export interface ColumnChoice<Use> {
  readonly file: string;
  /** Target to column, as somebody said. */
  readonly asked: Readonly<Record<string, string>>;
  /** Columns that somebody wants left out. */
  readonly leaveOut: readonly string[] | undefined;
  /** The use of a target that somebody named. */
  byTarget(target: string): Use;
  /** What a heading says of itself; undefined where it says nothing. */
  guess(column: string): { readonly target: string; readonly use: Use } | { readonly left: string } | undefined;
  /** A column that nothing is known of, under its own name; undefined: it is left out. */
  readonly other?: (column: string) => Use;
}

/**
 * Decides what each column is: as somebody said, as its heading says, under its own name. A target has one column; of two
 * that mean the same the first is taken.
 * @throws {RehearsalError} IMPORT_UNKNOWN_COLUMN, IMPORT_UNSAFE_NAME, IMPORT_COLUMN_TWICE
 */
export function chooseColumns<Use>({ columns }: CsvHeader, choice: ColumnChoice<Use>): ChosenColumn<Use>[] {
  const asked = readAsked(columns, choice);
  const leftOut = readLeftOut(columns, asked, choice);
  const owner = new Map<string, string>([...asked].map(([column, target]) => [target, column]));
  return columns.map((column): ChosenColumn<Use> => {
    if (leftOut.has(column)) return left(column, AS_YOU_SAID);
    const target = asked.get(column);
    if (target !== undefined) return { column, use: choice.byTarget(target), target, why: AS_YOU_SAID };
    if (column === "") return left(column, "it has no heading");
    if (!isSafeName(column)) return left(column, "its name is reserved by JavaScript and cannot be used");
    return chooseByHeading(column, owner, choice);
  });
}

/** Why a column is what it is, where somebody said it. */
export const AS_YOU_SAID = "as you said";

/** Columns to targets. */
function readAsked<Use>(columns: readonly string[], { asked, file }: ColumnChoice<Use>): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(asked).map(([target, column]) => {
      if (target === "" || !isSafeName(target)) {
        const message = `${JSON.stringify(target)} cannot be used as the name of an attribute.`;
        throw new RehearsalError("IMPORT_UNSAFE_NAME", message, { file });
      }
      if (columns.includes(column)) return [column, target] as const;
      throw unknownColumn(column, ` for ${target}`, columns, file);
    }),
  );
}

function unknownColumn(column: string, purpose: string, columns: readonly string[], file: string): RehearsalError {
  const message = `There is no column ${JSON.stringify(column)}${purpose}.${didYouMean(column, columns)} There are: ${columns.join(", ")}.`;
  return new RehearsalError("IMPORT_UNKNOWN_COLUMN", message, { file });
}

function readLeftOut<Use>(
  columns: readonly string[],
  asked: ReadonlyMap<string, string>,
  { leaveOut = [], file }: ColumnChoice<Use>,
): ReadonlySet<string> {
  for (const column of leaveOut) {
    if (!columns.includes(column)) throw unknownColumn(column, " to leave out", columns, file);
    const target = asked.get(column);
    if (target === undefined) continue;
    const message = `The column ${JSON.stringify(column)} is both taken for ${target} and left out; say one of them.`;
    throw new RehearsalError("IMPORT_COLUMN_TWICE", message, { file });
  }
  return new Set(leaveOut);
}

function chooseByHeading<Use>(
  column: string,
  owner: Map<string, string>,
  { guess, other }: ColumnChoice<Use>,
): ChosenColumn<Use> {
  const guessed = guess(column);
  if (guessed !== undefined && "left" in guessed) return left(column, guessed.left);
  if (guessed === undefined && other === undefined) return left(column, "nothing here is called so");
  const target = guessed?.target ?? column;
  if (target === "" || !isSafeName(target)) return left(column, "what is left of its heading cannot be used as a name");
  const taken = owner.get(target);
  if (taken !== undefined) return left(column, `${target} is taken from ${taken}`);
  owner.set(target, column);
  if (guessed === undefined) return { column, use: other?.(column), target, why: "under its own name" };
  return { column, use: guessed.use, target, why: "its heading says so" };
}

function left<Use>(column: string, why: string): ChosenColumn<Use> {
  return { column, use: undefined, why };
}

/**
 * Makes sure of a column that nothing goes without.
 * @throws {RehearsalError} IMPORT_MISSING_COLUMN, saying what was found
 */
export function needColumn<Use>(
  chosen: readonly ChosenColumn<Use>[],
  isIt: (use: Use) => boolean,
  { file, line, needed }: { readonly file: string; readonly line: number; readonly needed: string },
): void {
  if (chosen.some(({ use }) => use !== undefined && isIt(use))) return;
  const columns = chosen.map(({ column }) => column);
  const wasLeftOut = chosen.some(
    ({ column, use, why }) => column === needed && use === undefined && why === AS_YOU_SAID,
  );
  if (wasLeftOut) {
    const message = `The column ${needed} is left out as you said, and nothing can be taken without it.`;
    throw new RehearsalError("IMPORT_MISSING_COLUMN", message, { file, path: `line ${line}` });
  }
  const message = `There is no column ${needed}.${didYouMean(needed, columns)} There are: ${columns.join(", ").slice(0, 500)}.`;
  throw new RehearsalError("IMPORT_MISSING_COLUMN", message, { file, path: `line ${line}` });
}
