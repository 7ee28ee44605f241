const YES: ReadonlySet<string> = new Set(["true", "yes", "y", "1", "active", "enabled", "current", "employed", "a"]);
const NO: ReadonlySet<string> = new Set([
  ...["false", "no", "n", "0", "inactive", "disabled", "suspended", "terminated", "left", "deprovisioned", "former"],
  ...["archived", "t"],
]);

/** A yes or no as files write it; undefined where it is neither. */
export function readYesNo(cell: string): boolean | undefined {
  const word = cell.trim().toLowerCase();
  if (YES.has(word)) return true;
  return NO.has(word) ? false : undefined;
}

/** A cell with several values. A separator behind a backslash is part of a value. One value is no list. */
export function readList(cell: string, separator: string): string | string[] {
  if (!cell.includes(separator)) return cell;
  const values = splitCell(cell, separator);
  return values.length === 1 ? (values[0] ?? "") : values;
}

/** The values of a cell, without the blanks around them; empty ones are none. */
export function splitCell(cell: string, separator: string): string[] {
  const parts = cell.split(separator);
  const values: string[] = [];
  let open = "";
  for (const part of parts) {
    if (part.endsWith("\\")) open += part.slice(0, -1) + separator;
    else {
      values.push((open + part).trim());
      open = "";
    }
  }
  if (open !== "") values.push(open.slice(0, -separator.length).trim());
  return values.filter((value) => value !== "");
}
